import { readXlsx, type CellValue, type Workbook } from 'hucre';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Column } from '../../situation/check-words.ts';
import { literal, openDuckDb, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError } from '../../errors.ts';
import { LANGUAGES, type Language } from '../../i18n/language.ts';
import { situationSchema, type Situation } from '../../situation/situation.ts';
import { frenchFaults } from '../../testing/french-faults.ts';
import { readParts } from '../../testing/read-slides.ts';
import { workbook } from './xlsx.ts';

const GOLDEN = new URL('../../../reports/sample/situation.json', import.meta.url);
const golden = situationSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

let folder: string;
let db: DuckDb;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-xlsx-'));
  db = await openDuckDb({ temporaryFolder: join(folder, '.tmp') });
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

/** An audit folder of its own with the findings given, as SQL by check. */
async function auditFolder(findings: Readonly<Record<string, string>> = {}): Promise<string> {
  const own = await mkdtemp(join(folder, 'audit-'));
  await mkdir(join(own, 'findings'));
  for (const [id, sql] of Object.entries(findings)) {
    await db.run(`COPY (${sql}) TO ${literal(join(own, 'findings', `${id}.parquet`))} (FORMAT parquet)`);
  }
  return own;
}

interface Rendering {
  readonly situation?: Situation;
  readonly findings?: Readonly<Record<string, string>>;
  readonly language?: Language;
  readonly mostRows?: number;
  /** Of a table, unless all rows are asked for. */
  readonly readable?: number;
  readonly allRows?: boolean;
}

