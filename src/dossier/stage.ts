import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { perSlice, sliced, toSlice, type Scratch } from './slices.ts';
import { isUsable } from './source-use.ts';
import { SOURCE_ROWS, STAGINGS } from './staging/catalogue.ts';
import { STG_ACCOUNTS } from './staging/stg-accounts.ts';
import type { SourceRows } from './staging/staging.ts';

/**
 * As many names of accounts, and what bears them, as are looked up at once: two columns of each, so that more of them take no
 * more memory than a slice of accounts with all that is joined to it.
 */
const ACCOUNT_SLICES_AT_ONCE = 3;

/**
 * Cuts the accounts and all that is read of the sources into slices by account, and makes the view of every staging over the slice
 * at hand. Rows that only bear a name are given the id of the account whose name it is first, null where it is none's: the view
 * `<name>_all` of them has `unmatchedName` then.
 *
 * @returns a query of the accounts of the slice at hand
 */
export async function createStagings(
  db: DuckDb,
  scratch: Scratch,
  manifest: SnapshotManifest,
): Promise<string> {
  const accounts = await sliced(db, scratch, 'accounts', STG_ACCOUNTS, 'accountId');
  const byName = { ...scratch, slices: Math.ceil(scratch.slices / ACCOUNT_SLICES_AT_ONCE) };
  const names = await sliced(
    db,
    byName,
    'names',
    `SELECT accountId, lower(userPrincipalName) AS name FROM accounts`,
    'name',
  );
  const rows = new Map<SourceRows['name'], string>();
  for (const source of SOURCE_ROWS) {
    const select = await withAccounts(db, byName, { ...source, select: selectOf(source, manifest) }, names);
    rows.set(source.name, await sliced(db, scratch, source.name, select, 'accountId'));
  }
  await toSlice(db, 0);
  await db.run(`CREATE OR REPLACE TEMP TABLE stg_accounts AS SELECT * FROM (${accounts}) WHERE false`);
  // Views: each is read once, as one side of a join, which holds its rows anyway.
  for (const [name, select] of rows) await db.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${select}`);
  for (const { name, sql } of STAGINGS) await db.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${sql}`);
  return accounts;
}

/** Of a source that was not read, its columns without a row. */
function selectOf({ source, select }: SourceRows, manifest: SnapshotManifest): string {
  return isUsable(manifest, source) ? select : `SELECT * FROM (${select}) WHERE false`;
}

async function withAccounts(
  db: DuckDb,
  scratch: Scratch,
  { name, by, select }: SourceRows,
  names: string,
): Promise<string> {
  if (by === 'accountId') return select;
  const named = await sliced(db, scratch, `${name}_named`, select, 'name');
  await perSlice(
    db,
    scratch,
    `${name}_all`,
    `SELECT n.accountId, r.* EXCLUDE (name), CASE WHEN n.accountId IS NULL THEN r.name END AS unmatchedName
      FROM (${named}) r LEFT JOIN (${names}) n ON n.name = r.name`,
  );
  return `SELECT * EXCLUDE (unmatchedName) FROM ${name}_all WHERE accountId IS NOT NULL`;
}

/** Turns to the accounts of one slice: `stg_accounts`, and the views of `createStagings`, hold what is theirs. */
export async function stage(db: DuckDb, accounts: string, index: number): Promise<void> {
  await toSlice(db, index);
  await db.run(`CREATE OR REPLACE TEMP TABLE stg_accounts AS ${accounts}`);
}

/** Lets go of what `stage` holds in memory. */
export async function dropStaged(db: DuckDb): Promise<void> {
  await db.run(`DROP TABLE IF EXISTS stg_accounts`);
}

/** SQL of how many names of a usage report are no account's. Needs `createStagings`. */
export function unmatchedNames(source: SourceRows['source']): string {
  const named = SOURCE_ROWS.filter((rows) => rows.source === source && rows.by === 'name');
  const counts = named.map(({ name }) => `(SELECT count(DISTINCT unmatchedName)::DOUBLE FROM ${name}_all)`);
  return counts.join(' + ');
}
