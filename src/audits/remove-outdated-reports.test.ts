import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordedFiles } from '../evidence/manifest.ts';
import { removeOutdatedReports } from './remove-outdated-reports.ts';
import { vouchFor } from '../evidence/vouch-for.ts';

const OF_ASSESSMENT = [
  'situation.json',
  'establishments.json',
  'findings/mfa-status.parquet',
  'snapshot/a.parquet',
];
const REPORTS = ['actions/mfa-status.fr.csv', 'findings/mfa-status.csv', 'situation.en.html'];
const PARTS = ['establishments/index.csv', 'establishments/chum/situation.json'];

let audit: string;
let told: string;
beforeEach(async () => {
  audit = await mkdtemp(join(tmpdir(), 'vigie-outdated-'));
  told = '';
  for (const folder of ['actions', 'findings', 'snapshot', 'establishments/chum']) {
    await mkdir(join(audit, folder), { recursive: true });
  }
  for (const file of [...OF_ASSESSMENT, ...REPORTS, ...PARTS]) await write(file, file);
  await vouchFor(audit, [...OF_ASSESSMENT, ...REPORTS, 'establishments/index.csv'], '1.2.3');
});
afterEach(() => rm(audit, { recursive: true }));

const write = (file: string, text: string) => writeFile(join(audit, file), text);

async function filesLeft(): Promise<string[]> {
  const entries = await readdir(audit, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(audit.length + 1))
    .sort();
}

function remove(): Promise<string[]> {
  return removeOutdatedReports(audit, (line) => {
    told += `${line.en}\n`;
    return Promise.resolve();
  });
}

test('the reports of the same situation stay', async () => {
  expect(await remove()).toEqual([]);
  expect(await filesLeft()).toEqual([...OF_ASSESSMENT, ...REPORTS, ...PARTS, 'manifest.json'].sort());
  expect(told).toBe('');
});

test('the reports of another situation, in every language, and its establishments go', async () => {
  await write('situation.json', 'other');
  await write('notes.txt', 'of nobody’s');
  const gone = [...REPORTS, 'establishments/index.csv'].sort();
  expect(await remove()).toEqual(gone);
  expect(await filesLeft()).toEqual([...OF_ASSESSMENT, 'manifest.json', 'notes.txt'].sort());
  expect(await readdir(audit)).not.toContain('actions');
  expect(told).toBe(
    `${audit}: the reports of its earlier assessment, which had other figures, were taken away; “vigie report” writes them again\n`,
  );
  await vouchFor(audit, ['situation.json'], '1.2.3', gone);
  expect(await recordedFiles(audit)).toEqual([...OF_ASSESSMENT].sort());
});

test('a report that somebody saved since stays, is told, and is vouched for no more', async () => {
  await write('situation.json', 'other');
  await write('situation.en.html', 'with a remark');
  expect(await remove()).toContain('situation.en.html');
  expect(await readFile(join(audit, 'situation.en.html'), 'utf8')).toBe('with a remark');
  expect(told).toContain('\nchanged by hand, and left with the earlier figures: situation.en.html\n');
});

test('an audit without reports is told nothing', async () => {
  await rm(join(audit, 'establishments'), { recursive: true });
  await vouchFor(audit, [], '1.2.3', [...REPORTS, 'establishments/index.csv']);
  await write('situation.json', 'other');
  expect(await remove()).toEqual([]);
  expect(told).toBe('');
});
