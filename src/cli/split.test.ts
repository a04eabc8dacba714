import { parse } from 'csv-parse/sync';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { literal, openDuckDb, type DuckDb } from '../duckdb/duckdb.ts';
import { unvouchedFiles } from '../evidence/manifest.ts';
import type { Situation } from '../situation/situation.ts';
import { runProgram } from '../testing/run-program.ts';
import { auditHere } from '../testing/audit-here.ts';
import { situationOf, type SimulatedAudit } from '../testing/simulated-audit.ts';

let out: string;
let audit: SimulatedAudit;
let db: DuckDb;
let whole: Situation;
/** What programs read of each establishment, by its id. */
let folders: Map<string, string>;
/** The establishment of each account, by its id and by its name in lower case. */
let homes: Map<string, string>;

const LISTED = ['CISSS de Laval', 'CIUSSS de la Capitale-Nationale', ''];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'vigie-split-'));
  db = await openDuckDb({ memoryLimitMb: 200 });
  const argv = ['--split', 'establishment', '--formats', 'json,markdown', '--quiet'];
  audit = await auditHere({ tenant: { mailboxes: 2_000 }, out, argv });
  whole = await situationOf(audit.auditFolder);
  const index = await indexOf(audit.auditFolder);
  folders = new Map(
    index.map(({ folder = '', establishment = '' }) => [
      establishment,
      join(audit.auditFolder, 'establishments', folder, 'donnees'),
    ]),
  );
  homes = await homesOf(audit.auditFolder);
  // The lists of accounts hold what the tables hold: those of a few folders do.
  for (const id of LISTED) {
    const ended = await runProgram(['report', folders.get(id) ?? '', '--formats', 'csv', '--quiet']);
    if (ended.exitCode !== 0) throw new Error(ended.stderr);
  }
}, 300_000);
afterAll(async () => {
  await db.close();
  await rm(out, { recursive: true });
});

async function indexOf(auditFolder: string): Promise<Record<string, string>[]> {
  const text = await readFile(join(auditFolder, 'establishments', 'index.csv'), 'utf8');
  return z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true }));
}

async function homesOf(auditFolder: string): Promise<Map<string, string>> {
  const rows = await db.rows(
    `SELECT accountId AS id, lower(userPrincipalName) AS name, coalesce(establishment, '') AS establishment
     FROM read_parquet(${literal(join(auditFolder, 'dossier.parquet'))})`,
    z.object({ id: z.string(), name: z.string(), establishment: z.string() }),
  );
  return new Map(
    rows.flatMap(({ id, name, establishment }) => [
      [id, establishment],
      [name, establishment],
    ]),
  );
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The establishments of all accounts that a text names, whether by id or by name. */
function homesNamed(text: string): Set<string> {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}@._'’+-]+/u);
  return new Set(
    words.flatMap((word) => homes.get(word) ?? homes.get(word.replace(/^[.'’-]+|[.'’-]+$/g, '')) ?? []),
  );
}

/** The target of a redirect is what the establishment must act on, even where it is a colleague elsewhere. */
async function textWithoutTargets(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  if (!/mailbox-redirects[.\w]*\.csv$/.test(file)) return text;
  const rows = z
    .array(z.record(z.string(), z.string()))
    .parse(parse(text, { columns: true, bom: true, delimiter: text.startsWith('\ufeff') ? ';' : ',' }));
  const kept = (row: Record<string, string>): string[] =>
    Object.entries(row).flatMap(([name, cell]) => (['target', 'finding'].includes(name) ? [] : [cell]));
  return rows.map((row) => kept(row).join('\n')).join('\n');
}

test('the tenant has 34 establishments and accounts without, each with a folder of its own', async () => {
  expect({ exitCode: audit.exitCode, stdout: audit.stdout }).toEqual({
    exitCode: 0,
    stdout: `${audit.auditFolder}\n`,
  });
  expect(folders.size).toBe(35);
  expect([...folders.values()].map((folder) => relative(audit.auditFolder, folder))).toContain(
    'establishments/sans-etablissement/donnees',
  );
  const made = await readdir(join(audit.auditFolder, 'establishments'));
  expect(made.sort()).toEqual(
    ['index.csv', ...[...folders.values()].map((folder) => folder.split('/').at(-2))].sort(),
  );
});

