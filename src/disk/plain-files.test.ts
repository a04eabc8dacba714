import { execFileSync } from 'node:child_process';
import { link, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { NotPlain, openNamedFile, readNamedFile, readPlainFile, requirePlainFiles } from './plain-files.ts';

async function refusal(work: Promise<unknown>, folder: string): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return error instanceof KnownError
    ? `${error.kind}: ${error.message.replaceAll(folder, '')}`
    : String(error);
}

async function auditWith(plant: (folder: string) => unknown): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'findings', 'others'), { recursive: true });
  await mkdir(join(folder, 'snapshot'));
  await writeFile(join(folder, 'findings', 'others', 'a.parquet'), '');
  await plant(folder);
  return folder;
}

test.each<[string, (folder: string) => unknown, string]>([
  ['plain files and folders', () => undefined, 'undefined'],
  [
    'a link to a folder',
    (folder) => symlink('/tmp', join(folder, 'findings', 'more')),
    'local: /findings/more is a symbolic link: an audit folder holds plain files and folders only',
  ],
  [
    'a link to a file',
    (folder) => symlink('/etc/hostname', join(folder, 'situation.json')),
    'local: /situation.json is a symbolic link: an audit folder holds plain files and folders only',
  ],
  [
    'a link that leads nowhere, where a table would be written',
    (folder) => symlink('/nowhere', join(folder, 'findings', 'others', 'a.parquet.part')),
    'local: /findings/others/a.parquet.part is a symbolic link: an audit folder holds plain files and folders only',
  ],
  [
    'a pipe',
    (folder) => execFileSync('mkfifo', [join(folder, 'snapshot', 'accounts.parquet')]),
    'local: /snapshot/accounts.parquet is a pipe: an audit folder holds plain files and folders only',
  ],
  [
    'a socket',
    async (folder) => {
      const server = createServer().listen(join(folder, 'snapshot', 's'));
      onTestFinished(() => void server.close());
      await new Promise((resolve) => server.once('listening', resolve));
    },
    'local: /snapshot/s is a socket: an audit folder holds plain files and folders only',
  ],
])('an audit folder with %s', async (_, plant, told) => {
  const folder = await auditWith(plant);
  expect(await refusal(requirePlainFiles(folder), folder)).toBe(told);
});

test('a file of several names is read, and not written beside', async () => {
  const folder = await auditWith((at) =>
    link(join(at, 'findings', 'others', 'a.parquet'), join(at, 'findings', 'b.parquet')),
  );
  expect(await refusal(requirePlainFiles(folder), folder)).toBe('undefined');
  expect(await refusal(requirePlainFiles(folder, 'write'), folder)).toMatch(
    /^local: \/findings\/(others\/a|b)\.parquet is one of several names of a file \(hard link\): /,
  );
});

test('a file that the user named may be a link; a pipe, a device and a folder are refused without waiting on them', async () => {
  const folder = await temporaryFolder();
  const at = (name: string): string => join(folder, name);
  await writeFile(at('file'), 'été');
  await symlink(at('file'), at('link'));
  execFileSync('mkfifo', [at('pipe')]);
  await symlink(at('pipe'), at('link-to-pipe'));
  expect((await readNamedFile(at('link'), 5)).toString()).toBe('été');
  const told = async (file: string): Promise<unknown> => {
    const error: unknown = await readNamedFile(file, 4).catch((reason: unknown) => reason);
    return error instanceof NotPlain ? [error.message, ...error.nextSteps.map(({ en }) => en)] : error;
  };
  const step = 'Write what comes through the pipe to a file first, and name that file.';
  expect(await told(at('link'))).toEqual(['it has 5 bytes, and no such file has more than 4']);
  expect(await told(at('pipe'))).toEqual(['it is a pipe, no plain file', step]);
  expect(await told(at('link-to-pipe'))).toEqual(['it is a pipe, no plain file', step]);
  expect(await told('/dev/zero')).toEqual(['it is a device, no plain file']);
  expect(await told(folder)).toEqual(['it is a folder, no plain file']);
  await expect(openNamedFile(at('absent'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('an audit folder may itself be reached by a link', async () => {
  const folder = await auditWith(() => undefined);
  const link = join(await temporaryFolder(), 'latest');
  await symlink(folder, link);
  expect(await refusal(requirePlainFiles(link), folder)).toBe('undefined');
});

test('a text is read to its bound; a link, a pipe and a device are refused without waiting on them', async () => {
  const folder = await temporaryFolder();
  const [file, link, pipe] = [join(folder, 'file'), join(folder, 'link'), join(folder, 'pipe')];
  await writeFile(file, 'été');
  expect(await readPlainFile(file, 5)).toBe('été');
  await truncate(file, 2 ** 31);
  await symlink(file, link);
  execFileSync('mkfifo', [pipe]);
  expect(await refusal(readPlainFile(file, 1_000), folder)).toBe(
    'local: cannot read /file: it has 2147483648 bytes, and no such file has more than 1000',
  );
  expect(await refusal(readPlainFile(link, 1_000), folder)).toBe(
    'local: cannot read /link: it is a symbolic link',
  );
  expect(await refusal(readPlainFile(pipe, 1_000), folder)).toBe(
    'local: cannot read /pipe: it is a pipe, no plain file',
  );
  expect(await refusal(readPlainFile('/dev/zero', 1_000), folder)).toBe(
    'local: cannot read /dev/zero: it is a device, no plain file',
  );
  await expect(readPlainFile(join(folder, 'absent'), 1_000)).rejects.toMatchObject({ code: 'ENOENT' });
});
