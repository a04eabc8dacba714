/**
 * What the writings of one name have in common, such as an establishment's: without case, the kind of its apostrophes and spaces,
 * spaces around it, Unicode form and invisible characters. Accents tell names apart.
 * Caseless matching: https://www.unicode.org/versions/latest/core-spec/chapter-3/#G33992
 * The SQL macro `name_key(x)` of `createTextMacros` gives the same.
 */
export function nameKey(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(APOSTROPHES_PATTERN, "'")
    .replace(/[\p{Z}\s]+/gu, ' ')
    .trim()
    .replaceAll('İ', 'i')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replaceAll('ſ', 's');
}

/** Characters that people, keyboards and word processors put for an apostrophe. */
export const APOSTROPHES = '’‘ʼ‛′´`＇';
const APOSTROPHES_PATTERN = new RegExp(`[${APOSTROPHES}]`, 'gu');

/** Body of the SQL macro, over `x`. */
export const NAME_KEY_SQL = `replace(translate(lower(translate(trim(regexp_replace(
    ${withPlainApostrophes(`regexp_replace(nfc_normalize(coalesce(x, '')), '\\p{Cf}', '', 'g')`)},
    '[\\p{Z}\\s]+', ' ', 'g')), 'İ', 'i')), 'ςſ', 'σs'), 'ß', 'ss')`;

/** SQL: the text with plain apostrophes, of as many characters. */
export function withPlainApostrophes(sql: string): string {
  return `translate(${sql}, '${APOSTROPHES}', '${"''".repeat(APOSTROPHES.length)}')`;
}
