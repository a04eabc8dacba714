import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';

/**
 * Creates the SQL macros that texts are compared with:
 * `folded(x)`: without case and accents, typographic and plain apostrophes one, null as '';
 * `trimmed(x)`: without the spaces around it, no-break ones too, null as ''.
 */
export async function createTextMacros(db: DuckDb): Promise<void> {
  await db.run(
    `CREATE OR REPLACE MACRO folded(x) AS strip_accents(lower(replace(coalesce(x, ''), '’', '''')))`,
  );
  await db.run(
    `CREATE OR REPLACE MACRO trimmed(x) AS trim(coalesce(x, ''), concat(' ', chr(9), chr(10), chr(13), chr(160)))`,
  );
}

/**
 * A pattern made to match folded text, with option 'i'. Its letters are not lower-cased: `\S` is not `\s`.
 */
export async function foldedPattern(db: DuckDb, pattern: string): Promise<string> {
  const { text } = await db.row(
    `SELECT strip_accents(replace($pattern::VARCHAR, '’', '''')) AS text`,
    z.object({ text: z.string() }),
    { pattern },
  );
  return text;
}
