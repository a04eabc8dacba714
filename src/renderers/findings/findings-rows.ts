import type { Column } from '../../situation/check-words.ts';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import { csvDialect } from '../csv-dialect.ts';
import { csvCells } from '../csv/csv-text.ts';
import { defineCellMacros, typedColumn } from './cell-macros.ts';
import { csvLinesQuery } from './csv-lines-query.ts';
import { findingsScan, type FindingsQuery } from './findings-scan.ts';
import { readLines, type LineText } from './line-text.ts';
import type { RowOptions } from './row-options.ts';
import { listColumns } from './standing.ts';
import { inTableOrder } from './table-order.ts';
import { textTable } from './text-table.ts';
import { inertJson } from './unprintable.ts';

export const ROW_FORMATS = ['csv', 'json', 'ndjson', 'table'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];
export type { RowOptions } from './row-options.ts';

/**
 * The rows of a check's findings as text, in chunks of up to 2,048 lines; lines are composed by the
 * database, so that size costs neither memory nor JavaScript time. Rows keep the order of the table.
 * The session answers nothing else until the last chunk was read. Throws a KnownError where the findings
 * are missing or unreadable.
 */
export async function* findingsRows(
  db: DuckDb,
  query: FindingsQuery,
  format: RowFormat,
  options: RowOptions,
): AsyncGenerator<string> {
  const columns = query.standing === true ? listColumns(query.check) : query.check.columns;
  yield* scanRows(db, columns, await findingsScan(db, query), format, options);
}

/** A column of rows that no check describes. */
export interface ScannedColumn extends Column {
  /** SQL of its value in JSON, where its kind does not say it. */
  readonly json?: string;
}

/** The rows of a FROM as text, in its order, otherwise as `findingsRows`. */
export async function* scanRows(
  db: DuckDb,
  columns: readonly ScannedColumn[],
  scan: string,
  format: RowFormat,
  options: RowOptions,
): AsyncGenerator<string> {
  await defineCellMacros(db);
  yield* inTableOrder(db, rows(db, columns, scan, format, options));
}

function rows(
  db: DuckDb,
  columns: readonly ScannedColumn[],
  scan: string,
  format: RowFormat,
  options: RowOptions,
): AsyncGenerator<string> {
  switch (format) {
    case 'csv':
      return readLines(db, csvLines(columns, scan, options.excel));
    case 'ndjson':
      return ndjsonLines(db, columns, scan);
    case 'json':
      return jsonArray(db, columns, scan);
    case 'table':
      return textTable(db, columns, scan, options);
  }
}

/** The rows of a check's findings as CSV. Throws as `findingsRows`. */
export async function findingsLines(db: DuckDb, query: FindingsQuery, excel: boolean): Promise<LineText> {
  const columns = query.standing === true ? listColumns(query.check) : query.check.columns;
  const scan = await findingsScan(db, query);
  await defineCellMacros(db);
  return csvLines(columns, scan, excel);
}

/** Heads, then the rows of a FROM with their columns; `defineCellMacros` must have been called. */
export function csvLines(columns: readonly Column[], scan: string, excel: boolean): LineText {
  const dialect = csvDialect(excel);
  const { bom, separator, end } = dialect;
  const heads = columns.map(({ name }) => name);
  const cells = columns.map((column) =>
    column.kind === 'text'
      ? { sql: typedColumn(column), isText: true }
      : { sql: `coalesce(CAST(${typedColumn(column)} AS VARCHAR), '')`, isText: false },
  );
  return { head: bom + csvCells(heads, dialect) + end, lines: csvLinesQuery(cells, separator, scan), end };
}

async function* ndjsonLines(
  db: DuckDb,
  columns: readonly ScannedColumn[],
  scan: string,
): AsyncGenerator<string> {
  for await (const chunk of jsonObjects(db, columns, scan)) yield inertJson(`${chunk.join('\n')}\n`);
}

async function* jsonArray(
  db: DuckDb,
  columns: readonly ScannedColumn[],
  scan: string,
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const chunk of jsonObjects(db, columns, scan)) {
    yield inertJson(before + chunk.join(',\n'));
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function jsonObjects(db: DuckDb, columns: readonly ScannedColumn[], scan: string) {
  const fields = columns.map(
    (column) => `${identifier(column.name)} := ${column.json ?? typedColumn(column)}`,
  );
  return db.column(`SELECT CAST(to_json(struct_pack(${fields.join(', ')})) AS VARCHAR) ${scan}`);
}
