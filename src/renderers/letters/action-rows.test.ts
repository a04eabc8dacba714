import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { literal, openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError } from '../../errors.ts';
import { situationSchema } from '../../situation/situation.ts';
import { neutralise } from '../neutralise.ts';
import { csvDialect } from '../csv-dialect.ts';
import { writtenTwice } from '../../testing/written-twice.ts';
import { linesFile } from '../findings/line-text.ts';
import { actionRows, type ActionList } from './action-rows.ts';
import type { AdvisedCheck } from './advised-checks.ts';

const GOLDEN = new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url);
const situation = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-actions-'));
  await mkdir(join(folder, 'findings'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

const NAMES = [
  'verdict',
  'userPrincipalName',
  'displayName',
  'category',
  'physician',
  'establishment',
  'accountId',
  'accountEnabled',
  'target',
];
const FLAGS = ['physician', 'accountEnabled'];

function check(id: string, itemKey?: string[]): AdvisedCheck {
  const words = { fr: id, en: id };
  return {
    ...{ id, title: words, question: words, rule: words, evidence: [], facts: {}, charts: {}, terms: {} },
    sql: { population: 'true', verdict: `'compliant'` },
    constats: { fr: [], en: [] },
    columns: NAMES.map((name) => ({ name, kind: FLAGS.includes(name) ? 'boolean' : 'text', label: words })),
    ...(itemKey === undefined ? {} : { itemKey }),
    advice: {
      audience: 'holder',
      subject: { fr: 'Vos courriels; vos soins', en: 'Your mail' },
      finding: { fr: ['Vers {target}.', 'Ailleurs.'], en: ['To {target}.', 'Elsewhere.'] },
      adopt: { fr: ['Lisez.', 'Répondez, s’il y a lieu.'], en: ['Read.', 'Answer.'] },
      avoid: { fr: ['=Rien'], en: ['Nothing'] },
      proceed: { fr: ['Appelez.'], en: ['Call.'] },
    },
  };
}

/** Rows of NAMES, and a mail address where there is one more. */
async function write(id: string, rows: readonly string[], names: readonly string[] = NAMES): Promise<void> {
  const values = rows.map((row) => `(${row})`).join(', ');
  await db.run(
    `COPY (SELECT ${names.map(typed).join(', ')} FROM (VALUES ${values}) t(${names.map((name) => `"${name}"`).join(', ')}))
     TO ${literal(join(folder, 'findings', `${id}.parquet`))} (FORMAT parquet)`,
  );
}

function typed(name: string): string {
  return `"${name}"::${FLAGS.includes(name) ? 'BOOLEAN' : 'VARCHAR'} AS "${name}"`;
}

async function text(one: AdvisedCheck, given: Partial<ActionList> = {}): Promise<string> {
  const list: ActionList = {
    situation,
    auditFolder: folder,
    check: one,
    language: 'fr',
    dialect: csvDialect(false),
    placeOf: (path) => path,
    ...given,
  };
  return writtenTwice(
    linesFile(db, 'list.csv', () => actionRows(db, list)),
    folder,
  );
}

const HEADS =
  'email,displayName,establishment,category,physician,audience,subject,finding,userPrincipalName,accountId,accountEnabled';

test('a list has the non-compliant accounts alone, each with what to do, in the order of the findings', async () => {
  await write('plain', [
    `'non-compliant', 'z@s.example', 'Zoé', 'gp', true, 'CISSS', 'a2', true, 'x@gmail.example'`,
    `'non-compliant', 'a@s.example', '=cmd()', '', NULL, NULL, 'a1', false, NULL`,
    `'undetermined', 'u@s.example', 'Une autre', 'gp', true, 'CISSS', 'a3', true, NULL`,
  ]);
  expect(await text(check('plain'))).toBe(
    [
      HEADS,
      `z@s.example,Zoé,CISSS,Médecins omnipraticiens,true,titulaire,"Vos courriels; vos soins",Vers x@gmail.example.,z@s.example,a2,true`,
      `a@s.example,'=cmd(),,,,titulaire,"Vos courriels; vos soins",Ailleurs.,a@s.example,a1,false`,
      '',
    ].join('\n'),
  );
});

test('a list for Excel has a BOM, semicolons and CRLF, in the language of the report', async () => {
  await write('excel', [`'non-compliant', 'z@s.example', 'Z', 'staff', false, NULL, 'a2', NULL, 'x'`]);
  expect(await text(check('excel'), { dialect: csvDialect(true), language: 'en' })).toBe(
    `\ufeff${HEADS.replaceAll(',', ';')}\r\nz@s.example;Z;;Other staff;false;holder;Your mail;To x.;z@s.example;a2;\r\n`,
  );
});

test('a message goes to the mail address, where it is not the name of the account', async () => {
  await write(
    'mail',
    [
      `'non-compliant', 'a@s.example', 'A', 'gp', true, NULL, 'a1', true, NULL, 'alias@s.example'`,
      `'non-compliant', 'b@s.example', 'B', 'gp', true, NULL, 'b1', true, NULL, NULL`,
      `'non-compliant', 'c@s.example', 'C', 'gp', true, NULL, 'c1', true, NULL, ' '`,
    ],
    [...NAMES, 'mail'],
  );
  const rows = recordsOf(await text(check('mail')));
  expect(rows.map((row) => [row[0], row[8]])).toEqual([
    ['email', 'userPrincipalName'],
    ['alias@s.example', 'a@s.example'],
    ['b@s.example', 'b@s.example'],
    ['c@s.example', 'c@s.example'],
  ]);
});

test('an account with several findings has one row that tells them, the worst first, ten at the most', async () => {
  const many = Array.from(
    { length: 12 },
    (_, at) => `'non-compliant', 'b@s.example', 'B', 'gp', true, NULL, 'b1', true, 't${at}'`,
  );
  await write('items', [
    many[0] ?? '',
    `'non-compliant', 'a@s.example', 'A', 'gp', true, NULL, 'a1', true, 'y'`,
    ...many.slice(1),
    `'non-compliant', 'a@s.example', 'A', 'gp', true, NULL, 'a1', true, 'x'`,
    `'non-compliant', 'a@s.example', 'A', 'gp', true, NULL, 'a1', true, 'y'`,
  ]);
  const rows = recordsOf(await text(check('items', ['target'])));
  const ten = Array.from({ length: 10 }, (_, at) => `Vers t${at}.`).join(' ');
  expect(rows.slice(1).map((row) => [row[9], row[7]])).toEqual([
    ['b1', `${ten} Autres constats\u00a0: 2.`],
    ['a1', 'Vers y. Vers x.'],
  ]);
});

test('a list for administrators has one row for each establishment, most physicians first, and nobody’s address', async () => {
  await write('admins', [
    `'non-compliant', 'a@s.example', 'A', 'staff', false, 'CISSS', 'a1', true, 'x'`,
    `'non-compliant', 'b@s.example', 'B', 'gp', true, 'CIUSSS', 'b1', true, 'x'`,
    `'non-compliant', 'c@s.example', 'C', 'staff', false, 'CISSS', 'c1', true, 'x'`,
    `'non-compliant', 'c@s.example', 'C', 'staff', false, 'CISSS', 'c1', true, 'y'`,
    `'undetermined', 'd@s.example', 'D', 'gp', true, 'CISSS', 'd1', true, 'y'`,
    `'non-compliant', 'e@s.example', 'E', 'staff', NULL, NULL, 'e1', true, 'y'`,
    `'non-compliant', 'f@s.example', 'F', 'staff', NULL, '', 'f1', true, 'y'`,
  ]);
  const one = check('admins');
  const csv = await text({ ...one, advice: { ...one.advice, audience: 'administrator' } });
  const cell = (accounts: number, physicians: number): string =>
    `"admins. Nombre de comptes\u00a0: ${accounts}; de médecins parmi eux\u00a0: ${physicians}. La liste est dans findings/admins.csv."`;
  expect(csv).toBe(
    [
      `${HEADS},accounts,physicians`,
      `,,CIUSSS,,,administrateur,"Vos courriels; vos soins",${cell(1, 1)},,,,1,1`,
      `,,CISSS,,,administrateur,"Vos courriels; vos soins",${cell(2, 0)},,,,2,0`,
      `,,,,,administrateur,"Vos courriels; vos soins",${cell(2, 0)},,,,2,0`,
      '',
    ].join('\n'),
  );
});

test('an empty list is its heads', async () => {
  await write('nobody', [`'undetermined', 'u@s.example', 'U', 'gp', true, NULL, 'a3', true, NULL`]);
  expect(await text(check('nobody'))).toBe(`${HEADS}\n`);
});

test('missing findings are a known error', async () => {
  await expect(text(check('nothing'))).rejects.toThrow(KnownError);
});

test.each([true, false])(
  'a reader of CSV has every hostile cell back, neutralised (for Excel: %s)',
  async (excel) => {
    const pieces = fc.constantFrom(...Array.from(',;"\n\t =+-@\'\\\u00a0aé中😀|{}'));
    const cell = fc.string({ unit: pieces, minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 40 }), async (names) => {
        await write(
          'hostile',
          names.map(([name, place], at) =>
            [
              `'non-compliant'`,
              `'u@s.example'`,
              literal(name),
              `'gp'`,
              'true',
              literal(place),
              `'${at}'`,
              'true',
              literal(name),
            ].join(),
          ),
        );
        const rows = recordsOf(await text(check('hostile'), { dialect: csvDialect(excel) }), excel).slice(1);
        expect(rows.map((row) => [row[1], row[2], row[9]])).toEqual(
          names.map(([name, place], at) => [neutralise(name), neutralise(place), String(at)]),
        );
        for (const row of rows) expect(row).toHaveLength(11);
      }),
      { numRuns: 15 },
    );
  },
  30_000,
);

function recordsOf(csv: string, excel = false): string[][] {
  return parse(csv, { delimiter: excel ? ';' : ',', record_delimiter: excel ? '\r\n' : '\n', bom: excel });
}
