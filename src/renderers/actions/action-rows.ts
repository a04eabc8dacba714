import { z } from 'zod';
import type { CheckDescription } from '../../situation/check-description.ts';
import { pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { categoryLabel } from '../constats.ts';
import { csvDialect, type CsvDialect } from '../csv-dialect.ts';
import { csvCells } from '../csv/csv-text.ts';
import { defineCellMacros } from '../findings/cell-macros.ts';
import type { RowCell } from '../findings/composed-rows.ts';
import { csvLinesQuery } from '../findings/csv-lines-query.ts';
import { findingsFile } from '../findings/findings-file.ts';
import { findingsScan } from '../findings/findings-scan.ts';
import { inTableOrder } from '../findings/table-order.ts';
import type { AdvisedCheck } from './advised-checks.ts';
import { findingSentence, type Say } from './finding-sentence.ts';
import { ACTION_WORDS } from './words.ts';

export interface ActionList {
  readonly situation: Situation;
  readonly auditFolder: string;
  readonly check: AdvisedCheck;
  readonly language: Language;
  /** CSV with BOM, `;` and CRLF. */
  readonly excel: boolean;
}

const HEADS = [
  ...['email', 'displayName', 'establishment', 'category', 'physician', 'audience', 'subject', 'finding'],
  ...['adopt', 'avoid', 'proceed', 'userPrincipalName', 'accountId'],
];

/** Findings of one account that are written out; a cell of a spreadsheet holds no more than 32,767 characters. */
const MOST_FINDINGS = 10;

/**
 * The non-compliant accounts of a check as CSV, one row for each with what to do about it, in the order of its findings; in chunks
 * of up to 2,048 lines, composed by the database. Throws a KnownError where the findings are missing or unreadable.
 */
export async function* actionRows(db: DuckDb, list: ActionList): AsyncGenerator<string> {
  await defineCellMacros(db);
  const { auditFolder, check, excel } = list;
  const scan = await findingsScan(db, { auditFolder, check, verdicts: ['non-compliant'] });
  const texts: string[] = [];
  const say: Say = (text) => `getvariable('action_texts')[${texts.push(text)}]`;
  const dialect = csvDialect(excel);
  const { bom, separator, end } = dialect;
  const rows = accountRows(check, findingSentence(check, list.language, say), say, scan, list.language);
  const cells = cellsOf(list, await hasMail(db, list), dialect, say);
  const query = csvLinesQuery(cells, separator, rows);
  await db.setVariable('action_texts', texts);
  yield bom + csvCells(HEADS, dialect) + end;
  yield* inTableOrder(db, endingIn(db.column(query), end));
}

async function* endingIn(chunks: AsyncIterable<readonly unknown[]>, end: string): AsyncGenerator<string> {
  for await (const chunk of chunks) yield chunk.join(end) + end;
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

/** The cells of a row, as SQL. What is the same in every row is composed here, once. */
function cellsOf(
  { situation, check, language }: ActionList,
  mailKnown: boolean,
  dialect: CsvDialect,
  say: Say,
): RowCell[] {
  const text = (sql: string): RowCell => ({ sql, isText: true });
  const ready = (sql: string): RowCell => ({ sql, isText: false });
  const { audience, subject, adopt, avoid, proceed } = check.advice;
  const constant = (...cells: readonly string[]): string => say(csvCells(cells, dialect));
  const labels = situation.categories.map(
    ({ id }) => `WHEN ${say(id)} THEN ${say(categoryLabel(situation, id, language))}`,
  );
  const category = labels.length === 0 ? 'category' : `CASE category ${labels.join(' ')} ELSE category END`;
  return [
    text(mailKnown ? `coalesce(nullif(trim(mail), ''), userPrincipalName)` : 'userPrincipalName'),
    text('displayName'),
    text('establishment'),
    text(category),
    ready(`coalesce(CAST(physician AS VARCHAR), '')`),
    ready(constant(phrase(ACTION_WORDS, audience, language), subject[language])),
    text('finding'),
    ready(constant(...[adopt, avoid, proceed].map((lines) => lines[language].join(' ')))),
    text('userPrincipalName'),
    text('accountId'),
  ];
}

/** Findings of an earlier version have no mail addresses. */
async function hasMail(db: DuckDb, { auditFolder, check }: ActionList): Promise<boolean> {
  const file = pathLiteral(findingsFile(auditFolder, check.id));
  const { found } = await db.row(
    `SELECT count(*) > 0 AS found FROM (DESCRIBE SELECT * FROM read_parquet(${file})) WHERE column_name = 'mail'`,
    z.object({ found: z.boolean() }),
  );
  return found;
}
