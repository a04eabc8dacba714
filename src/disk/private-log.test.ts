import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { openPrivateLog } from './private-log.ts';

function refuse(error: unknown): never {
  throw error;
}

test('lines are added to what the file holds, and only this user reads it', async () => {
  const file = join(await temporaryFolder(), 'new', 'trace.jsonl');
  await mkdir(dirname(file));
  await writeFile(file, 'before\n', { mode: 0o644 });
  const log = openPrivateLog(file, refuse);
  log.write('é');
  expect(await readFile(file, 'utf8')).toBe('before\né\n');
  log.close();
  log.write('after it was closed');
  log.close();
  expect(await readFile(file, 'utf8')).toBe('before\né\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a file that cannot be opened, or is a link, is refused with its path', async () => {
  const folder = await temporaryFolder();
  const link = join(folder, 'link');
  await symlink('/dev/null', link);
  for (const file of [folder, link]) {
    expect(() => openPrivateLog(file, refuse)).toThrow(KnownError);
    expect(() => openPrivateLog(file, refuse)).toThrow(`cannot write ${file}: `);
  }
});

test('a disk that takes no more ends the log once, and is told', () => {
  const told: unknown[] = [];
  const log = openPrivateLog('/dev/full', (error) => told.push(error));
  log.write('one');
  log.write('two');
  expect(told).toEqual([
    expect.objectContaining({
      kind: 'local',
      message: expect.stringContaining('the disk is full') as string,
    }),
  ]);
});
