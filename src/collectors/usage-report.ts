import { z } from 'zod';
import { identifier, literal, type DuckDb } from '../duckdb/duckdb.ts';
import { messageOf } from '../errors.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { downloadUsageReport, type UsageReportName } from '../graph/usage-report.ts';
import { writeTable } from '../snapshot/seal.ts';
import { TABLES, type SourceId } from '../snapshot/tables.ts';
import type { Collected, CollectContext } from './collector.ts';

/** A column of a report: the headers it may have (the first is the documented one), and how it is read. */
export interface ReportColumn {
  readonly headers: readonly string[];
  readonly kind: 'text' | 'day' | 'count' | 'flag';
  /** A column that some tenants do not get: null where it is missing. */
  readonly optional?: boolean;
  /** Further SQL over the text, with `{text}` for it. */
  readonly as?: string;
}

export interface UsageReport<S extends SourceId> {
  readonly source: S;
  readonly name: UsageReportName;
  readonly columns: Readonly<Record<keyof (typeof TABLES)[S], ReportColumn>>;
}

export const COMMON_COLUMNS = {
  refreshedOn: { headers: ['Report Refresh Date'], kind: 'day' },
  userPrincipalName: { headers: ['User Principal Name'], kind: 'text' },
  isDeleted: { headers: ['Is Deleted'], kind: 'flag' },
} as const satisfies Record<string, ReportColumn>;

/**
 * Downloads a usage report and seals it, reading its columns by header: order, unknown columns, spaces after
 * commas and a byte order mark make no difference. A missing column or a value of another kind is a failure.
 */
export async function collectUsageReport<S extends SourceId>(
  context: CollectContext,
  report: UsageReport<S>,
): Promise<Collected> {
  const file = context.store.download(report.source);
  await downloadUsageReport(context.client, report.name, file, (csv) =>
    context.store.withDuckDb((db) => sealReport(db, report, csv, context.store.table(report.source))),
  );
  const facts = await context.store.withDuckDb((db) => factsOf(db, context.store.table(report.source)));
  if (facts.rows === 0 && ((await context.accountTotal) ?? 0) > 0) {
    throw malformed(report.name, 'the report came without a row, though the directory holds accounts');
  }
  context.onProgress(report.source, { read: facts.rows, expected: facts.rows });
  return {
    read: facts.rows,
    expected: facts.rows,
    ...(facts.refreshedOn === null ? {} : { refreshedOn: facts.refreshedOn }),
    ...(facts.concealed ? { namesConcealed: true } : {}),
  };
}

async function sealReport<S extends SourceId>(
  db: DuckDb,
  report: UsageReport<S>,
  csv: string,
  parquet: string,
): Promise<void> {
  const read = `read_csv(${literal(csv)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', auto_detect = true, sample_size = 1, null_padding = false, strict_mode = true)`;
  try {
    const described = await db.rows(`DESCRIBE SELECT * FROM ${read}`, z.object({ column_name: z.string() }));
    const select = selectOf(
      report,
      described.map(({ column_name }) => column_name),
    );
    await writeTable(db, `SELECT ${select} FROM ${read}`, parquet);
  } catch (error) {
    if (error instanceof GraphFailure) throw error;
    // DuckDB quotes the offending line, which holds people: only its first words are kept.
    const why = messageOf(error).split(/[\n"']/, 1)[0] ?? '';
    throw malformed(report.name, `the report is not the CSV that is documented: ${why}`);
  }
}

function selectOf<S extends SourceId>(report: UsageReport<S>, headers: readonly string[]): string {
  const byName = new Map(headers.map((header) => [fold(header), header]));
  const missing: string[] = [];
  const columns = Object.entries<ReportColumn>(report.columns).map(([name, column]) => {
    const header = column.headers.map((one) => byName.get(fold(one))).find((one) => one !== undefined);
    if (header === undefined && column.optional !== true) missing.push(column.headers[0] ?? name);
    return `${valueOf(column, header)} AS ${identifier(name)}`;
  });
  if (missing.length === 0) return columns.join(', ');
  throw malformed(report.name, `columns are missing: ${missing.join(', ')}; found: ${headers.join(', ')}`);
}

function fold(header: string): string {
  return header
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase();
}

const TYPES = { text: 'VARCHAR', day: 'DATE', count: 'BIGINT', flag: 'BOOLEAN' } as const;

function valueOf(column: ReportColumn, header: string | undefined): string {
  const type = TYPES[column.kind];
  if (header === undefined) return `NULL::${type}`;
  const text = `nullif(trim(${identifier(header)}), '')`;
  return `CAST(${(column.as ?? '{text}').replaceAll('{text}', text)} AS ${type})`;
}

const CONCEALED = '^[0-9A-Fa-f]{32}$';

async function factsOf(
  db: DuckDb,
  parquet: string,
): Promise<{ rows: number; refreshedOn: string | null; concealed: boolean }> {
  return db.row(
    `SELECT count(*)::DOUBLE AS "rows",
            strftime(max(refreshedOn), '%Y-%m-%d') AS "refreshedOn",
            count(*) FILTER (regexp_matches(userPrincipalName, '${CONCEALED}')) * 2 > count(*) AS concealed
     FROM read_parquet(${literal(parquet)})`,
    z.object({ rows: z.number(), refreshedOn: z.string().nullable(), concealed: z.boolean() }),
  );
}

function malformed(report: UsageReportName, message: string): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: `GET /v1.0/reports/${report}`,
    status: 200,
    code: 'MalformedReport',
    message,
  });
}
