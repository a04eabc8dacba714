import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Column } from '../../situation/check-words.ts';
import { STANDING_COLUMNS } from '../../situation/exceptions/exception-columns.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { isNotAssessable } from '../../i18n/sentence.ts';
import type { Situation } from '../../situation/situation.ts';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsScan } from '../findings/findings-scan.ts';
import { toldStanding } from '../findings/standing.ts';
import { inTableOrder } from '../findings/table-order.ts';
import { headlines } from '../report/headlines.ts';
import { accountRows, codedColumns, type AccountTable, type Dictionary } from './account-rows.ts';
import { accountWidths } from './account-widths.ts';
import { rowsInParts } from './rows-in-parts.ts';
import type { SharedTexts } from './shared-texts.ts';
import { headXml, rowXml, type Sheet } from './sheet.ts';
import { STATE_WORDS, VERDICT_WORDS, WORDS } from './words.ts';

/** What the sheets of the accounts are made of. */
export interface AccountSource {
  readonly situation: Situation;
  readonly auditFolder: string;
  readonly language: Language;
  readonly db: DuckDb;
  readonly shared: SharedTexts;
  /** Of one sheet, its head left out; what is more goes to further sheets. */
  readonly mostRows: number;
  /** Rows of one table that the workbook holds; what is more is in a CSV file. */
  readonly limit: number;
}

/**
 * The sheets of every check that was assessed and has findings, the gravest first. Counts the rows, and reads them when the sheets are
 * read, one after the other. Throws a KnownError where findings are unreadable. Needs the row macros.
 */
export async function findingsSheets(source: AccountSource): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (const check of inOrder(source)) {
    if (!existsSync(findingsFile(source.auditFolder, check.id)) || isUnknown(check, source)) continue;
    sheets.push(...(await sheetsOf(check, source)));
  }
  return sheets;
}

/** Every account would be undetermined: a list of them tells nobody what to do. */
function isUnknown({ id }: CheckDescription, { situation }: AccountSource): boolean {
  const indicator = situation.indicators.find((one) => one.id === id);
  return indicator !== undefined && isNotAssessable(indicator);
}

function inOrder({ situation, language }: AccountSource): CheckDescription[] {
  const order = headlines(situation, language).map(({ checkId }) => checkId);
  const rank = ({ id }: CheckDescription) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...situation.checks].sort((a, b) => rank(a) - rank(b));
}

async function sheetsOf(check: CheckDescription, source: AccountSource): Promise<Sheet[]> {
  const { auditFolder, db, language } = source;
  const standing = toldStanding(auditFolder);
  const scan = await findingsScan(db, {
    ...{ auditFolder, check },
    ...(standing.length === 0 ? {} : { standing: true as const }),
  });
  // The sheet is the check: its id in every row would say nothing.
  const columns = [...check.columns.filter(({ name }) => name !== 'check'), ...standing];
  const { rows, physicians, coded } = await measure(db, scan, check, columns);
  const dictionaries = new Map<string, Dictionary>([
    ...commonWords(source.situation, language),
    ['state', wordsOf(STATE_WORDS, language)],
    ...coded.map((name): [string, Dictionary] => [name, wordsOf(check.terms, language)]),
  ]);
  const title = check.title[language];
  const tab = check.shortTitle?.[language];
  const counted = { title, tab, rows, physicians, file: `findings/${check.id}.csv` };
  return accountSheets({ scan, columns, dictionaries }, counted, source, (n, of) =>
    of === 1
      ? phrase(WORDS, 'findingsAbout', language)
      : phrase(WORDS, 'findingsAboutPart', language, { n: String(n), of: String(of) }),
  );
}

/** A table of accounts before it is laid out. */
export interface Counted {
  readonly title: string;
  readonly tab?: string | undefined;
  readonly rows: number;
  /** Rows of physicians. */
  readonly physicians: number;
  /** The CSV file, relative to the audit folder, that holds every row. */
  readonly file: string;
}

/**
 * A table of accounts as one sheet, or as several where its rows are more than fit. Of a table with more rows than the
 * workbook holds, those of physicians come first, and the last sheet says how many are left out and where they are.
 */
