/** Characters that take two columns of a terminal, as the inside of a regular expression's class. */
const WIDE_RANGES = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
] as const;

export const WIDE = {
  js: WIDE_RANGES.map((range) => range.map((code) => `\\u{${code.toString(16)}}`).join('-')).join(''),
  re2: WIDE_RANGES.map((range) => range.map((code) => `\\x{${code.toString(16)}}`).join('-')).join(''),
};

const NARROW = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*$/;
const WIDE_CHARACTER = new RegExp(`^[${WIDE.js}]`, 'u');
const NO_WIDTH = /^[\p{M}\p{Cf}]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** How many columns of a terminal a text takes; no control characters in it. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const segment of graphemesOf(text)) width += graphemeWidth(segment);
  return width;
}

/** A text cut so that it takes at most `width` columns, with … at its end when cut. */
export function cutToWidth(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${beginning(text, width - 1)}…`;
}

/** As much of the beginning of a text as `width` columns take. */
function beginning(text: string, width: number): string {
  if (NARROW.test(text)) return text.slice(0, Math.max(0, width));
  let kept = '';
  let used = 0;
  for (const segment of graphemesOf(text)) {
    used += graphemeWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return kept;
}

/** A text in pieces of at most `width` columns; a character that takes more is a piece by itself. None for no text. */
export function piecesOf(text: string, width: number): string[] {
  if (NARROW.test(text)) {
    const count = Math.ceil(text.length / width);
    return Array.from({ length: count }, (_, at) => text.slice(at * width, (at + 1) * width));
  }
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const segment of graphemesOf(text)) {
    const taken = graphemeWidth(segment);
    if (piece !== '' && used + taken > width) {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += taken;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/** The engine takes, for each character, a time that grows with the text it stands in. */
const WINDOW = 1_024;

/** The characters of a text as people see them; one that does not fit into a window is broken. */
function* graphemesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const isLast = at + WINDOW >= text.length;
    const splitsPair = !isLast && /[\ud800-\udbff]/.test(text[at + WINDOW - 1] ?? '');
    const window = text.slice(at, at + WINDOW - (splitsPair ? 1 : 0));
    const all = Array.from(graphemes.segment(window), ({ segment }) => segment);
    // What stands at the end of a window may go on in the next.
    const whole = isLast || all.length === 1 ? all : all.slice(0, -1);
    for (const segment of whole) {
      yield segment;
      at += segment.length;
    }
  }
}

function graphemeWidth(grapheme: string): number {
  if (NO_WIDTH.test(grapheme)) return 0;
  return WIDE_CHARACTER.test(grapheme) ? 2 : 1;
}
