import { pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { CHANGE_COLUMNS } from '../../situation/trend/change-columns.ts';
import { changesFile } from '../../situation/findings-tables.ts';
import { defineCellMacros } from '../findings/cell-macros.ts';
import { csvLines } from '../findings/findings-rows.ts';
import { requireColumns } from '../findings/findings-scan.ts';
import { inTableOrder } from '../findings/table-order.ts';

/**
 * The accounts that moved since the previous audit as CSV, in the order of `findings/changes.parquet`. Throws `KnownError` (local)
 * where that cannot be read.
 */
export async function* changeRows(db: DuckDb, auditFolder: string, excel: boolean): AsyncGenerator<string> {
  await defineCellMacros(db);
  const file = changesFile(auditFolder);
  const scan = `FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false)`;
  await requireColumns(db, CHANGE_COLUMNS, scan, `The accounts that changed (${file})`);
  yield* inTableOrder(db, csvLines(db, CHANGE_COLUMNS, scan, excel));
}
