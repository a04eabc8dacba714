import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Column } from '../../situation/check-words.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsScan } from '../findings/findings-scan.ts';
import { inTableOrder } from '../findings/table-order.ts';
import { headlines } from '../report/headlines.ts';
import { accountRows, codedColumns, type AccountTable, type Dictionary } from './account-rows.ts';
import { accountWidths } from './account-widths.ts';
import { rowsInParts } from './rows-in-parts.ts';
import { headXml, type Sheet } from './sheet.ts';
import { VERDICT_WORDS, WORDS } from './words.ts';

/** What the sheets of the accounts are made of. */
export interface AccountSource {
  readonly situation: Situation;
  readonly auditFolder: string;
  readonly language: Language;
  readonly db: DuckDb;
  /** Of one sheet, its head left out; what is more goes to further sheets. */
  readonly mostRows: number;
}

/**
 * The sheets of every check that has findings, the gravest first. Counts the rows, and reads them when the sheets are
 * read, one after the other. Throws a KnownError where findings are unreadable. Needs the row macros.
 */
export async function findingsSheets(source: AccountSource): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (const check of inOrder(source)) {
    if (!existsSync(findingsFile(source.auditFolder, check.id))) continue;
    sheets.push(...(await sheetsOf(check, source)));
  }
  return sheets;
}

function inOrder({ situation, language }: AccountSource): CheckDescription[] {
  const order = headlines(situation, language).map(({ checkId }) => checkId);
  const rank = ({ id }: CheckDescription) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...situation.checks].sort((a, b) => rank(a) - rank(b));
}

async function sheetsOf(check: CheckDescription, source: AccountSource): Promise<Sheet[]> {
  const { auditFolder, db, language } = source;
  const scan = await findingsScan(db, { auditFolder, check });
  // The sheet is the check: its id in every row would say nothing.
  const columns = check.columns.filter(({ name }) => name !== 'check');
  const { rows, coded } = await measure(db, scan, check, columns);
  const dictionaries = new Map<string, Dictionary>([
    ...commonWords(source.situation, language),
    ...coded.map((name): [string, Dictionary] => [name, wordsOf(check.terms, language)]),
  ]);
  const title = check.title[language];
  return accountSheets({ scan, columns, dictionaries }, { title, rows }, source, (n, of) =>
    of === 1
      ? phrase(WORDS, 'findingsAbout', language, { title })
      : phrase(WORDS, 'findingsAboutPart', language, { title, n: String(n), of: String(of) }),
  );
}

/** A table of accounts as one sheet, or as several where its rows are more than fit. */
export function accountSheets(
  table: AccountTable,
  { title, rows }: { readonly title: string; readonly rows: number },
  { db, language, mostRows }: AccountSource,
  about: (part: number, parts: number) => string,
): Sheet[] {
  const head = headXml(table.columns.map(({ label }) => label[language]));
  const parts = Math.max(1, Math.ceil(rows / mostRows));
  const read = () => inTableOrder(db, accountRows(db, table));
  return rowsInParts(read, parts, mostRows).map((part, index) => ({
    title,
    about: about(index + 1, parts),
    count: Math.min(mostRows, rows - index * mostRows),
    widths: accountWidths(table.columns, language),
    table: true,
    merges: [],
    colour: 'findings',
    rows: () => withHead(head, part()),
  }));
}

async function* withHead(head: string, rows: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* rows;
}

/** Words of columns that many checks have. */
export function commonWords(situation: Situation, language: Language): [string, Dictionary][] {
  const categories = situation.categories.map(({ id, label }): [string, string] => [id, label[language]]);
  return [
    ['verdict', wordsOf(VERDICT_WORDS, language)],
    ['category', new Map(categories)],
  ];
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
];

const measureSchema = z.object({ rows: z.bigint(), coded: z.array(z.string()) });

/** How many rows there are, and the columns all of whose values have words. */
async function measure(
  db: DuckDb,
  scan: string,
  { terms }: CheckDescription,
  columns: readonly Column[],
): Promise<{ rows: number; coded: string[] }> {
  await db.setVariable('xlsx_terms', Object.keys(terms));
  const texts = columns.filter(({ name, kind }) => kind === 'text' && !COMMON.includes(name));
  const coded = codedColumns(texts, 'xlsx_terms');
  const found = await db.row(`SELECT count(*) AS "rows", ${coded} AS coded ${scan}`, measureSchema);
  return { rows: Number(found.rows), coded: found.coded };
}
