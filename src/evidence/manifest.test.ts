import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/tiny-snapshot.ts';
import { alteredFiles, unvouchedFiles } from './manifest.ts';
import { vouchFor } from './vouch-for.ts';

const FILES = ['situation.json', 'findings/a.parquet', 'findings/a.csv'];

async function recordedAudit(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'findings'));
  for (const file of FILES) await writeFile(join(folder, file), `the bytes of ${file}`);
  // As long as the name of a link to it, so that not even its size tells the link.
  for (const file of ['same', FILES[1] ?? '']) {
    await writeFile(join(folder, file), '='.repeat(join(folder, 'same').length));
  }
  await vouchFor(folder, FILES, '0.0.0');
  return folder;
}

function writeManifest(folder: string, manifest: unknown): Promise<void> {
  return writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

test('files are altered when a byte changed, when they are gone or are links; others are not', async () => {
  const folder = await recordedAudit();
  expect([await alteredFiles(folder, 'findings'), await unvouchedFiles(folder, FILES)]).toEqual([[], []]);
  await writeFile(join(folder, 'situation.json'), 'The bytes of situation.json');
  await rm(join(folder, 'findings/a.csv'));
  await rm(join(folder, 'findings/a.parquet'));
  await symlink(join(folder, 'same'), join(folder, 'findings/a.parquet'));
  expect(await alteredFiles(folder, 'findings')).toEqual(['findings/a.csv', 'findings/a.parquet']);
  expect(await unvouchedFiles(folder, FILES)).toEqual(FILES);
});

test('what no record tells of is not vouched for, with or without a manifest', async () => {
  const folder = await recordedAudit();
  await writeFile(join(folder, 'findings/b.parquet'), 'b');
  expect(await unvouchedFiles(folder, ['situation.json', 'findings/b.parquet'])).toEqual([
    'findings/b.parquet',
  ]);
  await rm(join(folder, 'manifest.json'));
  expect(await unvouchedFiles(folder, ['situation.json'])).toEqual(['situation.json']);
});

test.each(['../outside', '/etc/passwd', 'findings/../../outside', '', './situation.json', 'a\\..\\b'])(
  'a manifest that records %j is damaged',
  async (path) => {
    const folder = await recordedAudit();
    const record = { path, bytes: 1, sha256: '0'.repeat(64) };
    await writeManifest(folder, { schema: 'vigie/manifest/1', vigie: '0.0.0', files: [record] });
    await expect(alteredFiles(folder, 'findings')).rejects.toThrow('is damaged or of another version');
  },
);
