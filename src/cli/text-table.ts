import { displayWidth } from '../renderers/findings/display-width.ts';
import { printable } from '../renderers/findings/unprintable.ts';
import { wrapText } from '../renderers/terminal/wrap-text.ts';

const GAP = 2;
const NARROWEST = 10;

/**
 * Rows of text under their heads, as wide as they need or, where that is more than `width`, each column narrower and its text over
 * several lines. Ends in a line feed.
 */
export function textTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  width: number | null,
): string {
  const natural = heads.map((head, at) =>
    Math.max(displayWidth(head), ...rows.map((row) => displayWidth(printable(row[at] ?? '')))),
  );
  const widths = width === null ? natural : narrowed(natural, width);
  const rule = widths.map((one) => '-'.repeat(one));
  return [heads, rule, ...rows].flatMap((row) => lines(row, widths)).join('');
}

/** The widest column gives way first. */
function narrowed(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const room = Math.max(width - GAP * (natural.length - 1), NARROWEST * natural.length);
  while (widths.reduce((sum, one) => sum + one, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function lines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = widths.map((width, at) => wrapText(row[at] ?? '', width));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const parts = cells.map((cell, at) => {
      const text = cell[line] ?? '';
      return text + ' '.repeat(Math.max(0, (widths[at] ?? 0) - displayWidth(text)));
    });
    return `${parts.join(' '.repeat(GAP)).trimEnd()}\n`;
  });
}
