import { z } from 'zod';
import { pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { downloadUsageReport } from '../graph/usage-report.ts';
import { cannotWrite } from '../snapshot/private-files.ts';
import type { SourceId } from '../snapshot/tables.ts';
import type { Collected, CollectContext } from './collector.ts';
import { malformed, sealReport, type ReportColumn, type UsageReport } from './report-table.ts';

export const COMMON_COLUMNS = {
  refreshedOn: { headers: ['Report Refresh Date'], kind: 'day', filled: true },
  userPrincipalName: { headers: ['User Principal Name'], kind: 'text' },
  isDeleted: { headers: ['Is Deleted'], kind: 'flag' },
} as const satisfies Record<string, ReportColumn>;

/**
 * Downloads a usage report and seals it, reading its columns by header: order, unknown columns, spaces after
 * commas and a byte order mark make no difference. A missing column, a value of another kind or a row that breaks off is a failure.
 */
export async function collectUsageReport<S extends SourceId>(
  context: CollectContext,
  report: UsageReport<S>,
): Promise<Collected> {
  const file = context.store.download(report.source);
  try {
    await downloadUsageReport(context.client, report.name, file, (csv) =>
      context.store.withDuckDb((db) => sealReport(db, report, csv, context.store.table(report.source))),
    );
  } catch (error) {
    // A full disk is no fault of the source's: it ends the run.
    throw cannotWrite(file, error);
  }
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

const CONCEALED = '^[0-9A-Fa-f]{32}$';

async function factsOf(
  db: DuckDb,
  parquet: string,
): Promise<{ rows: number; refreshedOn: string | null; concealed: boolean }> {
  return db.row(
    `SELECT count(*)::DOUBLE AS "rows",
            strftime(max(refreshedOn), '%Y-%m-%d') AS "refreshedOn",
            count(*) FILTER (regexp_matches(userPrincipalName, '${CONCEALED}')) * 2 > count(*) AS concealed
     FROM read_parquet(${pathLiteral(parquet)}, hive_partitioning = false)`,
    z.object({ rows: z.number(), refreshedOn: z.string().nullable(), concealed: z.boolean() }),
  );
}
