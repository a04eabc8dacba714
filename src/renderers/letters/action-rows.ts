import { z } from 'zod';
import type { Advice } from '../../situation/check-words.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import { pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { categoryLabel } from '../constats.ts';
import type { CsvDialect } from '../csv-dialect.ts';
import type { PlaceOf } from '../renderer.ts';
import { csvCells } from '../csv/csv-text.ts';
import { defineCellMacros } from '../findings/cell-macros.ts';
import type { RowCell } from '../findings/composed-rows.ts';
import { csvLinesQuery } from '../findings/csv-lines-query.ts';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsScan } from '../findings/findings-scan.ts';
import type { LineText } from '../findings/line-text.ts';
import type { AdvisedCheck } from './advised-checks.ts';
import { findingSentence, type Say } from './finding-sentence.ts';
import { ACTION_WORDS } from './words.ts';

export interface ActionList {
  readonly situation: Situation;
  readonly auditFolder: string;
  readonly check: AdvisedCheck;
  readonly language: Language;
  readonly dialect: CsvDialect;
  /** Where a file of the audit lies, as the list's reader finds it. */
  readonly placeOf: PlaceOf;
}

/** The columns of every list. */
const COLUMNS = [
  ...(['email', 'displayName', 'establishment', 'category', 'physician', 'audience', 'subject'] as const),
  ...(['finding', 'userPrincipalName', 'accountId', 'accountEnabled'] as const),
];

/** What a list for administrators has besides: of how many accounts the row speaks. */
const COUNTS = ['accounts', 'physicians'] as const;

export type ListColumn = (typeof COLUMNS)[number] | (typeof COUNTS)[number];

/** Of one account, which a list for administrators leaves empty. */
const OF_ONE_ACCOUNT: ReadonlySet<ListColumn> = new Set([
  ...(['category', 'physician', 'userPrincipalName', 'accountId', 'accountEnabled'] as const),
]);

/** The columns in which a list for such people has something, or has room for whoever sends it: the letter's merge fields. */
export function listColumns(audience: Advice['audience']): ListColumn[] {
  if (audience === 'holder') return COLUMNS;
  return [...COLUMNS, ...COUNTS].filter((column) => !OF_ONE_ACCOUNT.has(column));
}

/** Findings of one account that are written out; a cell of a spreadsheet holds no more than 32,767 characters. */
const MOST_FINDINGS = 10;

/** A column of a list, and the SQL of its value; a text that every row has the same is no SQL. */
export type ListCell =
  | {
      readonly name: ListColumn;
      readonly kind: 'text' | 'boolean' | 'integer';
      readonly sql: string;
    }
  | { readonly name: ListColumn; readonly kind: 'constant'; readonly text: string };

/** A list as its columns and the FROM of its rows. */
export interface ComposedList {
  readonly cells: readonly ListCell[];
  readonly rows: string;
}

/**
 * Whom to write to about a check: a row for each non-compliant account, in the order of its findings; where administrators are to
 * act, one for each establishment, most physicians first, with nobody's address in it. Texts reach the database by `say`. Throws a
 * KnownError where the findings are missing or unreadable.
 */
export async function composedList(
  db: DuckDb,
  list: Omit<ActionList, 'dialect'>,
  say: Say,
): Promise<ComposedList> {
  const { auditFolder, check } = list;
  const scan = await findingsScan(db, { auditFolder, check, verdicts: ['non-compliant'] });
  return check.advice.audience === 'holder'
    ? toHolders(db, list, scan, say)
    : toAdministrators(list, scan, say);
}

/** A list (see `composedList`) as CSV. One is read to its end before the next is composed. Throws as it does. */
export async function actionRows(db: DuckDb, list: ActionList): Promise<LineText> {
  await defineCellMacros(db);
  const { dialect } = list;
  const texts: string[] = [];
  const say: Say = (text) => `getvariable('action_texts')[${texts.push(text)}]`;
  const { bom, separator, end } = dialect;
  const { cells, rows } = await composedList(db, list, say);
  const lines = csvLinesQuery(
    cells.map((cell) => csvCell(cell, dialect, say)),
    separator,
    rows,
  );
  await db.setVariable('action_texts', texts);
  const heads = cells.map(({ name }) => name);
  return { head: bom + csvCells(heads, dialect) + end, lines, end };
}

/** What is the same in every row is composed once. */
function csvCell(cell: ListCell, dialect: CsvDialect, say: Say): RowCell {
  if (cell.kind === 'constant') {
    return { sql: cell.text === '' ? `''` : say(csvCells([cell.text], dialect)), isText: false };
  }
  if (cell.kind === 'text') return { sql: cell.sql, isText: true };
  return { sql: `coalesce(CAST(${cell.sql} AS VARCHAR), '')`, isText: false };
}

