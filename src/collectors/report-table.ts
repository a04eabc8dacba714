import { parse } from 'csv-parse/sync';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { identifier, literal, type DuckDb } from '../duckdb/duckdb.ts';
import { KnownError, messageOf } from '../errors.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { daysOfReport, nameOfReport, type UsageReportName } from '../graph/usage-report.ts';
import { writeTable } from '../snapshot/seal.ts';
import type { SourceId, TABLES } from '../snapshot/tables.ts';
import { visibleSql } from '../texts/visible-text.ts';

/** A column of a report: the headers it may have (the first is the documented one), and how it is read. */
export interface ReportColumn {
  readonly headers: readonly string[];
  readonly kind: 'text' | 'day' | 'count' | 'flag';
  /** A column that some tenants do not get: null where it is missing. */
  readonly optional?: boolean;
  /** A cell that no row leaves empty. */
  readonly filled?: boolean;
  /** Further SQL over the text, with `{text}` for it. */
  readonly as?: string;
}

/** A report, and the columns that are read of it. */
export interface ReportTable {
  readonly name: UsageReportName;
  readonly columns: Readonly<Record<string, ReportColumn>>;
  /** The rows of the source's table, from a query of those of the report, where they are not one and the same. */
  readonly rows?: (report: string) => string;
}

export interface UsageReport<S extends SourceId> extends ReportTable {
  readonly source: S;
  readonly columns: Readonly<Record<keyof (typeof TABLES)[S], ReportColumn>>;
}

/** Where it stands, the last column of most: a row without it broke off. */
const PERIOD = 'Report Period';

const HEADER_BYTES = 65_536;
/** Of a line, which names an account, its licences and some figures: beyond it, a file is no such report, however much memory there is. */
const LINE_BYTES = 32_768;

/**
 * Turns a report, as downloaded, into its source's table: every row of it, with the columns found by header.
 *
 * @throws GraphFailure `malformed` for a file that is not the documented CSV, whole; nothing of a person is in its message
 * @throws OutOfMemory where the session has too little, whatever the report is
 */
export async function sealReport(
  db: DuckDb,
  report: ReportTable,
  csv: string,
  parquet: string,
): Promise<void> {
  const { begins, ends } = await edgesOf(csv);
  const headers = headersOf(report.name, begins);
  const columns = columnsOf(report, headers);
  if (!/[\r\n]$/.test(ends)) refuseOpenEnd(report.name, begins, headers, columns);
  const types = headers.map((_, index) => `${literal(`c${index}`)}: 'VARCHAR'`).join(', ');
  const select = `SELECT ${columns.map(({ name, sql }) => `${sql} AS ${identifier(name)}`).join(', ')}
    FROM read_csv(${literal(csv)}, auto_detect = false, header = true, columns = {${types}}, delim = ',', quote = '"', escape = '"',
      null_padding = false, strict_mode = true, max_line_size = ${LINE_BYTES})${ofThePeriod(headers, daysOfReport(report.name))}`;
  try {
    await writeTable(db, report.rows?.(select) ?? select, parquet);
  } catch (error) {
    // Memory that does not suffice tells nothing of the report: it is sealed again with more.
    if (error instanceof KnownError || !ABOUT_THE_TEXT.test(messageOf(error))) throw error;
    throw notDocumented(report.name, error);
  }
}

/**
 * DuckDB's classes of error that come from what it read; what its reader did not foresee (some rows of too many cells) it
 * calls internal.
 */
const ABOUT_THE_TEXT = /^(Invalid Input|Conversion|Out of Range|INTERNAL|FATAL) Error/;

/** The first and the last bytes, as text. */
async function edgesOf(csv: string): Promise<{ begins: string; ends: string }> {
  const handle = await open(csv, 'r');
  try {
    const { size } = await handle.stat();
    const first = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const last = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return {
      begins: first.buffer.toString('utf8', 0, first.bytesRead),
      ends: last.buffer.toString('latin1', 0, last.bytesRead),
    };
  } finally {
    await handle.close();
  }
}

function headersOf(report: UsageReportName, begins: string): string[] {
  const options = { bom: true, to: 1, relax_column_count: true } as const;
  try {
    const [first] = z.array(z.array(z.string())).parse(parse(begins, options));
    return (first ?? []).map((header) => header.trim());
  } catch (error) {
    throw notDocumented(report, error);
  }
}

