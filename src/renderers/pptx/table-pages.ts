import type { Language } from '../../i18n/language.ts';
import type { TableBlock } from '../report/block.ts';
import { evenPages, fittingSize, heightOf, widestWord, widthOf } from './measure.ts';
import { plainText } from './plain-text.ts';
import { PALETTE } from './palette.ts';
import { shownRows } from './shown-rows.ts';
import type { Box, TablePiece } from './slide.ts';
import type { Cell } from '../report/cell.ts';

/** Left and right of a cell, and above and below, in inches; the drawing uses the same. */
export const CELL_MARGIN = { x: 0.08, y: 0.035 };
/** A name, and words of the report's own such as a counting rule: what is longer leaves no room on a slide for anything else. */
const LONGEST = { name: 500, words: 1200 };
/** Heads are in bold. */
const BOLD = 1.1;
/** A table is not given more of the width than what keeps its numbers near their labels. */
const LOOSEST = 1.35;

interface Laid {
  readonly isTight: boolean;
  readonly widths: readonly number[];
  readonly height: (row: readonly string[]) => number;
}

/**
 * A table as pieces that fit in the box, one for each slide it needs, its rows beyond what is shown told by their number: as few as at the last of the sizes, at the first size at
 * which they are as few.
 */
export function tablePages(
  whole: TableBlock,
  name: string,
  language: Language,
  box: Box,
  sizes: readonly [number, ...number[]] = [18, 16, 14, 13, 12],
): TablePiece[] {
  const table = shownRows(whole, language);
  const head = table.columns.map((column) => plainText(column.head, LONGEST.name));
  const rows = table.rows.map((row): Row => ({
    texts: row.map(({ kind, text }) => plainText(text, kind === 'words' ? LONGEST.words : LONGEST.name)),
    tints: row.map(tintOf),
  }));
  const right = table.columns.map(({ align }) => align === 'right');
  const laidAt = (size: number): Laid =>
    layOut([head, ...rows.map(({ texts }) => texts)], right, box.w, size);
  const pagesAt = (size: number): Row[][] => {
    const { height } = laidAt(size);
    return evenPages(rows, ({ texts }) => height(texts), box.h - height(head));
  };
  const fewest = pagesAt(sizes.at(-1) ?? sizes[0]).length;
  const pagesNeeded = (size: number): number => (laidAt(size).isTight ? Infinity : pagesAt(size).length);
  const size = fittingSize(sizes, pagesNeeded, fewest);
  const { widths, height, isTight } = laidAt(size);
  return pagesAt(size).map((page) => ({
    kind: 'table',
    name,
    box: {
      ...box,
      w: widths.reduce((sum, width) => sum + width, 0),
      h: [head, ...page.map(({ texts }) => texts)].reduce((sum, row) => sum + height(row), 0),
    },
    widths,
    heights: [head, ...page.map(({ texts }) => texts)].map(height),
    right,
    head,
    rows: page.map(({ texts }) => texts),
    tints: page.map(({ tints }) => tints),
    size,
    isTight,
  }));
}

interface Row {
  readonly texts: readonly string[];
  readonly tints: readonly (string | null)[];
}

/** A share above the whole's is tinted. */
function tintOf(cell: Cell): string | null {
  if (cell.kind !== 'number' || cell.against === undefined) return null;
  return cell.against === 'above' ? PALETTE.above : PALETTE.farAbove;
}

/** Numbers stay on one line where the texts have room; the texts share what is left. */
function layOut(
  rows: readonly (readonly string[])[],
  right: readonly boolean[],
  width: number,
  size: number,
): Laid {
  const padding = 2 * CELL_MARGIN.x + 0.04;
  const [head = []] = rows;
  const ofCells = (at: number): number =>
    Math.max(0, ...rows.slice(1).map((row) => widthOf(row[at] ?? '', size)));
  // A head may take two lines before a cell does.
  const natural = head.map(
    (text, at) => padding + Math.max(ofCells(at), widestWord(text, size) * BOLD, widthOf(text, size) * 0.6),
  );
  const least = head.map((text, at) => {
    const words = rows.slice(1).map((row) => widestWord(row[at] ?? '', size));
    const ofWords = Math.max(...words, widestWord(text, size) * BOLD);
    return padding + (right[at] === true ? Math.max(ofCells(at), widestWord(text, size) * BOLD) : ofWords);
  });
  const isTight = least.reduce((sum, one) => sum + one, 0) > width;
  // Numbers that leave no room for the labels break between their words rather than the labels within theirs.
  const words = head.map(
    (_, at) => padding + Math.max(...rows.map((row) => widestWord(row[at] ?? '', size))),
  );
  const widths = shared(natural, isTight ? words : least, width);
  return {
    isTight,
    widths,
    height: (row) => {
      const heights = row.map((text, at) => heightOf(text, (widths[at] ?? width) - padding, size));
      return Math.max(...heights) + 2 * CELL_MARGIN.y;
    },
  };
}

/** Each column as wide as it would be, as far as the width goes; else what is beyond the least is shared out. */
function shared(natural: readonly number[], least: readonly number[], width: number): number[] {
  const sum = (widths: readonly number[]): number => widths.reduce((all, one) => all + one, 0);
  const wanted = sum(natural);
  if (wanted <= width) {
    const factor = Math.min(width / wanted, LOOSEST);
    return natural.map((one) => one * factor);
  }
  const needed = sum(least);
  if (needed >= width) return least.map((one) => (one * width) / needed);
  const spare = (width - needed) / (wanted - needed);
  return natural.map((one, at) => (least[at] ?? 0) + (one - (least[at] ?? 0)) * spare);
}
