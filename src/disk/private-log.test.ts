import { execFileSync } from 'node:child_process';
import { link, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { mayMount, onSmallDisk, WHERE_MOUNTED } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { openPrivateLog } from './private-log.ts';

function refuse(error: unknown): never {
  throw error;
}

test('lines are added to what the file holds, and only this user reads it', async () => {
  const file = join(await temporaryFolder(), 'new', 'trace.jsonl');
  await mkdir(dirname(file));
  await writeFile(file, 'before\n', { mode: 0o644 });
  const log = await openPrivateLog(file, refuse);
  log.write('é');
  expect(await readFile(file, 'utf8')).toBe('before\né\n');
  log.close();
  log.write('after it was closed');
  log.close();
  expect(await readFile(file, 'utf8')).toBe('before\né\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a file that cannot be opened, is a link, a device, a pipe or a hard link is refused with its path', async () => {
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder, name);
  await symlink('/dev/null', at('link'));
  execFileSync('mkfifo', [at('pipe')]);
  await writeFile(at('one'), '');
  await link(at('one'), at('other'));
  const modeBefore = (await stat('/dev/full')).mode;
  for (const file of [folder, at('link'), '/dev/full', at('pipe'), at('one')]) {
    await expect(openPrivateLog(file, refuse)).rejects.toBeInstanceOf(KnownError);
    await expect(openPrivateLog(file, refuse)).rejects.toThrow(`cannot write ${file}: `);
  }
  expect((await stat('/dev/full')).mode).toBe(modeBefore);
});

test.skipIf(!mayMount)(
  `a disk that takes no more ends the log once, and is told${WHERE_MOUNTED}`,
  async () => {
    await onSmallDisk(4, async (disk) => {
      const told: unknown[] = [];
      const log = await openPrivateLog(join(disk.folder, 'trace.jsonl'), (error) => told.push(error));
      for (let line = 0; line < 3; line += 1) log.write('x'.repeat(4_000));
      expect(told).toEqual([
        expect.objectContaining({
          kind: 'local',
          message: expect.stringContaining('the disk is full') as string,
        }),
      ]);
    });
  },
);
