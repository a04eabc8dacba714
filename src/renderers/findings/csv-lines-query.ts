import { composedRows, type RowCell } from './composed-rows.ts';

/**
 * SQL for one line of CSV per row of `from` (a FROM with its conditions), its texts quoted and neutralised;
 * `defineCellMacros` must have been called.
 */
export function csvLinesQuery(cells: readonly RowCell[], separator: string, from: string): string {
  const row = (parts: readonly string[]) => `concat_ws('${separator}', ${parts.join(', ')})`;
  return composedRows(cells, { text: 'csv_cell', plain: 'plain_cell', careful: 'careful_cell', row }, from);
}