export function accountSheets(
  table: AccountTable,
  counted: Counted,
  { db, language, shared, mostRows, limit }: AccountSource,
  about: (part: number, parts: number) => string,
): Sheet[] {
  const { title, tab } = counted;
  const rows = Math.min(counted.rows, limit);
  const isCut = rows < counted.rows;
  const shown = isCut ? { ...table, scan: physiciansFirst(table, rows, counted.physicians) } : table;
  const head = headXml(table.columns.map(({ label }) => label[language]));
  const parts = Math.max(1, Math.ceil(rows / mostRows));
  const read = () => inTableOrder(db, accountRows(db, shown, shared));
  const words = isCut ? cutWords(counted, rows, language) : null;
  return rowsInParts(read, parts, mostRows).map((part, index) => ({
    title,
    tab,
    about: words === null ? about(index + 1, parts) : `${about(index + 1, parts)} ${words.about}`,
    count: Math.min(mostRows, rows - index * mostRows),
    widths: accountWidths(table.columns, language),
    table: true,
    merges: [],
    colour: 'findings',
    rows: () => withHead(head, part(), words !== null && index === parts - 1 ? words.below : null),
  }));
}

/** SQL that says whether a row is a physician's, where the table tells. */
export function ofPhysician(columns: readonly Column[]): string {
  return columns.some(({ name }) => name === 'physician') ? 'coalesce(physician, false)' : 'false';
}

/** So many rows of a scan, those of physicians before the others; each in the order of the table. */
function physiciansFirst({ scan, columns }: AccountTable, rows: number, physicians: number): string {
  const first = Math.min(rows, physicians);
  const some = (condition: string, most: number): string =>
    `(SELECT * FROM (SELECT * ${scan}) WHERE ${condition} LIMIT ${most})`;
  const isPhysician = ofPhysician(columns);
  return `FROM (${some(isPhysician, first)} UNION ALL ${some(`NOT ${isPhysician}`, rows - first)})`;
}

function cutWords(
  { rows, file }: Counted,
  shown: number,
  language: Language,
): { readonly about: string; readonly below: string } {
  const values = {
    rows: integer(rows, language),
    shown: integer(shown, language),
    left: integer(rows - shown, language),
    file,
  };
  return {
    about: phrase(WORDS, 'cutAbout', language, values),
    below: phrase(WORDS, 'cutBelow', language, values),
  };
}

async function* withHead(
  head: string,
  rows: AsyncGenerator<string>,
  below: string | null,
): AsyncGenerator<string> {
  yield head;
  yield* rows;
  if (below !== null) yield rowXml({ cells: [below], style: 'plain' });
}

/** Words of columns that many checks have. */
export function commonWords(situation: Situation, language: Language): [string, Dictionary][] {
  const categories = situation.categories.map(({ id, label }): [string, string] => [id, label[language]]);
  return [
    ['verdict', wordsOf(VERDICT_WORDS, language)],
    ['category', new Map(categories)],
    ...establishmentNames(situation),
  ];
}

/** Looking a name up among more of them would take longer than writing it out. */
const MOST_NAMES = 128;

/** The establishments as words of their own: thousands of rows have the same few dozen. */
function establishmentNames({ indicators }: Situation): [string, Dictionary][] {
  const names = new Set(indicators.flatMap(({ byEstablishment }) => byEstablishment.map(({ id }) => id)));
  names.delete('');
  if (names.size > MOST_NAMES) return [];
  return [['establishment', new Map([...names].map((name) => [name, name]))]];
}

/** A list of words as a dictionary. */
export function wordsOf(words: CheckDescription['terms'], language: Language): Dictionary {
  return new Map(Object.entries(words).map(([id, word]) => [id, word[language]]));
}

/** Columns that hold what the tenant says, whatever it looks like. */
const COMMON = [
  'verdict',
  'check',
  'userPrincipalName',
  'displayName',
  'category',
  'establishment',
  'accountId',
  ...STANDING_COLUMNS.map(({ name }) => name),
];

const measureSchema = z.object({
  rows: z.bigint(),
  physicians: z.bigint(),
  coded: z.array(z.string()),
});

/** How many rows there are, how many of physicians, and the columns all of whose values have words. */
async function measure(
  db: DuckDb,
  scan: string,
  { terms }: CheckDescription,
  columns: readonly Column[],
): Promise<{ rows: number; physicians: number; coded: string[] }> {
  await db.setVariable('xlsx_terms', Object.keys(terms));
  const texts = columns.filter(({ name, kind }) => kind === 'text' && !COMMON.includes(name));
  const coded = codedColumns(texts, 'xlsx_terms');
  const query = `SELECT count(*) AS "rows", count(*) FILTER (WHERE ${ofPhysician(columns)}) AS physicians, ${coded} AS coded ${scan}`;
  const found = await db.row(query, measureSchema);
  return { rows: Number(found.rows), physicians: Number(found.physicians), coded: found.coded };
}
