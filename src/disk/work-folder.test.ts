import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { withWorkFolder } from './work-folder.ts';

const now = (): Date => new Date();
const EIGHT_DAYS_MS = 8 * 24 * 3_600_000;

async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('work has a private folder of its own, named after the process, which is gone afterwards', async () => {
  const parent = await temporaryFolder();
  const found = await withWorkFolder(parent, now, async (folder) => ({
    name: basename(folder),
    parent: dirname(folder),
    mode: (await stat(folder)).mode & 0o777,
  }));
  expect(found).toEqual({
    name: expect.stringMatching(new RegExp(`^vigie-${process.pid}-[0-9a-f]{8}-\\w{6}$`)) as string,
    parent,
    mode: 0o700,
  });
  await expect(withWorkFolder(parent, now, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect(await readdir(parent)).toEqual([]);
});

test('what killed processes left goes at the next start; what is another’s, or in use, stays', async () => {
  const parent = await temporaryFolder();
  const scope = await withWorkFolder(parent, now, (folder) =>
    Promise.resolve(basename(folder).split('-')[2] ?? ''),
  );
  const ended = await endedPid();
  const names = {
    left: `vigie-${ended}-${scope}-aB3dE6`,
    running: `vigie-${process.pid}-${scope}-aB3dE6`,
    elsewhere: `vigie-${ended}-00000000-aB3dE6`,
    longAgo: `vigie-${ended}-00000000-aB3dE7`,
    similar: `vigie-${ended}-notes`,
  };
  for (const name of Object.values(names)) await mkdir(join(parent, name, 'spilled'), { recursive: true });
  const longAgo = new Date(Date.now() - EIGHT_DAYS_MS);
  await utimes(join(parent, names.longAgo), longAgo, longAgo);
  await withWorkFolder(parent, now, () => Promise.resolve());
  expect(await readdir(parent)).toEqual([names.running, names.elsewhere, names.similar].sort());
});

test('a folder for temporary files that others could replace is refused', async () => {
  const parent = await temporaryFolder();
  await chmod(parent, 0o777);
  await expect(withWorkFolder(parent, now, () => Promise.resolve())).rejects.toMatchObject({
    kind: 'local',
    nextSteps: [expect.stringContaining('TMPDIR for temporary files') as string],
  });
});
