import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Column } from '../../situation/check-words.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { literal, openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError } from '../../errors.ts';
import { neutralise } from '../neutralise.ts';
import { displayWidth } from './display-width.ts';
import { findingsRows, type RowFormat, type RowOptions } from './findings-rows.ts';
import type { FindingsQuery } from './findings-scan.ts';

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-findings-'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
  await mkdir(join(folder, 'findings', 'others'), { recursive: true });
  await write('redirects', 'findings', [
    `('non-compliant', 'redirects', 'luc.cote.med@sante.example', 'Côté, Luc', 'gp', true, 'CISSS « Nord »', true, DATE '2015-02-03', 'a1', '"x"@gmail.example; =y@hotmail.example', 3, NULL)`,
    `('non-compliant', 'redirects', 'z@sante.example', '=cmd()', 'staff', false, 'CHU', false, NULL, 'a2', NULL, -4, DATE '2020-01-31')`,
    `('undetermined', 'redirects', 'm@sante.example', chr(27) || '[31m中文' || chr(10) || 'x', 'gp', true, NULL, NULL, DATE '2020-10-27', 'a3', '', NULL, NULL)`,
  ]);
  await write('redirects', 'others', [
    `('compliant', 'redirects', 'c@sante.example', 'Zoé', 'staff', false, 'CHU', true, NULL, 'a4', NULL, NULL, NULL)`,
  ]);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const COLUMNS: readonly Column[] = [
  ['verdict', 'text', 'Verdict', 'VARCHAR'],
  ['check', 'text', 'Contrôle', 'VARCHAR'],
  ['userPrincipalName', 'text', 'Nom principal', 'VARCHAR'],
  ['displayName', 'text', 'Nom', 'VARCHAR'],
  ['category', 'text', 'Catégorie', 'VARCHAR'],
  ['physician', 'boolean', 'Médecin', 'BOOLEAN'],
  ['establishment', 'text', 'Établissement', 'VARCHAR'],
  ['accountEnabled', 'boolean', 'Compte actif', 'BOOLEAN'],
  ['createdOn', 'date', 'Créé le', 'DATE'],
  ['accountId', 'text', 'Identifiant', 'VARCHAR'],
  ['targets', 'text', 'Destinations', 'VARCHAR'],
  ['daysInactive', 'integer', 'Jours', 'BIGINT'],
  ['lastActivityOn', 'date', 'Dernière activité', 'DATE'],
].map(([name = '', kind, fr = '']) =>
  column(name, kind === 'integer' || kind === 'boolean' || kind === 'date' ? kind : 'text', fr),
);

function column(name: string, kind: Column['kind'], label = name): Column {
  return { name, kind, label: { fr: label, en: name } };
}

function described(id: string, columns = COLUMNS): CheckDescription {
  const words = { fr: id, en: id };
  return {
    id,
    title: words,
    question: words,
    rule: words,
    sql: { population: 'true', verdict: `'compliant'` },
    evidence: [],
    constats: { fr: [], en: [] },
    facts: {},
    terms: {},
    charts: {},
    columns: [...columns],
  };
}

async function write(id: string, part: 'findings' | 'others', rows: readonly string[]): Promise<void> {
  const path = join(folder, 'findings', part === 'others' ? 'others' : '', `${id}.parquet`);
  const names = COLUMNS.map(({ name }) => `"${name}"`).join(', ');
  await db.run(
    `COPY (SELECT * REPLACE (CAST("daysInactive" AS BIGINT) AS "daysInactive", CAST("lastActivityOn" AS DATE) AS "lastActivityOn",
       CAST("createdOn" AS DATE) AS "createdOn") FROM (VALUES ${rows.join(', ')}) t(${names})) TO ${literal(path)} (FORMAT parquet)`,
  );
}

