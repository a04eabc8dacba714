import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { mayMount, onSmallDisk, WHERE_MOUNTED } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { makePrivate, makePrivateFolder, writePrivateFile } from './private-files.ts';

async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return error instanceof KnownError ? `${error.kind}: ${error.message}` : `not refused: ${String(error)}`;
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

test('a file and its folders are this user’s alone, whatever stood there before', async () => {
  const folder = join(await temporaryFolder(), 'a', 'b');
  const file = join(folder, 'x.csv');
  await writePrivateFile(file, 'first');
  expect([await modeOf(folder), await modeOf(file)]).toEqual(['700', '600']);
  async function* chunks(): AsyncGenerator<string> {
    for (const chunk of ['é', '', 'ü\n']) yield await Promise.resolve(chunk);
  }
  await writePrivateFile(file, chunks());
  expect([await readFile(file, 'utf8'), await modeOf(file), await readdir(folder)]).toEqual([
    'éü\n',
    '600',
    ['x.csv'],
  ]);
});

test('a link in the file’s place is replaced, not followed', async () => {
  const folder = await temporaryFolder();
  const [other, file] = [join(folder, 'other'), join(folder, 'file')];
  await writeFile(other, 'mine');
  await symlink(other, file);
  await writePrivateFile(file, 'new');
  expect([await readFile(other, 'utf8'), await readFile(file, 'utf8')]).toEqual(['mine', 'new']);
});

test('content that fails leaves the file as it was, and nothing beside it', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'x');
  await writePrivateFile(file, 'before');
  async function* failing(): AsyncGenerator<string> {
    yield await Promise.resolve('after');
    throw new Error('no more');
  }
  await expect(writePrivateFile(file, failing())).rejects.toThrow('no more');
  expect([await readFile(file, 'utf8'), await readdir(folder)]).toEqual(['before', ['x']]);
});

test('what stands in the way is told', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'taken'), '');
  await mkdir(join(folder, 'folder'));
  expect(await refusal(makePrivateFolder(join(folder, 'taken')))).toMatch(
    /^local: .*taken: a file stands in the way/,
  );
  expect(await refusal(makePrivateFolder(join(folder, 'taken', 'x')))).toMatch(
    /a part of the path is not a folder/,
  );
  expect(await refusal(writePrivateFile(join(folder, 'folder'), 'x'))).toMatch(
    /^local: .*folder: it is a folder/,
  );
  expect(await refusal(makePrivate(join(folder, 'taken', 'x')))).toMatch(
    /a part of the path is not a folder/,
  );
});

test.skipIf(!mayMount)(
  `a file that does not fit is no file: not a part of it is left${WHERE_MOUNTED}`,
  async () => {
    await onSmallDisk(16, async ({ folder }) => {
      const file = join(folder, 'x.csv');
      async function* chunks(): AsyncGenerator<string> {
        for (let n = 0; n < 3; n += 1) yield await Promise.resolve('x'.repeat(6_000));
      }
      expect(await refusal(writePrivateFile(file, chunks()))).toMatch(
        /^local: cannot write .*: the disk is full \(/,
      );
      expect(await refusal(writePrivateFile(file, 'x'.repeat(18_000)))).toMatch(/: the disk is full \(/);
      expect(await readdir(folder)).toEqual([]);
    });
  },
);

test.skipIf(!mayMount)(
  `a read-only disk is known by its name, for folders too that are not there${WHERE_MOUNTED}`,
  async () => {
    await onSmallDisk(16, async ({ folder, remount }) => {
      remount('ro');
      for (const place of [folder, join(folder, 'a'), join(folder, 'a', 'b', 'c')])
        expect(await refusal(makePrivateFolder(place))).toMatch(
          /^local: cannot write .*: the disk is read-only \(EROFS/,
        );
      expect(await refusal(writePrivateFile(join(folder, 'x'), ''))).toMatch(
        /: the disk is read-only \(EROFS/,
      );
    });
  },
);
