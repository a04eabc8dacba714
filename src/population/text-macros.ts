import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import { NAME_KEY_SQL, replacedAny, withPlainApostrophes } from './name-key.ts';

/** Spaces that are not the plain one; what PowerPoint, Word and web pages put between words. */
const SPACES = [9, 10, 13, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202]
  .concat([8232, 8233, 8239, 8287, 12288])
  .map((code) => String.fromCodePoint(code))
  .join('');

/** SQL: the text with plain apostrophes and spaces, of as many characters. */
function withPlainMarks(sql: string): string {
  return replacedAny(withPlainApostrophes(sql), SPACES, ' ');
}

const FOLDED = `strip_accents(lower(${withPlainMarks(`coalesce(x, '')`)}))`;

/**
 * SQL of `folded`, which only lower-cases what matches `plain` as a whole: names in ASCII, nearly all that a tenant holds, take a
 * sixth of the time so.
 */
function orLowerCase(plain: string, folded: string): string {
  return `CASE WHEN regexp_matches(coalesce(x, ''), '^${plain}$') THEN lower(coalesce(x, '')) ELSE ${folded} END`;
}

/**
 * Creates the SQL macros that texts are compared with; null is as '':
 * `normalised(x)`: without case and accents, apostrophes and spaces plain ones; of as many characters, unless decomposed;
 * `matched(x)`: the same without spaces around it, two spaces as one: what patterns and keys of a roster are held against;
 * `name_key(x)`: what the writings of one name have in common (`nameKey`);
 * `trimmed(x)`: as it is, without the spaces around it, no-break ones too.
 */
export async function createTextMacros(db: DuckDb): Promise<void> {
  await db.run(`CREATE OR REPLACE MACRO normalised(x) AS ${orLowerCase('[ !-_a-~]*', FOLDED)}`);
  await db.run(
    `CREATE OR REPLACE MACRO matched(x) AS ${orLowerCase('([!-_a-~]+( [!-_a-~]+)*)?', `trim(regexp_replace(${FOLDED}, '  +', ' ', 'g'))`)}`,
  );
  await db.run(`CREATE OR REPLACE MACRO name_key(x) AS ${NAME_KEY_SQL}`);
  // A class of a regular expression: `trim` with so many characters takes three times as long.
  await db.run(
    `CREATE OR REPLACE MACRO trimmed(x) AS regexp_replace(coalesce(x, ''), '^[ ${SPACES}]+|[ ${SPACES}]+$', '', 'g')`,
  );
}

/**
 * A pattern made to match normalised text, with option 'i'. Its letters are not lower-cased: `\S` is not `\s`.
 */
export async function normalisedPattern(db: DuckDb, pattern: string): Promise<string> {
  const { text } = await db.row(
    `SELECT strip_accents(${withPlainMarks('$pattern::VARCHAR')}) AS text`,
    z.object({ text: z.string() }),
    { pattern },
  );
  return text;
}
