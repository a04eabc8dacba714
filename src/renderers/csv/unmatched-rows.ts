import { pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { unmatchedFile } from '../../situation/findings-tables.ts';
import { UNMATCHED_COLUMNS } from '../../situation/sections/unmatched-columns.ts';
import { defineCellMacros } from '../findings/cell-macros.ts';
import { csvLines } from '../findings/findings-rows.ts';
import { requireColumns } from '../findings/findings-scan.ts';
import { inTableOrder } from '../findings/table-order.ts';

/** The lines of the roster that match no account, as CSV, in the roster's order. Throws `KnownError` (local) where they cannot be read. */
export async function* unmatchedRows(
  db: DuckDb,
  auditFolder: string,
  excel: boolean,
): AsyncGenerator<string> {
  await defineCellMacros(db);
  const file = unmatchedFile(auditFolder);
  const scan = `FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false)`;
  await requireColumns(db, UNMATCHED_COLUMNS, scan, `The roster’s lines without an account (${file})`);
  yield* inTableOrder(db, csvLines(db, UNMATCHED_COLUMNS, scan, excel));
}
