import JSZip from 'jszip';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { auditHere } from '../testing/audit-here.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, situationOf } from '../testing/simulated-audit.ts';

/** An audit of 200 mailboxes by the version before `dossier.parquet`: its findings' tables, and those of all others. */
const KEPT = 'fixtures/audits/before-the-dossier.zip';
const INSTANT = '2026-11-30T08-43-55Z';

const folders: string[] = [];
let out: string;
let audit: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'vigie-earlier-'));
  folders.push(out);
  audit = join(out, 'ssss.gouv.qc.ca', INSTANT);
  const packed = await JSZip.loadAsync(await readFile(KEPT));
  for (const [name, entry] of Object.entries(packed.files)) {
    if (entry.dir) continue;
    const file = join(audit, name);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, await entry.async('nodebuffer'), { mode: 0o600 });
  }
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const vigie = (...argv: string[]): Promise<EndedHere> => runHere([...argv, '--lang', 'en'], { env: {} });

/** Of a list: how many rows have each verdict. */
async function listed(...argv: string[]): Promise<Record<string, number>> {
  const { exitCode, stdout, stderr } = await vigie('list', ...argv, audit, '--format', 'csv');
  expect(exitCode, stderr).toBe(0);
  const verdicts = stdout
    .split('\n')
    .slice(1, -1)
    .map((line) => line.slice(0, line.indexOf(',')));
  return Object.fromEntries(
    [...new Set(verdicts)].map((one) => [one, verdicts.filter((v) => v === one).length]),
  );
}

test('the accounts of an audit by an earlier version are listed, those that are no findings too', async () => {
  const { indicators } = await situationOf(audit);
  const found = indicators.find(({ id }) => id === 'mfa-status');
  expect([found?.population, found?.count, found?.undetermined]).toEqual([211, 123, 2]);
  expect(await listed('mfa-status')).toEqual({ 'non-compliant': 123, undetermined: 2 });
  expect(await listed('mfa-status', '--verdict', 'compliant')).toEqual({ compliant: 211 - 123 - 2 });
});

test('its reports are written anew, and its figures stay as they were', async () => {
  const before = await situationOf(audit);
  const { exitCode, stdout, stderr } = await vigie(
    'report',
    audit,
    '--formats',
    'json,csv,markdown,html,xlsx,pptx',
  );
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toContain('situation.en.xlsx');
  expect(await situationOf(audit)).toEqual(before);
  const report = await readFile(join(audit, 'situation.en.md'), 'utf8');
  expect(report).toContain('- 89 mailboxes unused for more than 90 days out of 200');
});

test('assessed by the rules of this version, what was not asked then is not known rather than none', async () => {
  const { exitCode, stderr } = await vigie('assess', audit, '--config', SHIPPED_CONFIG);
  expect(exitCode, stderr).toBe(0);
  const { indicators, gaps } = await situationOf(audit);
  const { population, count, undetermined } = indicators.find(({ id }) => id === 'mfa-enforcement') ?? {};
  const notAsked = gaps.find(({ source }) => source === 'per-user-mfa');
  expect({ population, count, undetermined, gap: [notAsked?.reason, notAsked?.accounts] }).toEqual({
    population: 211,
    count: 0,
    undetermined: 172,
    gap: ['not-read', 172],
  });
});

test('an audit of today is compared with it, and says which rules are no longer the same', async () => {
  const argv = ['--formats', 'json', '--quiet', '--lang', 'en'];
  const today = await auditHere({ tenant: { mailboxes: 200 }, out, argv });
  expect(today.exitCode, today.stderr).toBe(0);
  const { trend } = await situationOf(today.auditFolder);
  expect(trend?.previous?.audit).toBe(INSTANT);
  const { exitCode, stdout, stderr } = await vigie('compare', audit, today.auditFolder);
  expect([exitCode, stdout.split('\n')[0]]).toEqual([
    0,
    'check,change,verdictBefore,verdict,userPrincipalName,displayName,category,physician,establishment,accountEnabled,accountId,detail,comparable',
  ]);
  expect(stderr).toContain('! The counting rule is no longer the same: ');
});
