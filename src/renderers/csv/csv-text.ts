import { stringify } from 'csv-stringify/sync';
import { csvDialect, type CsvDialect } from '../csv-dialect.ts';
import { neutralise } from '../neutralise.ts';

export type Cell = string | number | boolean;

/** Rows as CSV of RFC 4180, quoted and neutralised as the findings are; with `excel`, BOM, semicolons and CRLF. */
export function csvText(rows: readonly (readonly Cell[])[], { excel }: { readonly excel: boolean }): string {
  const dialect = csvDialect(excel);
  return dialect.bom + stringify(rows.map(safe), { ...quoting(dialect), record_delimiter: dialect.end });
}

/** Cells of CSV beside each other, as part of a line or a line without its end. */
export function csvCells(cells: readonly Cell[], dialect: CsvDialect): string {
  return stringify([safe(cells)], { ...quoting(dialect), eof: false });
}

/** A truth value of its own would be written as 1, or not at all. */
function safe(cells: readonly Cell[]): string[] {
  return cells.map((cell) => (typeof cell === 'string' ? neutralise(cell) : String(cell)));
}

/** Quoted for both separators: a reader may split on the other one. */
function quoting({ separator }: CsvDialect): { delimiter: string; quoted_match: RegExp } {
  return { delimiter: separator, quoted_match: /[,;"\r\n\t]/ };
}
