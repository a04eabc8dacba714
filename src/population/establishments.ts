import type { Config } from '../config/config.ts';
import { identifier, type DuckDb } from '../duckdb/duckdb.ts';
import { foldedPattern } from './folded.ts';

/** How an account's establishment is read: an expression over `accounts` as `a`, and the join it needs. */
export interface EstablishmentSql {
  readonly expression: string;
  readonly join: string;
}

/**
 * The establishment is the attribute's value, or what the pattern's first group captures of it; '' for none.
 * Captures that differ in case alone are one establishment, under the spelling most accounts have.
 */
export async function establishmentSql(
  db: DuckDb,
  establishments: Config['establishments'],
): Promise<EstablishmentSql> {
  const value = `a.${identifier(establishments.attribute)}`;
  if (establishments.pattern === undefined) return { expression: `trimmed(${value})`, join: '' };
  await db.setVariable('establishment_pattern', await foldedPattern(db, establishments.pattern));
  await db.run(`CREATE OR REPLACE MACRO captured(x) AS
    regexp_extract(folded(x), getvariable('establishment_pattern'), 1, 'i')`);
  // Folding keeps the number of characters except in decomposed text, so the capture's place tells its spelling.
  await db.run(`CREATE OR REPLACE MACRO spelled(x) AS trimmed(CASE
    WHEN captured(x) = '' THEN ''
    WHEN folded(substr(x, strpos(folded(x), captured(x)), length(captured(x)))) = captured(x)
      THEN substr(x, strpos(folded(x), captured(x)), length(captured(x)))
    ELSE captured(x) END)`);
  await db.run(`CREATE OR REPLACE TABLE establishment_spellings AS
    SELECT lower(spelling) AS key, first(spelling ORDER BY occurrences DESC, spelling) AS spelling
    FROM (SELECT spelled(${value}) AS spelling, count(*) AS occurrences FROM accounts a GROUP BY 1)
    GROUP BY 1`);
  return {
    expression: `coalesce(e.spelling, '')`,
    join: `LEFT JOIN establishment_spellings e ON e.key = lower(spelled(${value}))`,
  };
}