test('no account appears in another establishment’s folder', async () => {
  let named = 0;
  for (const [establishment, folder] of folders) {
    for (const file of await filesIn(dirname(folder))) {
      if (file.endsWith('.parquet')) {
        const rows = await db.rows(
          `SELECT DISTINCT coalesce(establishment, '') AS establishment FROM read_parquet(${literal(file)})`,
          z.object({ establishment: z.string() }),
        );
        for (const row of rows) expect(row.establishment, file).toBe(establishment);
        continue;
      }
      const found = homesNamed(await textWithoutTargets(file));
      named += found.size;
      expect(
        [...found].filter((home) => home !== establishment),
        file,
      ).toEqual([]);
    }
  }
  expect(named).toBeGreaterThan(35);
});

test('every finding of the whole is in exactly one folder', async () => {
  for (const { id } of whole.checks) {
    const table = (folder: string): string => literal(join(folder, 'findings', `${id}.parquet`));
    const parts = `read_parquet([${[...folders.values()].map(table).join(', ')}])`;
    const all = `read_parquet(${table(audit.auditFolder)})`;
    const differences = await db.row(
      `SELECT (SELECT count(*) FROM (FROM ${all} EXCEPT ALL FROM ${parts}))::DOUBLE AS missing,
         (SELECT count(*) FROM (FROM ${parts} EXCEPT ALL FROM ${all}))::DOUBLE AS added`,
      z.object({ missing: z.number(), added: z.number() }),
    );
    expect(differences, id).toEqual({ missing: 0, added: 0 });
  }
});

test('each folder’s figures are those that the whole tells of its establishment', async () => {
  for (const [establishment, folder] of folders) {
    const part = await situationOf(folder);
    const { indicators } = whole;
    expect(part.scope?.establishment).toBe(establishment);
    expect(part.scope?.network?.map(({ id, count }) => [id, count])).toEqual(
      indicators.map(({ id, count }) => [id, count]),
    );
    for (const indicator of part.indicators) {
      const told = whole.indicators
        .find(({ id }) => id === indicator.id)
        ?.byEstablishment.filter(({ id }) => id === establishment);
      expect(indicator.byEstablishment, indicator.id).toEqual(told);
    }
  }
  const index = await indexOf(audit.auditFolder);
  const sum = (name: string): number => index.reduce((total, row) => total + Number(row[name]), 0);
  expect([sum('mailboxes'), sum('physicians')]).toEqual([
    whole.population.mailboxes,
    whole.population.physicians,
  ]);
  expect(sum('mailbox-redirects')).toBe(whole.indicators.find(({ id }) => id === 'mailbox-redirects')?.count);
  expect(new Set(index.map((row) => row['terms-of-use']))).toEqual(new Set(['']));
});

test('a folder is an audit of its own, for this user alone', async () => {
  const folder = folders.get('CISSS de Laval') ?? '';
  const listed = await runProgram(['list', 'inactive-mailboxes', folder, '--format', 'csv']);
  expect(listed.exitCode).toBe(0);
  expect(listed.stdout).toBe(await readFile(join(folder, 'findings', 'inactive-mailboxes.csv'), 'utf8'));
  const report = await runProgram(['report', folder, '--formats', 'markdown', '--lang', 'en']);
  expect([report.exitCode, report.stdout]).toEqual([0, `${join(folder, 'situation.en.md')}\n`]);
  expect(await readFile(join(folder, 'situation.en.md'), 'utf8')).toContain('CISSS de Laval');
  for (const file of await filesIn(folder)) expect((await stat(file)).mode & 0o777, file).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const again = await runProgram(['report', folder, '--split', 'establishment']);
  expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining('one establishment already')]);
}, 120_000);

test('a later split replaces the folders that are no more, and says where its index is', async () => {
  const folder = folders.get('CISSS de Laval') ?? '';
  await runProgram(['report', folder, '--formats', 'markdown', '--lang', 'en', '--quiet']);
  const left = join(audit.auditFolder, 'establishments', 'hopital-ferme');
  await mkdir(left);
  const ended = await runProgram([
    'report',
    audit.auditFolder,
    '--split',
    'establishment',
    '--formats',
    'json',
    '--quiet',
  ]);
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout.split('\n')).toContain(join(audit.auditFolder, 'establishments', 'index.csv'));
  const made = await readdir(join(audit.auditFolder, 'establishments'));
  expect(made).not.toContain('hopital-ferme');
  expect(made).toHaveLength(36);
  // The reports of the same situation in other formats and languages stay, and are vouched for.
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['situation.en.md']));
  const named = 'etat-de-situation_cisss-de-laval';
  expect(await readdir(dirname(folder))).toEqual(['LISEZMOI.txt', 'donnees', `${named}_${whole.asOf}.md`]);
  expect(await unvouchedFiles(folder, ['situation.en.md', 'findings/mfa-status.csv'])).toEqual([]);
  expect((await readdir(audit.auditFolder)).filter((name) => /part|tmp/.test(name))).toEqual([]);
}, 120_000);