interface Selected {
  readonly name: string;
  readonly sql: string;
  /** Its place in the file; -1 where it is missing. */
  readonly at: number;
}

function columnsOf(report: ReportTable, headers: readonly string[]): Selected[] {
  const normalised = headers.map((header) => header.toLowerCase());
  const selected = Object.entries(report.columns).map(([name, column]) => {
    const known = new Set(column.headers.map((header) => header.toLowerCase()));
    const places = normalised.flatMap((header, at) => (known.has(header) ? [at] : []));
    if (places.length > 1)
      throw malformed(report.name, `a column is there twice: ${column.headers[0] ?? name}`);
    const at = places[0] ?? -1;
    return { name, column, at, sql: valueOf(column, at) };
  });
  const missing = selected.filter(({ column, at }) => at < 0 && column.optional !== true);
  if (missing.length === 0) return selected;
  const names = missing.map(({ name, column }) => column.headers[0] ?? name).join(', ');
  // What came instead may be a row with a person in it: it is not shown.
  throw malformed(report.name, `columns are missing: ${names} (of ${headers.length} that came)`);
}

const TYPES = { text: 'VARCHAR', day: 'DATE', count: 'BIGINT', flag: 'BOOLEAN' } as const;

/** What a cast would also take (`1.5` as a count, `yes` as a flag, `infinity` as a day) is nothing that a report says. */
const IS_VALID: Readonly<Record<ReportColumn['kind'], string>> = {
  text: 'true',
  day: `regexp_full_match({text}, '\\d{4}-\\d{2}-\\d{2}') AND {text} >= '0001'`,
  count: `regexp_full_match({text}, '\\d{1,15}')`,
  flag: `lower({text}) IN ('true', 'false')`,
};

function valueOf(column: ReportColumn, at: number): string {
  const type = TYPES[column.kind];
  if (at < 0) return `NULL::${type}`;
  const text = `nullif(trim(${column.kind === 'text' ? visibleSql(`c${at}`) : `c${at}`}), '')`;
  const name = column.headers[0] ?? '';
  const invalid = `error(${literal(`a cell of ${name} is no ${column.kind}`)})`;
  const empty = column.filled === true ? `error(${literal(`a cell of ${name} is empty`)})` : 'NULL';
  const value = (column.as ?? '{text}').replaceAll('{text}', text);
  return `CASE WHEN ${text} IS NULL THEN ${empty} WHEN ${IS_VALID[column.kind].replaceAll('{text}', text)}
    THEN CAST(${value} AS ${type}) ELSE ${invalid} END`;
}

function periodAt(headers: readonly string[]): number {
  return headers.findIndex((header) => header.toLowerCase() === PERIOD.toLowerCase());
}

function ofThePeriod(headers: readonly string[], days: number): string {
  const at = periodAt(headers);
  if (at < 0) return '';
  const invalid = `error(${literal(`a row is not of ${days} days`)})`;
  return ` WHERE CASE WHEN trim(c${at}) = '${days}' THEN true ELSE ${invalid} END`;
}

/** The last line has no end: its last cell may be the beginning of a longer one. */
function refuseOpenEnd(
  report: UsageReportName,
  begins: string,
  headers: readonly string[],
  columns: readonly Selected[],
): void {
  if (!/[\r\n]/.test(begins)) throw malformed(report, 'the report breaks off in its header');
  const last = headers.length - 1;
  if (last === periodAt(headers) || !columns.some(({ at }) => at === last)) return;
  throw malformed(report, 'the report breaks off in its last cell');
}

/** DuckDB and the parser quote the offending line, which holds people: only their first words are kept. */
function notDocumented(report: UsageReportName, error: unknown): GraphFailure {
  const why = messageOf(error).split(/[\n"']/, 1)[0] ?? '';
  return malformed(report, `the report is not the CSV that is documented: ${why}`);
}

/** A report that is not what Graph documents. */
export function malformed(report: UsageReportName, message: string): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: `GET ${nameOfReport(report)}`,
    status: 200,
    code: 'MalformedReport',
    message,
  });
}