async function text(
  format: RowFormat,
  query: Partial<FindingsQuery> = {},
  options: Partial<RowOptions> = {},
): Promise<string> {
  const chunks: string[] = [];
  const whole = { auditFolder: folder, check: described('redirects'), ...query };
  for await (const chunk of findingsRows(db, whole, format, { excel: false, language: 'fr', ...options })) {
    chunks.push(chunk);
  }
  return chunks.join('');
}

const HEAD = COLUMNS.map(({ name }) => name).join(',');

test('CSV is UTF-8 with LF, its formulas are neutralised, negative numbers stay numbers', async () => {
  expect(await text('csv')).toBe(
    [
      HEAD,
      `non-compliant,redirects,luc.cote.med@sante.example,"Côté, Luc",gp,true,CISSS « Nord »,true,2015-02-03,a1,"""x""@gmail.example; '=y@hotmail.example",3,`,
      `non-compliant,redirects,z@sante.example,'=cmd(),staff,false,CHU,false,,a2,,-4,2020-01-31`,
      `undetermined,redirects,m@sante.example,"\u001b[31m中文\nx",gp,true,,,2020-10-27,a3,,,`,
      '',
    ].join('\n'),
  );
});

test('CSV for Excel has a BOM, semicolons and CRLF', async () => {
  expect(await text('csv', { category: 'staff' }, { excel: true })).toBe(
    `\ufeff${HEAD.replaceAll(',', ';')}\r\nnon-compliant;redirects;z@sante.example;'=cmd();staff;false;CHU;false;;a2;;-4;2020-01-31\r\n`,
  );
});

test('NDJSON and JSON are raw, with numbers, booleans and nulls', async () => {
  const second = {
    verdict: 'non-compliant',
    check: 'redirects',
    userPrincipalName: 'z@sante.example',
    displayName: '=cmd()',
    category: 'staff',
    physician: false,
    establishment: 'CHU',
    accountEnabled: false,
    createdOn: null,
    accountId: 'a2',
    targets: null,
    daysInactive: -4,
    lastActivityOn: '2020-01-31',
  };
  const lines = (await text('ndjson')).split('\n');
  expect(lines[1]).toBe(JSON.stringify(second));
  expect(lines).toHaveLength(4);
  expect(lines[2]).toContain('"displayName":"\\u001B[31m中文\\nx"');
  expect(await text('json', { category: 'staff' })).toBe(`[\n${JSON.stringify(second)}\n]\n`);
  expect(JSON.parse(await text('json'))).toEqual(lines.slice(0, 3).map((line): unknown => JSON.parse(line)));
  expect(await text('json', { category: 'nobody' })).toBe('[]\n');
});

test('rows are filtered by verdict, physicians, category and establishment', async () => {
  const names = async (query: Partial<FindingsQuery>) =>
    (await text('csv', query)).split('\n').flatMap((line) => /,([a-z.]+)@sante/.exec(line)?.[1] ?? []);
  expect({
    compliant: await names({ verdicts: ['compliant'] }),
    both: await names({ verdicts: ['undetermined', 'compliant'] }),
    physicians: await names({ physicians: true }),
    nonCompliantPhysicians: await names({ physicians: true, verdicts: ['non-compliant'] }),
    hospital: await names({ establishment: 'CHU' }),
    nowhere: await names({ establishment: '' }),
    hostile: await names({ establishment: `' OR true --` }),
  }).toEqual({
    compliant: ['c'],
    both: ['m', 'c'],
    physicians: ['luc.cote.med', 'm'],
    nonCompliantPhysicians: ['luc.cote.med'],
    hospital: ['z'],
    nowhere: ['m'],
    hostile: [],
  });
});

