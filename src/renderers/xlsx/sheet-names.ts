/** Spreadsheets take 31; a tab that is longer hides its neighbours. */
const LONGEST = 20;

/** What spreadsheets refuse in the name of a sheet, and control characters. */
const REFUSED = /[[\]:*?/\\\ufffe\uffff]|\p{Cc}|\p{Surrogate}/gu;
/** A sheet of change tracking goes by it in Excel. */
const RESERVED = 'history';

/**
 * The titles as names that a workbook takes: at most 20 characters (UTF-16), none that is refused, unique without case;
 * a title that comes again has a number behind it.
 */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set([RESERVED]);
  return titles.map((title) => {
    const clean = title
      .replace(REFUSED, ' ')
      .replace(/\s+/gu, ' ')
      .replace(/^[\s']+|[\s']+$/gu, '');
    for (let number = 1; ; number += 1) {
      const suffix = number === 1 ? '' : ` (${number})`;
      const name = cut(clean === '' ? '_' : clean, LONGEST - suffix.length) + suffix;
      if (taken.has(normalised(name))) continue;
      taken.add(normalised(name));
      return name;
    }
  });
}

function normalised(name: string): string {
  return name.toUpperCase().toLowerCase();
}

/** Cut between words where a blank is near the end. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > most - 1) break;
    kept += character;
  }
  const blank = kept.lastIndexOf(' ');
  return `${(blank > most - 6 ? kept.slice(0, blank) : kept).replace(/[\s',]+$/u, '')}…`;
}
