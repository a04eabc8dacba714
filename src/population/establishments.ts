import type { Config } from '../config/config.ts';
import { identifier, type DuckDb } from '../duckdb/duckdb.ts';
import { normalisedPattern } from './text-macros.ts';

/**
 * SQL expression, over `accounts` as `a`, of the establishment as the account writes it: the attribute's value, or what the
 * pattern's first group captures of it; '' for none.
 */
export async function writtenEstablishment(
  db: DuckDb,
  establishments: Config['establishments'],
): Promise<string> {
  const value = `a.${identifier(establishments.attribute)}`;
  if (establishments.pattern === undefined) return `trimmed(${value})`;
  await db.setVariable('establishment_pattern', await normalisedPattern(db, establishments.pattern));
  await db.run(`CREATE OR REPLACE MACRO captured(x) AS
    regexp_extract(normalised(x), getvariable('establishment_pattern'), 1, 'i')`);
  // Folding keeps the number of characters except in decomposed text, so the capture's place tells its spelling.
  await db.run(`CREATE OR REPLACE MACRO spelled(x) AS trimmed(CASE
    WHEN captured(x) = '' THEN ''
    WHEN normalised(substr(x, strpos(normalised(x), captured(x)), length(captured(x)))) = captured(x)
      THEN substr(x, strpos(normalised(x), captured(x)), length(captured(x)))
    ELSE captured(x) END)`);
  return `spelled(${value})`;
}

/**
 * Makes the tables `establishment_writings` (`written`, `accounts`, `key`) and `establishment_names` (`key`, `name`, `writings`:
 * how often it is written how): writings that differ in case, apostrophes, spaces or Unicode form alone are one establishment,
 * under the name that most accounts write (of equally many, the first by code points). What no account writes, a roster may.
 *
 * @param written a query of the column `written`, one row per account
 * @param others queries of the column `written`, of what is written elsewhere
 */
export async function createEstablishmentNames(
  db: DuckDb,
  written: string,
  others: readonly string[],
): Promise<void> {
  const elsewhere = others.map((query) => `UNION ALL SELECT written, 0 AS n FROM (${query})`);
  await db.run(`CREATE OR REPLACE TABLE establishment_writings AS
    SELECT written, accounts, name_key(written) AS key FROM (
      SELECT written, sum(n)::BIGINT AS accounts FROM (SELECT written, 1 AS n FROM (${written}) ${elsewhere.join(' ')})
      GROUP BY written)`);
  await db.run(`CREATE OR REPLACE TABLE establishment_names AS
    SELECT key, first(written ORDER BY accounts DESC, written) AS name,
      list({'text': written, 'accounts': accounts} ORDER BY accounts DESC, written) AS writings
    FROM establishment_writings GROUP BY key`);
}
