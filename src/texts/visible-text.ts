/** What moves to another line or column: between two words, it is a space. */
const BREAKS = '\\t-\\r\\x{85}\\x{2028}\\x{2029}';
/** Format characters (zero-width, joiners, directions, byte order marks, soft hyphens) and control characters. */
const UNSEEN = '\\p{Cf}\\p{Cc}';

const BREAKS_JS = new RegExp(`[${inJavaScript(BREAKS)}]+`, 'gu');
const UNSEEN_JS = new RegExp(`[${UNSEEN}]`, 'gu');
const TO_MEND_JS = new RegExp(`[${inJavaScript(BREAKS)}${UNSEEN}\\p{Cs}]`, 'u');

/**
 * A text from outside without what cannot be seen, which would make two of one name: tabs and ends of lines are a space, other
 * control characters and every format character (Unicode Cf, joiners too) are dropped, halves of characters are U+FFFD.
 * Whatever comes in passes here, or through `visibleSql`, once: answers, reports, rosters, exports, the config, what is named on
 * the command line.
 */
export function visibleText(text: string): string {
  if (!TO_MEND_JS.test(text)) return text;
  return text
    .replace(BREAKS_JS, ' ')
    .replace(UNSEEN_JS, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
}

/** The same in SQL, over an expression of a text; null stays null. */
export function visibleSql(sql: string): string {
  return `CASE WHEN regexp_matches(${sql}, '${TO_MEND_SQL}')
    THEN regexp_replace(regexp_replace(${sql}, '[${BREAKS}]+', ' ', 'g'), '[${UNSEEN}]', '', 'g') ELSE ${sql} END`;
}

/** For SQL: what a text holds that `visibleSql` changes. No text of the database holds halves of characters. */
export const TO_MEND_SQL = `[${BREAKS}${UNSEEN}]`;

/** A value of JSON, every text of it as `visibleText` gives it; keys stay as they are. It is not nested deeply (`readJson`). */
export function visibleValue(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(visibleValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, visibleValue(of)]));
}

function inJavaScript(pattern: string): string {
  return pattern.replaceAll('\\x{', '\\u{');
}
