import { pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import type { Column } from '../../situation/check-words.ts';
import { defineCellMacros } from '../findings/cell-macros.ts';
import { csvLines } from '../findings/findings-rows.ts';
import { requireColumns } from '../findings/findings-scan.ts';
import { inTableOrder } from '../findings/table-order.ts';

/** A table of the audit whose columns the situation describes. */
export interface DescribedTable {
  readonly file: string;
  readonly columns: readonly Column[];
  /** What its rows are, for whoever reads that they cannot be read. */
  readonly name: string;
}

/** The rows of such a table as CSV, in its order. Throws `KnownError` (local) where it cannot be read. */
export async function* describedRows(
  db: DuckDb,
  { file, columns, name }: DescribedTable,
  excel: boolean,
): AsyncGenerator<string> {
  await defineCellMacros(db);
  const scan = `FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false)`;
  await requireColumns(db, columns, scan, `${name} (${file})`);
  yield* inTableOrder(db, csvLines(db, columns, scan, excel));
}
