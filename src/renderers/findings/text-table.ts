import { z } from 'zod';
import type { Column } from '../../situation/check-words.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import type { RowOptions } from './row-options.ts';
import { typedColumn } from './cell-macros.ts';
import { cutToWidth, displayWidth } from './display-width.ts';
import { GAP, layOut } from './table-layout.ts';

const cellsSchema = z.array(z.string());
const widthsSchema = z.object({ widths: z.array(z.number()) });

interface Shown extends Column {
  readonly width: number;
}

/**
 * Aligned lines for a terminal of `width` columns, read as they come: the widths are the database's.
 * Cells are free of control characters and of formulas.
 */
export async function* textTable(
  db: DuckDb,
  columns: readonly Column[],
  scan: string,
  options: RowOptions,
): AsyncGenerator<string> {
  const { language } = options;
  const cells = columns.map((column) => terminalCell(column, language));
  const widest = cells.map((cell) => `CAST(coalesce(max(cell_width(${cell})), 0) AS INTEGER)`);
  const { widths } = await db.row(`SELECT [${widest.join(', ')}] AS widths ${scan}`, widthsSchema);
  const naturals = columns.map(({ name, label }, index) => ({
    name,
    natural: Math.max(widths[index] ?? 0, displayWidth(label[language])),
  }));
  const layout = layOut(naturals, options.width, options.leftOutLast);
  const shown = columns.flatMap((column): Shown[] => {
    const width = layout.get(column.name);
    return width === undefined ? [] : [{ ...column, width }];
  });

  const leftOut = columns.filter(({ name }) => !layout.has(name));
  if (leftOut.length > 0) await options.onLeftOut?.(leftOut.map(({ name }) => name));

  const heads = shown.map(({ label }) => label[language]);
  const rule = shown.map(({ width }) => '─'.repeat(width));
  yield `${line(shown, heads)}\n${line(shown, rule)}\n`;
  const shownCells = shown.map((column) => terminalCell(column, language));
  for await (const chunk of db.column(`SELECT to_json([${shownCells.join(', ')}]) ${scan}`)) {
    const lines = chunk.map((json) => line(shown, cellsSchema.parse(JSON.parse(String(json)))));
    yield `${lines.join('\n')}\n`;
  }
}

function terminalCell(column: Column, language: Language): string {
  const value = typedColumn(column);
  switch (column.kind) {
    case 'text':
      return `terminal_text(${value})`;
    case 'boolean':
      return `CASE WHEN ${value} THEN '${frame('yes', language)}' WHEN NOT ${value} THEN '${frame('no', language)}' ELSE '' END`;
    case 'integer':
    case 'date':
      return `coalesce(CAST(${value} AS VARCHAR), '')`;
  }
}

function line(columns: readonly Shown[], cells: readonly string[]): string {
  const padded = columns.map(({ kind, width }, index) => {
    const text = cutToWidth(cells[index] ?? '', width);
    const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
    return kind === 'integer' ? blanks + text : text + blanks;
  });
  return padded.join(GAP).trimEnd();
}
