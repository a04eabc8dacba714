import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../../config/config.ts';
import { makePrivateFolder } from '../../../disk/private-folder.ts';
import { identifier, type DuckDb } from '../../../duckdb/duckdb.ts';
import { rosterKeyExpression } from '../../../population/roster.ts';
import { unmatchedFile } from '../../../situation/findings-tables.ts';
import { writeTable } from '../../write-table.ts';

type Key = NonNullable<Config['roster']>['key'];

/** Of the same person, most likely: one or two letters off, or the parts of the name in another order. */
const NEAR = 0.93;
/** Letters that two keys must begin or end with alike to be held against each other. */
const SHARED = 4;
/** A beginning that so many keys share, as that of numbers, tells nothing. */
const MOST_SHARING = 5_000;

/**
 * Writes the lines of the roster that match no account, with the account whose key is nearest, as `unmatchedFile`; where there
 * are none, takes away the one of an earlier assessment. Needs the table `roster` and the view `accounts`, read whole.
 *
 * @param key the roster's; null where there is no roster, or not every account was read
 */
export async function writeUnmatchedLines(db: DuckDb, auditFolder: string, key: Key | null): Promise<void> {
  const file = unmatchedFile(auditFolder);
  await rm(file, { force: true });
  if (key === null || !(await createUnmatched(db, key))) return;
  await makePrivateFolder(dirname(file));
  await createNearest(db);
  await writeTable(
    db,
    `SELECT line, writtenKey AS key, nullif(category, '') AS category, nullif(establishment, '') AS establishment,
       nearestKey, nearestUserPrincipalName, nearestDisplayName
     FROM roster_unmatched LEFT JOIN roster_nearest USING (line) ORDER BY line`,
    file,
  );
  for (const table of ['roster_unmatched', 'roster_keys', 'roster_nearest'])
    await db.run(`DROP TABLE ${table}`);
}

/** Whether there is any. */
async function createUnmatched(db: DuckDb, key: Key): Promise<boolean> {
  await db.run(
    `CREATE OR REPLACE MACRO key_stem(key) AS regexp_replace(split_part(key, '@', 1), '[^a-z0-9]', '', 'g')`,
  );
  await db.run(`CREATE OR REPLACE MACRO key_parts(key) AS
    array_to_string(list_sort(regexp_extract_all(split_part(key, '@', 1), '[a-z0-9]+')), ' ')`);
  await db.run(`CREATE OR REPLACE TABLE roster_unmatched AS
    SELECT line, writtenKey, category, establishment, key_stem(key) AS stem, key_parts(key) AS parts FROM roster r
    WHERE key = '' OR NOT EXISTS (SELECT 1 FROM accounts a WHERE ${rosterKeyExpression(key)} = r.key)`);
  const { lines } = await db.row(
    'SELECT count(*)::DOUBLE AS lines FROM roster_unmatched',
    z.object({ lines: z.number() }),
  );
  if (lines === 0) return false;
  await db.run(`CREATE OR REPLACE TABLE roster_keys AS
    SELECT a.${identifier(key)} AS nearestKey, a.userPrincipalName AS nearestUserPrincipalName,
      a.displayName AS nearestDisplayName, key_stem(k) AS stem, key_parts(k) AS parts
    FROM (SELECT *, ${rosterKeyExpression(key)} AS k FROM accounts a) a WHERE k <> ''`);
  return true;
}

/** Only keys that share their beginning, their end or all their parts are compared: each line with few accounts. */
async function createNearest(db: DuckDb): Promise<void> {
  const sharing = (block: string): string => `
    SELECT u.line, k.*, jaro_winkler_similarity(u.stem, k.stem) AS similarity
    FROM roster_unmatched u JOIN roster_keys k ON ${block.replaceAll('?', 'u')} = ${block.replaceAll('?', 'k')}
    JOIN (SELECT ${block.replaceAll('?', 'k')} AS block FROM roster_keys k GROUP BY block HAVING count(*) <= ${MOST_SHARING}) b
      ON b.block = ${block.replaceAll('?', 'u')}
    WHERE length(u.stem) >= ${SHARED}`;
  await db.run(`CREATE OR REPLACE TABLE roster_nearest AS
    SELECT * EXCLUDE (stem, parts, similarity) FROM (
      ${sharing(`left(?.stem, ${SHARED})`)}
      UNION ALL ${sharing(`right(?.stem, ${SHARED})`)}
      UNION ALL SELECT * REPLACE (1.0 AS similarity) FROM (${sharing('?.parts')}))
    WHERE similarity >= ${NEAR}
    QUALIFY row_number() OVER (PARTITION BY line ORDER BY similarity DESC, nearestUserPrincipalName) = 1`);
}
