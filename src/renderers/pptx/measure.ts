const POINTS_PER_INCH = 72;
const LINE_HEIGHT = 1.2;

const OTHER = 1;
const APOSTROPHE = 0.26;

/** Widths of the letters of Arial, in ems. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[iljI|'.,:;!·]/, 0.26],
  [/[ \u00a0frt()[\]\-/]/, 0.33],
  [/[mwMW%]/, 0.88],
  [/[A-ZÀ-Þ]/, 0.7],
  [/[a-z0-9à-ÿ«»<>+=]/, 0.56],
];

const EMS = new Map(
  Array.from({ length: 256 }, (_, code): [string, number] => {
    const letter = String.fromCharCode(code);
    return [letter, WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHER];
  }),
);

/** What another font than Arial may take more: PowerPoint's own substitutes, a wider hinting. */
export const RESERVE = 1.13;

/** In inches, with the reserve. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) ems += EMS.get(letter) ?? (letter === '’' ? APOSTROPHE : OTHER);
  return (ems * size * RESERVE) / POINTS_PER_INCH;
}

/** How many lines a text takes in a width in inches; a word that is wider is broken. */
export function linesOf(text: string, width: number, size: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/(?<=[ -])/)) {
    const wide = widthOf(word, size);
    if (used > 0 && used + widthOf(word.trimEnd(), size) > width) {
      lines += 1;
      used = 0;
    }
    lines += Math.max(0, Math.ceil(wide / width) - 1);
    used += wide % width;
  }
  return lines;
}

/** In inches, of one paragraph. */
export function heightOf(text: string, width: number, size: number): number {
  return (linesOf(text, width, size) * size * LINE_HEIGHT) / POINTS_PER_INCH;
}

/** The longest of the words, in inches. */
export function widestWord(text: string, size: number): number {
  return Math.max(...text.split(/[ -]/).map((word) => widthOf(word, size)));
}

/** The largest of the sizes, given in that order, at which `height` stays within the limit; the last if none does. */
export function fittingSize(
  sizes: readonly [number, ...number[]],
  height: (size: number) => number,
  limit: number,
): number {
  return sizes.find((size) => height(size) <= limit) ?? sizes.at(-1) ?? sizes[0];
}

/** The items over as many pages as their heights need; at least one item to a page. */
export function pagesOf<T>(items: readonly T[], height: (item: T) => number, limit: number): T[][] {
  const pages: T[][] = [];
  let left = 0;
  for (const item of items) {
    const tall = height(item);
    const page = pages.at(-1);
    if (page === undefined || tall > left) {
      pages.push([item]);
      left = limit - tall;
    } else {
      page.push(item);
      left -= tall;
    }
  }
  return pages;
}

/** The same number of pages as those need, with about as much on each. */
export function evenPages<T>(items: readonly T[], height: (item: T) => number, limit: number): T[][] {
  const pages = pagesOf(items, height, limit);
  if (pages.length < 2) return pages;
  const heights = items.map(height);
  const total = heights.reduce((sum, one) => sum + one, 0);
  const share = total / pages.length;
  for (const part of [0, 0.25, 0.5, 1]) {
    const even = pagesOf(items, height, Math.min(limit, share + part * Math.max(...heights)));
    if (even.length === pages.length) return even;
  }
  return pages;
}
