import { pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { worded, type InBoth } from '../../errors.ts';
import type { Column } from '../../situation/check-words.ts';
import { defineCellMacros } from '../findings/cell-macros.ts';
import { csvLines } from '../findings/findings-rows.ts';
import { requireColumns } from '../findings/findings-scan.ts';
import type { LineText } from '../findings/line-text.ts';
import { TROUBLE_WORDS } from '../findings/trouble-words.ts';

/** A table of the audit whose columns the situation describes. */
export interface DescribedTable {
  readonly file: string;
  readonly columns: readonly Column[];
  /** What its rows are, for whoever reads that they cannot be read. */
  readonly name: InBoth;
}

/** The rows of such a table as CSV. Throws `KnownError` (local) where it cannot be read. */
export async function describedRows(
  db: DuckDb,
  { file, columns, name }: DescribedTable,
  excel: boolean,
): Promise<LineText> {
  await defineCellMacros(db);
  const scan = `FROM read_parquet(${pathLiteral(file)}, hive_partitioning = false)`;
  await requireColumns(db, columns, scan, worded(TROUBLE_WORDS.table, { name, file }));
  return csvLines(columns, scan, excel);
}
