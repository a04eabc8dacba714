type Ranges = readonly (readonly [first: number, last: number])[];

/** What a spreadsheet may skip before it looks for a formula: blanks, invisible characters, a quotation mark. */
const SKIPPED: Ranges = [
  [0x00, 0x20],
  [0x22, 0x22],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfff8],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

/** = + - @ and their full-width and small forms. */
const FORMULA: Ranges = [
  [0x3d, 0x3d],
  [0x2b, 0x2b],
  [0x2d, 0x2d],
  [0x40, 0x40],
  [0xfe62, 0xfe63],
  [0xfe66, 0xfe66],
  [0xfe6b, 0xfe6b],
  [0xff1d, 0xff1d],
  [0xff0b, 0xff0b],
  [0xff0d, 0xff0d],
  [0xff20, 0xff20],
];

const BREAKS = '[,;\\t\\r\\n]';

/**
 * The rule, as regular expressions that JavaScript (flag `u`) and RE2 read alike: `leading` is a cell to
 * put an apostrophe before, `inner` (two groups) a place within a cell where a reader that splits on the
 * other separator, or on line ends, would begin a new cell with a formula.
 */
export function formulaPatterns(dialect: 'js' | 're2'): { leading: string; inner: string } {
  const skipped = characterClass(SKIPPED, dialect);
  const formula = characterClass(FORMULA, dialect);
  return {
    leading: `^(${skipped}*${formula}|[\\t\\r\\n])`,
    inner: `(${BREAKS}${skipped}*)(${formula})`,
  };
}

const PATTERNS = formulaPatterns('js');
const LEADING = new RegExp(PATTERNS.leading, 'u');
const INNER = new RegExp(PATTERNS.inner, 'gu');

/** Text that no spreadsheet runs as a formula; anything harmless is given back as it is. */
export function neutralise(text: string): string {
  return (LEADING.test(text) ? "'" : '') + text.replace(INNER, "$1'$2");
}

function characterClass(ranges: Ranges, dialect: 'js' | 're2'): string {
  const escape = (code: number) =>
    dialect === 'js' ? `\\u{${code.toString(16)}}` : `\\x{${code.toString(16)}}`;
  return `[${ranges.map(([first, last]) => `${escape(first)}-${escape(last)}`).join('')}]`;
}
