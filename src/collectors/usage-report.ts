import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import { downloadUsageReport } from '../graph/usage-report.ts';
import { tableScan } from '../snapshot/check-table.ts';
import { cannotWrite } from '../disk/private-files.ts';
import { isConcealedName } from '../snapshot/concealed-names.ts';
import type { SourceId } from '../snapshot/tables.ts';
import type { Collected, CollectContext } from './collector.ts';
import {
  malformed,
  sealReport,
  type ReportColumn,
  type ReportTable,
  type UsageReport,
} from './report-table.ts';

export const COMMON_COLUMNS = {
  refreshedOn: { headers: ['Report Refresh Date'], kind: 'day', filled: true },
  userPrincipalName: { headers: ['User Principal Name'], kind: 'text' },
  isDeleted: { headers: ['Is Deleted'], kind: 'flag' },
} as const satisfies Record<string, ReportColumn>;

/** What the activity reports of OneDrive and SharePoint tell of files, within their period. */
export const SHARING_COLUMNS = {
  ...COMMON_COLUMNS,
  lastActivityOn: { headers: ['Last Activity Date'], kind: 'day' },
  viewedOrEdited: { headers: ['Viewed Or Edited File Count'], kind: 'count', optional: true },
  sharedInternally: { headers: ['Shared Internally File Count'], kind: 'count', optional: true },
  sharedExternally: { headers: ['Shared Externally File Count'], kind: 'count' },
} as const satisfies Record<string, ReportColumn>;

/**
 * Downloads a usage report and seals it, reading its columns by header: order, unknown columns, spaces after
 * commas and a byte order mark make no difference. A missing column, a value of another kind or a row that breaks off is a failure.
 */
export async function collectUsageReport<S extends SourceId>(
  context: CollectContext,
  report: UsageReport<S>,
): Promise<Collected> {
  const collected = await collectReport(context, report.source, report);
  const table = context.store.table(report.source);
  const concealed = await context.store.withDuckDb((db) => areNamesConcealed(db, table));
  return { ...collected, ...(concealed ? { namesConcealed: true } : {}) };
}

/** As `collectUsageReport`, for a report whose rows bear no name. */
export async function collectReport(
  context: CollectContext,
  source: SourceId,
  report: ReportTable,
): Promise<Collected> {
  const file = context.store.download(source);
  const table = context.store.table(source);
  try {
    await downloadUsageReport(context.client, report.name, file, (csv) =>
      context.store.withDuckDb((db) => sealReport(db, report, csv, table)),
    );
  } catch (error) {
    // A full disk is no fault of the source's: it ends the run.
    throw cannotWrite(file, error);
  }
  const { rows, refreshedOn } = await context.store.withDuckDb((db) => reportFacts(db, table));
  if (rows === 0 && ((await context.accountTotal) ?? 0) > 0) {
    throw malformed(report.name, 'the report came without a row, though the directory holds accounts');
  }
  context.onProgress(source, { read: rows, expected: rows });
  return { read: rows, expected: rows, ...(refreshedOn === null ? {} : { refreshedOn }) };
}

/** How many rows a sealed report has, and the latest of its days. */
export async function reportFacts(
  db: DuckDb,
  parquet: string,
): Promise<{ rows: number; refreshedOn: string | null }> {
  return db.row(
    `SELECT count(*)::DOUBLE AS "rows", strftime(max(refreshedOn), '%Y-%m-%d') AS "refreshedOn"
     FROM ${tableScan(parquet)}`,
    z.object({ rows: z.number(), refreshedOn: z.string().nullable() }),
  );
}

/** Most rows of a sealed report bear a concealed name. */
export async function areNamesConcealed(db: DuckDb, parquet: string): Promise<boolean> {
  const { concealed } = await db.row(
    `SELECT count(*) FILTER (${isConcealedName('userPrincipalName')}) * 2 > count(*) AS concealed
     FROM ${tableScan(parquet)}`,
    z.object({ concealed: z.boolean() }),
  );
  return concealed;
}
