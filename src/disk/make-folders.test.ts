import { existsSync } from 'node:fs';
import { mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { makeFolders } from './make-folders.ts';
import { makePrivateFolder } from './private-folder.ts';
import { writePrivateFile } from './private-files.ts';
import { openPrivateLog } from './private-log.ts';

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'made',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

test('missing parents are made for this user alone; what is there stays as it is', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'open'), { mode: 0o755 });
  const deep = join(folder, 'open', ...Array.from({ length: 200 }, (_, n) => String(n)));
  await makeFolders(deep);
  await makeFolders(deep);
  const modes = await Promise.all(
    [deep, join(folder, 'open', '0'), join(folder, 'open')].map(async (at) => (await stat(at)).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o700, 0o755]);
});

test('a folder that a link leads to is used, and what is no folder is refused', async () => {
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder, name);
  await mkdir(at('real'));
  await symlink(at('real'), at('link'));
  await symlink(at('none'), at('dangling'));
  await symlink(at('loop'), at('loop'));
  await writeFile(at('file'), '');
  const places = ['link', 'link/x/y', 'file', 'file/x', 'dangling/x', 'loop/x'];
  expect(await Promise.all(places.map((place) => codeOf(makeFolders(at(place)))))).toEqual([
    'made',
    'made',
    'EEXIST',
    'ENOTDIR',
    'EEXIST',
    'ELOOP',
  ]);
  expect(existsSync(at('real/x/y'))).toBe(true);
});

test.skipIf(!existsSync('/proc/self'))(
  'where a file system says of every new thing that it is not there, it is told within the second',
  async () => {
    const places = ['/proc/nope', '/proc/nope/x/y', '/proc/self/nope/x'];
    const told = (error: unknown): string =>
      error instanceof KnownError ? `${error.kind}: ${error.message}` : `not known: ${String(error)}`;
    for (const place of places) {
      const first = /^\/proc\/(?:self\/)?nope/.exec(place)?.[0] ?? '';
      const why = `nothing can be made there (ENOENT: no such file or directory, mkdir '${first}')`;
      const all = [
        makePrivateFolder(place),
        writePrivateFile(join(place, 'file'), 'x'),
        openPrivateLog(join(place, 'log'), () => undefined),
      ].map((work) => work.then(() => 'made', told));
      expect(await Promise.all(all)).toEqual([
        `local: cannot write ${place}: ${why}`,
        `local: cannot write ${place}: ${why}`,
        `local: cannot write ${place}/log: ${why}`,
      ]);
    }
    expect(await writePrivateFile('/proc/nope', 'x').then(() => 'made', told)).toMatch(
      /^local: cannot write \/proc(\/nope)?: /,
    );
  },
  5_000,
);