async function render({
  situation = golden,
  findings = {},
  language = 'fr',
  mostRows = 1_048_575,
  readable = 50_000,
  allRows = false,
}: Rendering): Promise<Buffer> {
  const folder = await auditFolder(findings);
  const input = { situation, auditFolder: folder, language, excel: false, allRows, db };
  const chunks: Uint8Array[] = [];
  for await (const chunk of workbook(input, { mostRows, readable })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const NAMES = ['verdict', 'check', 'userPrincipalName', 'count', 'late', 'lastOn'];
const COLUMNS: Column[] = NAMES.map((name) => ({
  name,
  kind: name === 'count' ? 'integer' : name === 'late' ? 'boolean' : name === 'lastOn' ? 'date' : 'text',
  label: { fr: `fr ${name}`, en: `en ${name}` },
}));

/** The golden situation with one check of few columns. */
function withCheck(
  title: string,
  columns = COLUMNS,
  terms: Situation['checks'][number]['terms'] = {},
): Situation {
  const [first] = golden.checks;
  if (first === undefined) throw new Error('no check');
  const check = {
    ...first,
    id: 'tried',
    title: { fr: title, en: title },
    shortTitle: undefined,
    columns,
    terms,
  };
  return { ...golden, checks: [check], indicators: [] };
}

const THREE = `SELECT * FROM (VALUES
  ('non-compliant', 'tried', '=1+1', 3, true, DATE '2020-02-29'),
  ('undetermined', 'tried', '+33 1', NULL, NULL, DATE '1899-12-31'),
  ('non-compliant', 'tried', '00123', 12345678901234567, false, NULL)) t(verdict, "check", "userPrincipalName", count, late, "lastOn")`;

function sheetOf(book: Workbook, name: string): Workbook['sheets'][number] {
  const sheet = book.sheets.find((one) => one.name === name);
  if (sheet === undefined)
    throw new Error(`no sheet ${name} among ${book.sheets.map((one) => one.name).join(', ')}`);
  return sheet;
}

test('a check’s findings are a table of typed cells, with a frozen head and a filter', async () => {
  const bytes = await render({ situation: withCheck('Essai'), findings: { tried: THREE } });
  const sheet = sheetOf(await readXlsx(bytes), 'Essai');
  expect(sheet.rows).toEqual([
    ['fr verdict', 'fr userPrincipalName', 'fr count', 'fr late', 'fr lastOn'],
    ['non conforme', '=1+1', 3, 'oui', new Date('2020-02-29')],
    ['indéterminé', '+33 1', null, null, '1899-12-31'],
    ['non conforme', '00123', '12345678901234567', 'non', null],
  ]);
  expect([sheet.freezePane, sheet.autoFilter?.range]).toEqual([{ rows: 1 }, 'A1:E4']);
  const xml = await readParts(bytes);
  expect(xml.get('xl/workbook.xml')).toContain(
    `hidden="1">'Essai'!$A$1:$E$4</definedName><definedName name="_xlnm.Print_Titles"`,
  );
  expect([...xml.values()].filter((text) => /<f[ >]/.test(text))).toEqual([]);
});

test('how old each finding is and who accepts it stand beside it, where the audit tells any of it', async () => {
  const situation = withCheck('Essai', [column('verdict'), column('accountId')]);
  const tried = `SELECT 'non-compliant' AS verdict, unnest(['c', 'a', 'b']) AS accountId`;
  const ages = `SELECT * FROM (VALUES ('tried', 'a', 'reopened', DATE '2020-10-01'), ('tried', 'b', 'open', DATE '2020-09-01'),
    ('other', 'c', 'new', DATE '2020-10-27')) t("check", accountId, state, openSince)`;
  const exceptions = `SELECT 'tried' AS "check", 'b' AS accountId, 'accepted' AS standing, DATE '2021-01-31' AS "until", 'RSI' AS owner, '=1' AS reason`;
  const rowsOf = async (findings: Readonly<Record<string, string>>): Promise<unknown> =>
    sheetOf(await readXlsx(await render({ situation, findings })), 'Essai').rows;
  expect(await rowsOf({ tried, ages })).toEqual([
    ['verdict', 'accountId', 'Ancienneté', 'Depuis le'],
    ['non conforme', 'c', null, null],
    ['non conforme', 'a', 'trouvé de nouveau', new Date('2020-10-01')],
    ['non conforme', 'b', 'déjà trouvé', new Date('2020-09-01')],
  ]);
  expect(await rowsOf({ tried, exceptions })).toEqual([
    [
      'verdict',
      'accountId',
      'Ancienneté',
      'Depuis le',
      'Accepté jusqu’au',
      'Accepté par',
      'Raison de l’acceptation',
    ],
    ['non conforme', 'c', null, null, null, null, null],
    ['non conforme', 'a', null, null, null, null, null],
    ['non conforme', 'b', 'accepté', null, new Date('2021-01-31'), 'RSI', '=1'],
  ]);
});

test('columns whose every value has a word are written in words, the others as they are', async () => {
  const situation = withCheck('Essai', [column('verdict'), column('why'), column('rule')], {
    none: { fr: 'aucune', en: 'none' },
    app: { fr: 'application', en: 'application' },
  });
  const tried = `SELECT 'non-compliant' AS verdict, unnest(['none', 'app', NULL]) AS why, unnest(['none', 'mine', '']) AS rule`;
  const sheet = sheetOf(await readXlsx(await render({ situation, findings: { tried } })), 'Essai');
  expect(sheet.rows.slice(1)).toEqual([
    ['non conforme', 'aucune', 'none'],
    ['non conforme', 'application', 'mine'],
    ['non conforme', null, null],
  ]);
});

test('a list of ids is written in the words of each', async () => {
  const situation = withCheck('Essai', [column('verdict'), column('methods'), column('rule')], {
    email: { fr: 'courriel', en: 'email' },
    phone: { fr: 'téléphone', en: 'phone' },
  });
  const tried = `SELECT 'undetermined' AS verdict, unnest(['email, phone', 'phone', NULL]) AS methods, unnest(['phone, mine', 'email', '']) AS rule`;
  const sheet = sheetOf(await readXlsx(await render({ situation, findings: { tried } })), 'Essai');
  expect(sheet.rows.slice(1)).toEqual([
    ['indéterminé', 'courriel, téléphone', 'phone, mine'],
    ['indéterminé', 'téléphone', 'email'],
    ['indéterminé', null, null],
  ]);
});

const TYPES = { text: 'VARCHAR', integer: 'BIGINT', boolean: 'BOOLEAN', date: 'DATE' } as const;

test('every name of a sheet is short, begins as no other does, and leads there from the contents', async () => {
  for (const language of LANGUAGES) {
    const none = Object.fromEntries(
      golden.checks.map(({ id, columns }) => [
        id,
        `SELECT ${columns.map(({ name, kind }) => `CAST(NULL AS ${TYPES[kind]}) AS "${name}"`).join(', ')} WHERE false`,
      ]),
    );
    const bytes = await render({ language, findings: none });
    const names = (await readXlsx(bytes)).sheets.map(({ name }) => name);
    expect(names.filter((name) => name.length > 20)).toEqual([]);
    const beginnings = names.map((name) => name.slice(0, 12).toLowerCase());
    expect(beginnings.filter((one, at) => beginnings.indexOf(one) !== at)).toEqual([]);
    const xml = (await readParts(bytes)).get('xl/worksheets/sheet2.xml') ?? '';
    const links = [...xml.matchAll(/<hyperlink ref="A(\d+)" location="'([^"]*)'!A1"/g)];
    expect(links.map(([, row, name]) => [Number(row), name])).toEqual(
      names.slice(2).map((name, at) => [at + 2, name]),
    );
  }
});

test('rows that do not fit one sheet go to further ones, in their order', async () => {
  const situation = withCheck('Essai', [column('verdict'), column('n')]);
  const tried = `SELECT 'non-compliant' AS verdict, range AS n FROM range(5000)`;
  const book = await readXlsx(await render({ situation, findings: { tried }, mostRows: 2000 }));
  const names = ['Essai', 'Essai (2)', 'Essai (3)'];
  expect(names.map((name) => [sheetOf(book, name).rows[0], sheetOf(book, name).rows.length])).toEqual([
    [['verdict', 'n'], 2001],
    [['verdict', 'n'], 2001],
    [['verdict', 'n'], 1001],
  ]);
  expect(
    names.flatMap((name) =>
      sheetOf(book, name)
        .rows.slice(1)
        .map((row) => row[1]),
    ),
  ).toEqual(Array.from({ length: 5000 }, (_, n) => String(n)));
  const exact = await readXlsx(await render({ situation, findings: { tried }, mostRows: 2500 }));
  expect(exact.sheets.filter(({ name }) => name.startsWith('Essai')).map(({ rows }) => rows.length)).toEqual([
    2501, 2501,
  ]);
});

/** Ten accounts, every third a physician's. */
const TEN = `SELECT 'non-compliant' AS verdict, 'tried' AS "check", concat('u', n) AS userPrincipalName, n % 3 = 0 AS physician FROM range(10) t(n)`;
const OF_TEN: Column[] = ['verdict', 'check', 'userPrincipalName', 'physician'].map((name) => ({
  name,
  kind: name === 'physician' ? 'boolean' : 'text',
  label: { fr: name, en: name },
}));

test.each([
  [{ readable: 6 }, ['u0', 'u3', 'u6', 'u9', 'u1', 'u2'], 4],
  [{ readable: 2 }, ['u0', 'u3'], 8],
  [{ readable: 10 }, ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'], 0],
  [{ readable: 2, allRows: true }, ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9'], 0],
])(
  'of a long table physicians come first, and the sheet says how many are left out: %o',
  async (given, names, left) => {
    const situation = withCheck('Essai', OF_TEN);
    const book = await readXlsx(await render({ situation, findings: { tried: TEN }, ...given }));
    const rows = book.sheets.find(({ name }) => name === 'Essai')?.rows.slice(1) ?? [];
    const told = `${left} autres lignes ne sont pas dans ce classeur\u00a0: findings/tried.csv les a toutes (--all-rows les écrit ici aussi).`;
    expect(
      rows.map((row) => row.filter((cell) => typeof cell === 'string' && !['oui', 'non'].includes(cell))),
    ).toEqual([...names.map((name) => ['non conforme', name]), ...(left === 0 ? [] : [[told]])]);
  },
);

test('the workbook of one establishment has every row', async () => {
  const situation = { ...withCheck('Essai', OF_TEN), scope: { establishment: 'CISSS' } };
  const book = await readXlsx(await render({ situation, findings: { tried: TEN }, readable: 2 }));
  expect(book.sheets.find(({ name }) => name === 'Essai')?.rows).toHaveLength(11);
});

test('hostile names of the tenant leave every part well-formed, and its texts whole', async () => {
  const hostile = ']]><x a="1">&\u0000\u0001\u000b\ud800 _x0041_ =1+1';
  const situation = {
    ...withCheck(`${hostile}/?*`),
    tenant: { ...golden.tenant, displayName: hostile },
  };
  const bytes = await render({ situation, findings: { tried: THREE } });
  // Reading the parts fails where one is not well-formed.
  expect((await readParts(bytes)).size).toBeGreaterThan(20);
  const book = await readXlsx(bytes);
  const written = hostile.replace('\ud800', '\ufffd');
  expect(sheetOf(book, 'Sommaire').rows[1]?.[0]).toBe(`${written} (${golden.tenant.defaultDomain})`);
  expect(book.sheets.map(({ name }) => name)).toContain('><x a="1">& _x0041_…');
});

test('the same input gives the same bytes, dated by the audit', async () => {
  const situation = withCheck('Essai');
  const bytes = await render({ situation, findings: { tried: THREE } });
  expect(await render({ situation, findings: { tried: THREE } })).toEqual(bytes);
  const parts = await readParts(bytes);
  const instant = `${new Date(golden.collectedAt).toISOString().slice(0, 19)}Z`;
  expect(parts.get('docProps/core.xml')?.split(instant)).toHaveLength(3);
});

const LAST_SHEETS = { fr: 'Sources', en: 'Sources' } as const;

test.each(['fr', 'en'] as const)(
  'without findings there is a summary and the breakdowns (%s)',
  async (language) => {
    const book = await readXlsx(await render({ language }));
    const names = book.sheets.map(({ name }) => name);
    expect(names.at(-1)).toBe(LAST_SHEETS[language]);
    // The contents list every sheet behind them, in their order.
    const listed = sheetOf(book, names[1] ?? '').rows.map(([first]) => first);
    expect(listed.slice(1)).toEqual(names.slice(2));
  },
);

test('every indicator of every establishment is a row of typed numbers', async () => {
  const book = await readXlsx(await render({}));
  const [heads, ...rows] = sheetOf(book, 'Établissements').rows;
  expect(heads?.slice(0, 7)).toEqual([
    'Établissement',
    'Indicateur',
    'Population',
    'Examinés',
    'Non conformes',
    'Part des examinés',
    'Indéterminés',
  ]);
  const inactive = golden.indicators.find(({ id }) => id === 'inactive-mailboxes');
  const title = golden.checks.find(({ id }) => id === 'inactive-mailboxes')?.title.fr;
  const expected = inactive?.byEstablishment.map(({ id, population, examined, count, undetermined }) => [
    id === '' ? 'Sans établissement' : id,
    title,
    population,
    examined,
    count,
    count / examined,
    undetermined,
  ]);
  expect(rows.filter((row) => row[1] === title).map((row) => row.slice(0, 7))).toEqual(expected);
});

test('a number with a bound stays a number, and its format says so; what is not known is no 0', async () => {
  const situation: Situation = {
    ...golden,
    indicators: golden.indicators.map((one) =>
      one.id === 'inactive-mailboxes' ? { ...one, lowerBound: true } : one,
    ),
  };
  const bytes = await render({ situation });
  const parts = await readParts(bytes);
  expect(parts.get('xl/styles.xml')).toContain('formatCode="&quot;au moins\u00a0&quot;#,##0"');
  const rows = sheetOf(await readXlsx(bytes), 'Indicateurs').rows;
  const inactive = golden.indicators.find(({ id }) => id === 'inactive-mailboxes');
  const unused = golden.checks.find(({ id }) => id === 'inactive-mailboxes')?.title.fr;
  expect(rows.find(([first]) => first === unused)?.[3]).toBe(inactive?.count);
  const terms = golden.checks.find(({ id }) => id === 'terms-of-use')?.title.fr;
  const unknown: CellValue[] | undefined = rows.find(([first]) => first === terms);
  expect(unknown?.slice(3, 5)).toEqual(['n. d.', 'n. d.'].map((text) => text.replace('\u00a0', ' ')));
});

test('on the summary, physicians that are not known, or that a figure has none of, leave no empty cell', async () => {
  const rows = sheetOf(await readXlsx(await render({ situation: golden })), 'Sommaire').rows;
  const physiciansOf = (id: string) => {
    const title = golden.checks.find((check) => check.id === id)?.title.fr;
    const row = rows.find(([first, , , , among]) => first === title && among !== undefined);
    return [row?.[4], row?.[6]];
  };
  expect(['terms-of-use', 'admin-mfa'].map(physiciansOf)).toEqual([
    ['n. d.', 'n. d.'],
    ['—', '—'],
  ]);
});

test('a French reader finds nothing to mend', async () => {
  const texts = await sharedTexts(await render({}));
  expect(frenchFaults(texts.join('\n\n'))).toEqual([]);
});

test('the accounts that moved have a sheet, in words', async () => {
  const title = golden.checks.find(({ id }) => id === 'mailbox-redirects')?.title.fr;
  const category = golden.categories[0];
  const changes = `SELECT 'mailbox-redirects' AS "check", unnest(['appeared', 'left']) AS change, unnest(['compliant', 'non-compliant']) AS "verdictBefore",
    unnest(['non-compliant', NULL]) AS verdict, 'luc@sante.example' AS "userPrincipalName", 'Luc Côté' AS "displayName", '${category?.id ?? ''}' AS category,
    true AS physician, 'CHU' AS establishment, true AS "accountEnabled", 'a1' AS "accountId", unnest(['inbox-rule: x@gmail.example', NULL]) AS detail`;
  const sheet = sheetOf(await readXlsx(await render({ findings: { changes } })), 'Mouvements');
  const who = ['luc@sante.example', 'Luc Côté', category?.label.fr, 'oui', 'CHU', 'oui', 'a1'];
  expect(sheet.rows.slice(1)).toEqual([
    [title, expect.any(String), 'conforme', 'non conforme', ...who, 'inbox-rule: x@gmail.example'],
    [title, 'Comptes supprimés, ou qui ne sont plus visés', 'non conforme', null, ...who, null],
  ]);
  const incomplete = render({ findings: { changes: 'SELECT 1 AS "check", 2 AS change' } });
  await expect(incomplete).rejects.toThrow(/^The accounts that changed .* cannot be read/);
});

test('the summary tells the change since the previous audit, and every audit has its rows', async () => {
  const situation = { ...golden, trend: trendOf(golden) };
  const book = await readXlsx(await render({ situation }));
  const summary = sheetOf(book, 'Sommaire').rows;
  const title = golden.checks.find(({ id }) => id === 'inactive-mailboxes')?.title.fr;
  const row = summary.find(([first, second]) => first === title && typeof second === 'number');
  expect(row?.slice(8, 10)).toEqual([-7, '−7 depuis le 27 septembre 2020']);
  const trend = sheetOf(book, 'Tendance').rows;
  expect(trend.slice(1).map(([on, , , , count]) => [on, count])).toEqual([
    [new Date('2020-09-27'), 179],
    [new Date('2020-10-27'), 'n. d.'],
  ]);
});

/** One indicator, seven fewer than a month before; the second point could not be assessed. */
function trendOf({ indicators }: Situation): NonNullable<Situation['trend']> {
  const now = indicators.find(({ id }) => id === 'inactive-mailboxes');
  if (now === undefined) throw new Error('no indicator');
  const { id, lowerBound, populationBound, population, examined, undetermined } = now;
  const tally = { population, examined, count: now.count + 7, undetermined };
  const unknown = { population, examined: 0, count: 0, undetermined: population };
  const moved = { before: now.physicians.count, change: 0 };
  const point = { id, lowerBound, populationBound, physicians: 1 };
  return {
    previous: {
      audit: 'before',
      asOf: '2020-09-27',
      collectedAt: '2020-09-29T06:00:00Z',
      vigie: '0.1.0',
      inactiveAfterDays: 90,
      mailboxes: population,
      physicians: now.physicians.population,
    },
    differences: [],
    indicators: [
      {
        id,
        before: now.count + 7,
        change: -7,
        tallyBefore: tally,
        lowerBoundBefore: false,
        populationBoundBefore: 'exact',
        comparable: true,
        physicians: moved,
        byEstablishment: [],
      },
    ],
    points: [
      {
        audit: 'before',
        asOf: '2020-09-27',
        collectedAt: '2020-09-29T06:00:00Z',
        indicators: [{ ...tally, ...point }],
      },
      {
        audit: 'now',
        asOf: '2020-10-27',
        collectedAt: '2020-10-29T06:00:00Z',
        indicators: [{ ...unknown, ...point }],
      },
    ],
    notUsed: [],
  };
}

test('findings without their columns are a known error', async () => {
  const rendering = render({ situation: withCheck('Essai'), findings: { tried: 'SELECT 1 AS verdict' } });
  await expect(rendering).rejects.toThrow(KnownError);
});

function column(name: string): Column {
  return { name, kind: 'text', label: { fr: name, en: name } };
}

/** Every text of the breakdowns, a cell a line, without the method's SQL. */
async function sharedTexts(bytes: Buffer): Promise<string[]> {
  const { sheets } = await readXlsx(bytes);
  return sheets
    .filter(({ name }) => name !== 'Méthode')
    .flatMap(({ name, rows }) => [name, ...rows.flat()])
    .filter((value) => typeof value === 'string');
}
