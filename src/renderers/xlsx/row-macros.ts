import { literal, type DuckDb } from '../../duckdb/duckdb.ts';
import { END, START } from '../findings/composed-rows.ts';
import { escapedCharacter, ESCAPED, FORBIDDEN, MOST_CHARACTERS } from './cell-text.ts';
import { markSql } from './compact-cells.ts';
import { truthCell } from './shared-texts.ts';

/** Of what must be escaped or kept with its blanks. */
const MARKUP = `[&<>\\t\\n${FORBIDDEN.re2}]`;
const SPECIAL = `${MARKUP}|^ | $|${ESCAPED.re2}`;
/** The same of several texts as one. */
const SPECIAL_AMONG = `${MARKUP}|${START} | ${END}|${ESCAPED.re2}`;
/** An integer that a spreadsheet holds exactly. */
const MOST_EXACT = '999999999999999';

const MACROS = [
  `xlsx_cut(s) AS CASE WHEN strlen(s) <= ${MOST_CHARACTERS} THEN s
     WHEN length(s) + length(regexp_replace(s, '[^\\x{10000}-\\x{10FFFF}]', '', 'g')) <= ${MOST_CHARACTERS} THEN s
     WHEN regexp_matches(s, '[\\x{10000}-\\x{10FFFF}]') THEN left(s, ${MOST_CHARACTERS >> 1}) || '…'
     ELSE left(s, ${MOST_CHARACTERS - 1}) || '…' END`,
  `xlsx_unescaped(s) AS CASE WHEN regexp_matches(s, ${literal(ESCAPED.re2)}) THEN replace(s, '_x', '_x005F_x') ELSE s END`,
  `xlsx_markup(s) AS replace(replace(replace(s, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`,
  `xlsx_controls(s) AS CASE WHEN regexp_matches(s, ${literal(`[${FORBIDDEN.re2}]`)}) THEN ${escapes('s')} ELSE s END`,
  // One test lets ordinary texts through; the others take the long way. A macro stands for its words: what it says of a
  // text that is cut first, the lambda says once.
  `xlsx_text(s) AS CASE WHEN s IS NULL OR s = '' THEN ${markSql('empty')}
     WHEN regexp_matches(s, ${literal(SPECIAL)}) OR strlen(s) > ${MOST_CHARACTERS}
     THEN ${markSql('keptText')}
          || list_transform([xlsx_cut(s)], lambda t: xlsx_controls(xlsx_markup(xlsx_unescaped(t))))[1] || ${markSql('textEnd')}
     ELSE ${markSql('text')} || s || ${markSql('textEnd')} END`,
  `xlsx_plain(s) AS CASE WHEN s IS NULL OR s = '' THEN ${markSql('empty')} ELSE ${markSql('text')} || s || ${markSql('textEnd')} END`,
  `xlsx_careful(texts) AS regexp_matches(texts, ${literal(SPECIAL_AMONG)}) OR strlen(texts) > ${MOST_CHARACTERS}`,
  `xlsx_boolean(b) AS CASE WHEN b IS NULL THEN ${markSql('empty')} WHEN b THEN ${literal(truthCell(true))} ELSE ${literal(truthCell(false))} END`,
  `xlsx_integer(n) AS CASE WHEN n IS NULL THEN ${markSql('empty')}
     WHEN n BETWEEN -${MOST_EXACT} AND ${MOST_EXACT} THEN ${markSql('number')} || n || ${markSql('numberEnd')}
     ELSE ${markSql('text')} || n || ${markSql('textEnd')} END`,
  // Spreadsheets disagree on the days before March 1900, and know none after 9999.
  `xlsx_date(d) AS CASE WHEN d IS NULL THEN ${markSql('empty')} WHEN d BETWEEN DATE '1900-03-01' AND DATE '9999-12-31'
     THEN ${markSql('day')} || (d - DATE '1899-12-30') || ${markSql('numberEnd')}
     ELSE ${markSql('text')} || CAST(d AS VARCHAR) || ${markSql('textEnd')} END`,
  // NULL for a value that is not among the keys.
  `xlsx_word(s, keys, words) AS list_extract(words, list_position(keys, s))`,
  // Of a list of ids each in its words.
  `xlsx_words(s, keys, words) AS array_to_string(list_transform(string_split(s, ', '),
     lambda one: coalesce(list_extract(words, list_position(keys, one)), one)), ', ')`,
];

/**
 * Defines in a session `xlsx_text`, `xlsx_boolean`, `xlsx_integer` and `xlsx_date`, values as compact cells; `xlsx_word`, what
 * stands for a key, and `xlsx_words`, a list of keys in words.
 */
export async function defineRowMacros(db: DuckDb): Promise<void> {
  for (const macro of MACROS) await db.run(`CREATE OR REPLACE TEMP MACRO ${macro}`);
}

function escapes(value: string): string {
  const codes = [...range(0x00, 0x08), ...range(0x0b, 0x1f), 0xfffe, 0xffff];
  return codes.reduce(
    (sql, code) => `replace(${sql}, chr(${code}), '${escapedCharacter(String.fromCharCode(code))}')`,
    value,
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
