import { csvDialect } from '../csv-dialect.ts';
import { neutralise } from '../neutralise.ts';

export type Cell = string | number | boolean;

/** Rows as CSV of RFC 4180, quoted and neutralised as the findings are; with `excel`, BOM, semicolons and CRLF. */
export function csvText(rows: readonly (readonly Cell[])[], { excel }: { readonly excel: boolean }): string {
  const { bom, separator, end } = csvDialect(excel);
  return bom + rows.map((row) => row.map(csvCell).join(separator) + end).join('');
}

/** One cell of CSV, quoted for either separator. */
export function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return String(cell);
  const safe = neutralise(cell);
  // Quoted for both separators: a reader may split on the other one.
  return /[,;"\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
