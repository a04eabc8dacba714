import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { endOf } from '../evidence/retention.ts';
import { auditHere } from '../testing/audit-here.ts';
import { frenchFaults } from '../testing/french-faults.ts';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { MAILBOX_PLAN, temporaryFolder, tinySnapshot } from '../testing/tiny-snapshot.ts';

const PEOPLE = ['zoe.tremblay', 'Zoé Tremblay', 'luc.gagnon', 'Luc Gagnon'];
const CONFIG = `retention: { snapshots: 3 months, findings: 13 months, situations: 5 years }
roster: { file: liste.csv, key: userPrincipalName, establishment: lieu }
`;
const AUDIT = 'reseau.example/2020-10-31T06-00-00Z';

interface Home {
  readonly audit: string;
  readonly out: string;
  /** Runs a command on a day. */
  readonly on: (day: string, ...argv: readonly string[]) => Promise<EndedHere>;
}

/** An audit of two people, both unused, with every report, a split by establishment and a roster. */
async function home(config = CONFIG): Promise<Home> {
  const folder = await temporaryFolder();
  const out = join(folder, 'reports');
  const audit = join(out, AUDIT);
  const collectedAt = '2020-10-31T06:00:00Z';
  const made = await tinySnapshot({
    tables: {
      accounts: ['zoe.tremblay', 'luc.gagnon'].map((name, at) => ({
        ...{ accountId: name, userPrincipalName: `${name}@reseau.example`, displayName: PEOPLE[2 * at + 1] },
        ...{ createdAt: '2015-01-01T00:00:00Z', companyName: 'CHUM', exchangePlans: [MAILBOX_PLAN] },
      })),
      'mail-activity': PEOPLE.slice(0, 1).map((name) => ({
        ...{
          refreshedOn: '2020-10-29',
          userPrincipalName: `${name}@reseau.example`,
          lastActivityOn: '2020-01-01',
        },
      })),
    },
    manifest: { collectedAt, endedAt: collectedAt },
  });
  await mkdir(out, { mode: 0o700 });
  await cp(made, audit, { recursive: true });
  await writeFile(join(folder, 'vigie.config.yaml'), config);
  await writeFile(join(folder, 'liste.csv'), 'userPrincipalName,lieu\nzoe.tremblay@reseau.example,CHUM\n');
  const on: Home['on'] = (day, ...argv) =>
    runHere(argv, { env: { LANG: 'en_CA.UTF-8' }, cwd: folder, now: () => new Date(`${day}T12:00:00Z`) });
  for (const argv of [['assess'], ['report', '--split', 'establishment', '--quiet']]) {
    const ended = await on('2020-10-31', ...argv);
    expect(ended.exitCode, ended.stderr).toBe(0);
  }
  return { audit, out, on };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The bytes as text, and those of the files within a presentation. */
async function textsOf(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (!file.endsWith('.pptx')) return bytes.toString('utf8');
  const parts = Object.values((await JSZip.loadAsync(bytes)).files).filter(({ dir }) => !dir);
  return (await Promise.all(parts.map((part) => part.async('string')))).join('\n');
}

test('what is due is shown first, and nothing is taken away before --yes', async () => {
  const { audit, on } = await home();
  const before = await filesIn(audit);
  const shown = await on('2021-02-01', 'purge', '--lang', 'en');
  expect(shown.exitCode, shown.stderr).toBe(0);
  expect(shown.stdout).toMatch(
    /^reseau\.example\/2020-10-31T06-00-00Z: files due: 3 \([\d,]+ bytes\) — snapshot until January 31, 2021, lists of people until November 30, 2021, whole audit until October 31, 2025\nNothing was taken away: vigie purge --yes takes away what is due\.\n$/,
  );
  expect(await filesIn(audit)).toEqual(before);
  const french = await on('2021-02-01', 'purge', '--lang', 'fr');
  expect(frenchFaults(french.stdout)).toEqual([]);
});

test('snapshots go first, then all that names people, then the audit; verify and the journal tell of each', async () => {
  const { audit, out, on } = await home();
  expect((await on('2021-01-30', 'purge', '--yes')).stdout).toContain('nothing due');
  expect((await on('2021-02-01', 'purge', '--yes')).exitCode).toBe(0);
  expect((await filesIn(join(audit, 'snapshot'))).sort()).toEqual(['manifest.json']);
  const verified = await on('2021-02-01', 'verify', '--lang', 'en');
  expect(verified.exitCode, verified.stdout).toBe(0);
  expect(verified.stdout).toContain('Files purged as the retention says: 3 (snapshot/accounts.parquet…).');
  const recomputed = await on('2021-02-01', 'verify', '--lang', 'en', '--recompute');
  expect(recomputed.exitCode).toBe(4);
  expect(recomputed.stdout).toContain('✗ Cannot be worked out again: what it would start from was purged');
  const assessed = await on('2021-02-01', 'assess');
  expect([assessed.exitCode, assessed.stderr.split('\n')[0]]).toEqual([
    4,
    expect.stringContaining(
      'went as the retention says (vigie purge): the audit can no longer be assessed',
    ) as unknown,
  ]);
  expect((await on('2021-02-01', 'list', 'inactive-mailboxes')).exitCode).toBe(0);

  expect((await on('2021-12-01', 'purge', '--yes')).exitCode).toBe(0);
  const kept = await filesIn(audit);
  expect(kept).toEqual(
    expect.arrayContaining(['manifest.json', 'situation.json', 'situation.en.html', 'situation.en.pptx']),
  );
  for (const file of kept) {
    const text = await textsOf(join(audit, file));
    for (const person of PEOPLE) expect(text.includes(person), `${person} in ${file}`).toBe(false);
  }
  const after = await on('2021-12-01', 'verify', '--lang', 'en');
  expect(after.exitCode, after.stdout).toBe(0);
  const listed = await on('2021-12-01', 'list', 'inactive-mailboxes');
  expect([listed.exitCode, listed.stdout]).toEqual([4, '']);
  expect(listed.stderr).toContain('its figures are still there, its lists are not');
  expect((await on('2021-12-01', 'purge', '--yes')).stdout).toContain('nothing due');

  expect((await on('2025-11-01', 'purge', '--yes')).exitCode).toBe(0);
  expect(await filesIn(out)).toEqual(['journal.ndjson']);
  const journal = await on('2025-11-01', 'journal', '--lang', 'en');
  expect(journal.exitCode, journal.stdout).toBe(0);
  expect(
    journal.stdout.match(/, purge by .*purged: \d+/g)?.map((line) => line.replace(/.*purged: /, '')),
  ).toEqual([
    ...['3', expect.stringMatching(/^\d\d$/) as unknown, expect.stringMatching(/^\d\d$/) as unknown],
  ]);
});

test('without a term nothing is ever due, which is said', async () => {
  const { on } = await home('inactiveAfterDays: 90\n');
  const { exitCode, stdout, stderr } = await on('2030-01-01', 'purge', '--yes');
  expect([exitCode, stdout, stderr.split('\n')[0]]).toEqual([
    ...[2, ''],
    'vigie: the configuration gives no term of retention: nothing is ever due',
  ]);
});

test.each([
  [
    'with purgeAfterAudit, takes away what is due of the others, which the manifest and the journal tell',
    true,
  ],
  ['without it, says when its own audit expires and takes nothing away', false],
])('audit, %s', async (_, purges) => {
  const { audit, out, on } = await home();
  const config = join(out, '..', 'retention.yaml');
  const terms = 'snapshots: 3 months, findings: 13 months, situations: 100 years';
  await writeFile(config, `retention: { ${terms}${purges ? ', purgeAfterAudit: true' : ''} }\n`);
  const before = await filesIn(audit);
  const argv = ['--formats', 'json', '--lang', 'en'];
  const ended = await auditHere({ tenant: { mailboxes: 200 }, out, config, argv });
  expect(ended.exitCode, ended.stderr).toBe(0);
  expect(ended.stderr).toMatch(/Retention: snapshot until .+, lists of people until .+, whole audit until /);
  expect(await filesIn(join(ended.auditFolder, 'snapshot'))).toContain('accounts.parquet');
  const due = `${AUDIT}: files due: `;
  expect([ended.stderr.includes(due), ended.stderr.includes('Taken away.')]).toEqual([purges, purges]);
  const kept = await filesIn(audit);
  expect(kept).toEqual(
    purges ? kept.filter((path) => !/^(findings|actions|inputs\/roster)|dossier|xlsx$/.test(path)) : before,
  );
  expect(kept).toContain('situation.json');
  const verified = await on('2026-01-01', 'verify', audit, '--lang', 'en');
  expect([verified.exitCode, verified.stdout.includes('Files purged as the retention says: ')]).toEqual([
    0,
    purges,
  ]);
  const journal = await on('2026-01-01', 'journal', '--lang', 'en');
  expect(journal.exitCode, journal.stdout).toBe(0);
  expect(journal.stdout.match(/, purge by /g)?.length ?? 0).toBe(purges ? 1 : 0);
});

test('what a purge that broke off left is taken away by the next', async () => {
  const { audit, on } = await home();
  const table = join(audit, 'snapshot/accounts.parquet');
  const bytes = await readFile(table);
  await on('2021-02-01', 'purge', '--yes');
  await writeFile(table, bytes, { mode: 0o600 });
  expect((await on('2021-02-01', 'purge', '--yes')).exitCode).toBe(0);
  await expect(stat(table)).rejects.toMatchObject({ code: 'ENOENT' });
  expect((await on('2021-02-01', 'verify')).exitCode).toBe(0);
});

test.each([
  ['3 months', '2020-11-30', '2021-02-28'],
  ['1 month', '2024-01-31', '2024-02-29'],
  ['5 years', '2020-02-29', '2025-02-28'],
  ['90 days', '2020-12-31', '2021-03-31'],
  ['13 months', '2020-10-31', '2021-11-30'],
])('%s from %s end on %s', (term, begun, end) => {
  expect(endOf(term, new Date(`${begun}T06:00:00Z`)).toISOString()).toBe(`${end}T06:00:00.000Z`);
});