/** The FROM of one row per account with its `finding`: of a check with several rows for an account, all of them. */
function accountRows(
  check: CheckDescription,
  sentence: string,
  say: Say,
  scan: string,
  language: Language,
): string {
  if (check.itemKey === undefined) return `FROM (SELECT *, ${sentence} AS finding ${scan})`;
  const more = phrase(ACTION_WORDS, 'otherFindings', language).split('{n}').map(say).join(', others, ');
  return `FROM (
    WITH found AS (SELECT *, row_number() OVER () AS place, ${sentence} AS sentence ${scan}),
    said AS (SELECT accountId, sentence, min(place) AS place FROM found GROUP BY accountId, sentence),
    gathered AS (SELECT min(place) AS place, list(sentence ORDER BY place) AS sentences,
      count(*) - ${MOST_FINDINGS} AS others FROM said GROUP BY accountId)
    SELECT found.*, array_to_string(sentences[1:${MOST_FINDINGS}], ' ')
      || CASE WHEN others > 0 THEN concat(' ', ${more}) ELSE '' END AS finding
    FROM found JOIN gathered USING (place) ORDER BY place)`;
}

async function toHolders(
  db: DuckDb,
  list: Omit<ActionList, 'dialect'>,
  scan: string,
  say: Say,
): Promise<ComposedList> {
  const { situation, check, language } = list;
  const { subject } = check.advice;
  const isTold = check.columns.some(({ name }) => name === 'accountEnabled');
  const labels = situation.categories.map(
    ({ id }) => `WHEN ${say(id)} THEN ${say(categoryLabel(situation, id, language))}`,
  );
  const category = labels.length === 0 ? 'category' : `CASE category ${labels.join(' ')} ELSE category END`;
  const mail = (await hasMail(db, list))
    ? `coalesce(nullif(trim(mail), ''), userPrincipalName)`
    : 'userPrincipalName';
  const cells: ListCell[] = [
    text('email', mail),
    text('displayName'),
    text('establishment'),
    text('category', category),
    { name: 'physician', kind: 'boolean', sql: 'physician' },
    constant('audience', phrase(ACTION_WORDS, 'holder', language)),
    constant('subject', subject[language]),
    text('finding'),
    text('userPrincipalName'),
    text('accountId'),
    isTold
      ? { name: 'accountEnabled', kind: 'boolean', sql: 'accountEnabled' }
      : constant('accountEnabled', ''),
  ];
  const rows = accountRows(check, findingSentence(check, language, say), say, scan, language);
  return { cells, rows };
}

/** Who administers an establishment is not known: the columns of the addressee are for whoever sends the messages to fill in. */
function toAdministrators(list: Omit<ActionList, 'dialect'>, scan: string, say: Say): ComposedList {
  const { check, language, placeOf } = list;
  const { subject } = check.advice;
  const file = placeOf(`findings/${check.id}.csv`);
  const words = phrase(ACTION_WORDS, 'byEstablishment', language, { title: check.title[language], file });
  const parts = words.split(/(\{accounts\}|\{physicians\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name ?? say(part);
  });
  const told: Readonly<Partial<Record<ListColumn, ListCell>>> = {
    establishment: text('establishment', 'place'),
    audience: constant('audience', phrase(ACTION_WORDS, 'administrator', language)),
    subject: constant('subject', subject[language]),
    finding: text('finding', `concat(${parts.join(', ')})`),
    accounts: { name: 'accounts', kind: 'integer', sql: 'accounts' },
    physicians: { name: 'physicians', kind: 'integer', sql: 'physicians' },
  };
  const rows = `FROM (SELECT coalesce(establishment, '') AS place, count(DISTINCT accountId) AS accounts,
      count(DISTINCT accountId) FILTER (WHERE physician) AS physicians
    ${scan} GROUP BY place ORDER BY physicians DESC, accounts DESC, place = '', place)`;
  return { cells: [...COLUMNS, ...COUNTS].map((name) => told[name] ?? constant(name, '')), rows };
}

function text(name: ListColumn, sql: string = name): ListCell {
  return { name, kind: 'text', sql };
}

function constant(name: ListColumn, said: string): ListCell {
  return { name, kind: 'constant', text: said };
}

/** Findings of an earlier version have no mail addresses. */
async function hasMail(
  db: DuckDb,
  { auditFolder, check }: Pick<ActionList, 'auditFolder' | 'check'>,
): Promise<boolean> {
  const file = pathLiteral(findingsFile(auditFolder, check.id));
  const { found } = await db.row(
    `SELECT count(*) > 0 AS found FROM (DESCRIBE SELECT * FROM read_parquet(${file})) WHERE column_name = 'mail'`,
    z.object({ found: z.boolean() }),
  );
  return found;
}