test('a table is aligned, in words, free of escapes and formulas', async () => {
  const check = described(
    'redirects',
    COLUMNS.filter(({ name }) =>
      ['verdict', 'displayName', 'physician', 'daysInactive', 'createdOn'].includes(name),
    ),
  );
  expect(await text('table', { check })).toBe(
    [
      'Verdict        Nom        Médecin  Créé le     Jours',
      '─────────────  ─────────  ───────  ──────────  ─────',
      'non-compliant  Côté, Luc  oui      2015-02-03      3',
      "non-compliant  '=cmd()    non                     -4",
      'undetermined   中文 x     oui      2020-10-27',
      '',
    ].join('\n'),
  );
});

test.each([40, 80, 120, 200])('a table of %i columns fits', async (width) => {
  const lines = (await text('table', {}, { width })).split('\n');
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
  expect(lines).toHaveLength(6);
});

test('missing or unfit findings are known errors', async () => {
  await expect(text('csv', { check: described('nothing') })).rejects.toThrow(
    /^The findings of nothing are not there: .*nothing\.parquet does not exist\.$/,
  );
  const check = described('redirects', [column('unheard', 'text')]);
  await expect(text('csv', { check })).rejects.toThrow(KnownError);
  await expect(text('csv', { check: described('../redirects') })).rejects.toThrow(/no check's id/);
});

test('composed CSV is byte for byte that of csv-stringify', async () => {
  const check = described('hostile', [column('verdict', 'text'), column('a', 'text'), column('b', 'text')]);
  const path = literal(join(folder, 'findings', 'hostile.parquet'));
  const pieces = fc.constantFrom(...Array.from(',;"\r\n\t =+-@\'\\\u00a0\ufeffaé中😀\0|'));
  const cell = fc.oneof(
    fc.string({ unit: pieces, maxLength: 8 }),
    fc.string({ unit: 'binary' }),
    fc.constant(null),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      async (rows, excel) => {
        await db.run(
          `COPY (SELECT 'non-compliant' AS verdict, r->>0 AS a, r->>1 AS b FROM (SELECT unnest(CAST(json($rows) AS JSON[])) AS r)) TO ${path} (FORMAT parquet)`,
          { rows: JSON.stringify(rows) },
        );
        const expected = stringify(
          rows.map((row) => ['non-compliant', ...row.map((one) => (one === null ? null : neutralise(one)))]),
          {
            header: true,
            columns: ['verdict', 'a', 'b'],
            bom: excel,
            delimiter: excel ? ';' : ',',
            record_delimiter: excel ? '\r\n' : '\n',
            quoted_match: /[,;"\r\n\t]/,
          },
        );
        expect(await text('csv', { check }, { excel })).toBe(expected);
      },
    ),
    { numRuns: 60 },
  );
});

test('rows keep the order of the table, and the session its own setting', async () => {
  const check = described('many', [column('verdict', 'text'), column('n', 'integer')]);
  const path = literal(join(folder, 'findings', 'many.parquet'));
  await db.run('SET preserve_insertion_order = true');
  await db.run(
    `COPY (SELECT 'non-compliant' AS verdict, range AS n FROM range(50000)) TO ${path} (FORMAT parquet, row_group_size 2048)`,
  );
  await db.run('SET preserve_insertion_order = false');
  const lines = (await text('csv', { check })).trimEnd().split('\n').slice(1);
  expect(lines).toEqual(Array.from({ length: 50_000 }, (_, n) => `non-compliant,${n}`));
  const setting = [];
  for await (const chunk of db.column(`SELECT CAST(current_setting('preserve_insertion_order') AS VARCHAR)`))
    setting.push(...chunk);
  expect(setting).toEqual(['false']);
});

test('a reader may stop early and ask again', async () => {
  const check = described('many', [column('verdict', 'text'), column('n', 'integer')]);
  const query = { auditFolder: folder, check };
  for await (const chunk of findingsRows(db, query, 'ndjson', { excel: false, language: 'fr' })) {
    expect(chunk.split('\n', 1)).toEqual(['{"verdict":"non-compliant","n":0}']);
    break;
  }
  expect((await text('ndjson', { check })).split('\n')).toHaveLength(50_001);
});
