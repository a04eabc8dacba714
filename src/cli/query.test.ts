import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere, type EndedHere } from '../testing/run-here.ts';
import { auditHere } from '../testing/audit-here.ts';
import { situationOf } from '../testing/simulated-audit.ts';

let folder: string;
let audit: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-query-'));
  const argv = ['--formats', 'json', '--quiet'];
  const ended = await auditHere({ tenant: { mailboxes: 200 }, out: join(folder, 'reports'), argv });
  expect(ended.exitCode, ended.stderr).toBe(0);
  audit = ended.auditFolder;
  await writeFile(join(folder, 'secret.csv'), 'a,b\n1,2\n');
  await mkdir(join(folder, 'work'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function query(sql: string, ...argv: string[]): Promise<EndedHere> {
  return runHere(['query', sql, audit, '--work-dir', join(folder, 'work'), ...argv], { env: {} });
}

test('a SELECT over the dossier, the findings and the sources is answered in each form', async () => {
  const { indicators, population } = await situationOf(audit);
  const count = indicators.find(({ id }) => id === 'inactive-mailboxes')?.count;
  const sql = `WITH found AS (SELECT DISTINCT accountId FROM findings_inactive_mailboxes WHERE verdict = 'non-compliant')
    SELECT (SELECT count(*) FROM found) AS found, (SELECT count(*) FROM accounts) AS accounts,
      count(*) FILTER (WHERE verdict_inactive_mailboxes = 'non-compliant') AS judged FROM dossier; -- and no more`;
  const json = await query(sql, '--format', 'json');
  expect(json.exitCode, json.stderr).toBe(0);
  expect(JSON.parse(json.stdout)).toEqual([{ found: count, accounts: population.accounts, judged: count }]);
  expect(
    (await query(`SELECT 'a;b' AS t, true AS b, DATE '2020-10-27' AS d`, '--format', 'csv')).stdout,
  ).toBe('t,b,d\n"a;b",true,2020-10-27\n');
  expect((await query(`SELECT unnest([3, 1]) AS n ORDER BY n`, '--format', 'ndjson')).stdout).toBe(
    '{"n":1}\n{"n":3}\n',
  );
});

test('in JSON a number is a number where a double holds all its digits, and else a text with all of them', async () => {
  const sql = `SELECT 2.5::DOUBLE AS d, 1.25::DECIMAL(9, 2) AS m, sum(n) AS s, 9007199254740993::HUGEINT AS h,
    12345678901234567.89::DECIMAL(38, 2) AS p, 'inf'::DOUBLE AS i, NULL::DOUBLE AS u FROM (SELECT unnest([1, 2]) AS n)`;
  const { exitCode, stdout, stderr } = await query(sql, '--format', 'json');
  expect(exitCode, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    { d: 2.5, m: 1.25, s: 3, h: '9007199254740993', p: '12345678901234567.89', i: 'inf', u: null },
  ]);
});

test('the dictionary names every table and column, with what the dossier’s mean', async () => {
  const { stdout } = await runHere(['query', '--tables', audit, '--format', 'csv', '--lang', 'en'], {
    env: {},
  });
  const lines = stdout.split('\n');
  expect(lines[0]).toBe('table,column,type,meaning');
  expect(lines).toContain('dossier,physician,BOOLEAN,Its category is one of physicians');
  expect(lines.some((line) => line.startsWith('inbox_rules,'))).toBe(true);
});

test.each([
  `SELECT * FROM read_csv('SECRET')`,
  `SELECT * FROM read_text('SECRET')`,
  `SELECT * FROM read_blob('SECRET')`,
  `SELECT * FROM read_parquet('AUDIT/dossier.parquet')`,
  `SELECT * FROM 'SECRET'`,
  `SELECT * FROM "AUDIT/dossier.parquet"`,
  `SELECT * FROM glob('/*')`,
  `SELECT * FROM sniff_csv('SECRET')`,
  `SELECT * FROM parquet_metadata('AUDIT/dossier.parquet')`,
  `SELECT 1 WHERE EXISTS (SELECT * FROM read_text('SECRET'))`,
  `WITH x AS (FROM read_csv('SECRET')) SELECT * FROM x`,
  `SELECT * FROM 'SECRET' WHERE 1 IN (WITH "SECRET" AS (SELECT 1) SELECT 1 FROM "SECRET")`,
  `SELECT * FROM query('FROM read_text(''SECRET'')')`,
  `SELECT * FROM query_table('SECRET')`,
  `COPY (SELECT 1) TO 'FOLDER/out.csv'`,
  `COPY dossier TO 'FOLDER/out.parquet'`,
  `EXPORT DATABASE 'FOLDER/out'`,
  `ATTACH 'FOLDER/out.db' AS other`,
  `INSTALL httpfs`,
  `LOAD httpfs`,
  `SET enable_external_access = true`,
  `SET memory_limit = '10GB'`,
  `RESET lock_configuration`,
  `PRAGMA database_list`,
  `CALL pragma_version()`,
  `CREATE TABLE t AS SELECT 1`,
  `CREATE OR REPLACE VIEW dossier AS SELECT 1`,
  `DROP VIEW dossier`,
  `INSERT INTO dossier SELECT * FROM dossier`,
  `SELECT 1; SELECT 2`,
  `SELECT 1; COPY (SELECT 1) TO 'FOLDER/out.csv'`,
  `SELECT 1) TO 'FOLDER/out.csv' --`,
  `SELECT * FROM duckdb_settings()`,
  `SELECT * FROM information_schema.tables`,
  `SELECT getenv('HOME')`,
  `EXPLAIN SELECT 1`,
  `SHOW TABLES`,
  ``,
])('%s is refused, and touches nothing', async (written) => {
  const sql = written
    .replaceAll('SECRET', join(folder, 'secret.csv'))
    .replaceAll('AUDIT', audit)
    .replaceAll('FOLDER', folder);
  const { exitCode, stdout, stderr } = await query(sql);
  expect([exitCode, stdout], stderr).toEqual([2, '']);
  expect(stderr).toMatch(/^vigie: the query cannot be run: .+\n {2}→ /);
  expect((await readdir(folder)).sort()).toEqual(['reports', 'secret.csv', 'work']);
  expect(await readdir(join(folder, 'work'))).toEqual([]);
});

test('two columns of one name, and a value that is none, are mistakes of the query', async () => {
  const twice = await query('SELECT 1 AS a, 2 AS A');
  expect([twice.exitCode, twice.stderr.split('\n')[0]]).toEqual([
    2,
    'vigie: the query gives two columns called "a"',
  ]);
  const wrong = await query('SELECT displayName::INTEGER AS n FROM dossier');
  expect([wrong.exitCode, wrong.stderr.includes('Conversion Error')]).toEqual([2, true]);
});
