export interface ColumnWidth {
  readonly name: string;
  /** Width of its widest cell or of its head. */
  readonly natural: number;
}

export const GAP = '  ';

// What a reader of a terminal misses least, first: all of it is in the other formats.
const LEFT_OUT_FIRST = [
  'check',
  'accountId',
  'createdOn',
  'accountEnabled',
  'physician',
  'category',
  'displayName',
];
const READABLE = 16;
/** Fewer tell nothing. */
const LEAST_COLUMNS = 4;
const NARROWEST = 3;

/**
 * The columns to show and their widths, so that a line takes at most `width`: columns that matter less are
 * left out while the others could not be read, then those at the end, then the widest are cut.
 */
export function layOut(
  columns: readonly ColumnWidth[],
  width: number | undefined,
  leftOutLast: readonly string[] = [],
): Map<string, number> {
  if (width === undefined) return new Map(columns.map(({ name, natural }) => [name, natural]));
  const kept = [...columns];
  const readable = () => total(kept.map(({ natural }) => Math.min(natural, READABLE)));
  for (const name of LEFT_OUT_FIRST) {
    if (readable() <= width) break;
    const index = kept.findIndex((column) => column.name === name);
    if (index !== -1) kept.splice(index, 1);
  }
  // Then the last ones: a check names first what matters most.
  while (kept.length > LEAST_COLUMNS && readable() > width) {
    const last = kept.findLastIndex(({ name }) => !leftOutLast.includes(name));
    kept.splice(last, 1);
  }
  const cap = widestCap(
    kept.map(({ natural }) => natural),
    width,
  );
  return new Map(kept.map(({ name, natural }) => [name, Math.min(natural, cap)]));
}

/** The largest width that cells may be cut to so that all columns fit. */
function widestCap(naturals: readonly number[], width: number): number {
  let cap = Math.max(NARROWEST, ...naturals);
  while (cap > NARROWEST && total(naturals.map((natural) => Math.min(natural, cap))) > width) cap -= 1;
  return cap;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, 0) + GAP.length * Math.max(0, widths.length - 1);
}
