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
  return replacedAny(sql, APOSTROPHES, "''");
}

/**
 * SQL: the text with each of some characters replaced. A class of a regular expression: `translate` takes ten times as long.
 *
 * @param characters none that means something within a class
 * @param by the inside of an SQL literal
 */
export function replacedAny(sql: string, characters: string, by: string): string {
  return `regexp_replace(${sql}, '[${characters}]', '${by}', 'g')`;
}
