import { cutToWidth, displayWidth } from '../findings/display-width.ts';
import { printable } from '../findings/unprintable.ts';
import type { Paint, Style } from './style.ts';
import { wrapText } from './wrap-text.ts';

/** What a short cell says with a sign: a bound, that it is not known, that a difference cannot be compared as it stands. */
export const MARKS = ['atLeast', 'about', 'notAssessable', 'notComparable'] as const;
export type Mark = (typeof MARKS)[number];

export interface TableCell {
  readonly text: string;
  readonly paint?: Paint;
  /** Those that its text has. */
  readonly marks?: readonly Mark[];
}

export interface AlignedColumn {
  readonly head: string;
  readonly cells: readonly TableCell[];
  /** Kept longer than those of a higher number where a line has no room for all; 0 is always kept. */
  readonly rank: number;
}

const INDENT = '  ';
const GAP = '  ';
/** A name is still read at this width. */
const READABLE = 24;
const NARROWEST = 8;

interface Names {
  readonly head: string;
  readonly cells: readonly string[];
}

/** The columns that the lines of a table have room for. */
export function shownColumns(
  names: Names,
  columns: readonly AlignedColumn[],
  style: Style,
): readonly AlignedColumn[] {
  return fitting(columns, widest([names.head, ...names.cells]), roomOf(style));
}

function roomOf({ width }: Style): number | null {
  return width === null ? null : width - INDENT.length;
}

/**
 * Lines of a table whose first column is text, over several lines where it must, and whose others are numbers, aligned
 * right. Columns that matter less are left out where the names could not be read.
 */
export function alignedTable(names: Names, columns: readonly AlignedColumn[], style: Style): string[] {
  const room = roomOf(style);
  const natural = widest([names.head, ...names.cells]);
  const shown = fitting(columns, natural, room);
  const others = shown.reduce((sum, { width }) => sum + GAP.length + width, 0);
  const first = room === null ? natural : Math.min(natural, Math.max(NARROWEST, room - others));
  const heads = shown.map(({ head }): TableCell => ({ text: head, paint: style.paint.dim }));
  const rule = (style.drawings ? '─' : '-').repeat(first + others);
  const line = (name: string, cells: readonly TableCell[]): string[] =>
    wrapText(name, first).map((part, at) => {
      const filled = part + ' '.repeat(Math.max(0, first - displayWidth(part)));
      const numbers = shown.map(
        ({ width }, index) => GAP + right(at === 0 ? cells[index] : undefined, width),
      );
      return `${INDENT}${filled}${numbers.join('')}`.trimEnd();
    });
  return [
    ...line(names.head, heads),
    `${INDENT}${style.paint.dim(rule)}`,
    ...names.cells.flatMap((name, row) =>
      line(
        name,
        shown.flatMap(({ cells }) => cells[row] ?? []),
      ),
    ),
  ];
}

interface Shown extends AlignedColumn {
  readonly width: number;
}

function fitting(columns: readonly AlignedColumn[], first: number, room: number | null): Shown[] {
  let kept = columns.map((column): Shown => {
    return { ...column, width: widest([column.head, ...column.cells.map(({ text }) => text)]) };
  });
  if (room === null) return kept;
  const left = (): number => room - kept.reduce((sum, { width }) => sum + GAP.length + width, 0);
  while (left() < Math.min(first, READABLE) && kept.some(({ rank }) => rank > 0)) {
    const last = Math.max(...kept.map(({ rank }) => rank));
    kept = kept.filter(({ rank }) => rank < last);
  }
  const most = Math.max(1, room - NARROWEST - GAP.length);
  return kept.map((column) => ({ ...column, width: Math.min(column.width, most) }));
}

function right(cell: TableCell | undefined, width: number): string {
  if (cell === undefined) return ' '.repeat(width);
  const text = cutToWidth(cell.text, width);
  const painted = cell.paint === undefined ? text : cell.paint(text);
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + painted;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => displayWidth(printable(text))));
}
