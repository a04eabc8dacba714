import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { perSlice, sliced, type Scratch, type Sliced } from './slices.ts';
import { isUsable } from './source-use.ts';
import { SOURCE_ROWS, STAGINGS } from './staging/catalogue.ts';
import { STG_ACCOUNTS } from './staging/stg-accounts.ts';
import type { SourceRows } from './staging/staging.ts';

/** The accounts and every source's rows, cut into slices by the account. */
export interface Sources {
  readonly accounts: Sliced;
  readonly rows: ReadonlyMap<SourceRows['name'], Sliced>;
}

/**
 * Cuts the accounts and all that is read of the sources into slices by account. Rows that only bear a name are given the id of
 * the account whose name it is first, null where it is none's: the view `<name>_all` of them has `unmatchedName` then.
 */
export async function sliceSources(
  db: DuckDb,
  scratch: Scratch,
  manifest: SnapshotManifest,
): Promise<Sources> {
  const accounts = await sliced(db, scratch, 'accounts', STG_ACCOUNTS, 'accountId');
  const names = await sliced(
    db,
    scratch,
    'names',
    `SELECT accountId, lower(userPrincipalName) AS name FROM accounts`,
    'name',
  );
  const rows = new Map<SourceRows['name'], Sliced>();
  for (const source of SOURCE_ROWS) {
    const select = await withAccounts(db, scratch, { ...source, select: selectOf(source, manifest) }, names);
    rows.set(source.name, await sliced(db, scratch, source.name, select, 'accountId'));
  }
  return { accounts, rows };
}

/** Of a source that was not read, its columns without a row. */
function selectOf({ source, select }: SourceRows, manifest: SnapshotManifest): string {
  return isUsable(manifest, source) ? select : `SELECT * FROM (${select}) WHERE false`;
}

async function withAccounts(
  db: DuckDb,
  scratch: Scratch,
  { name, by, select }: SourceRows,
  names: Sliced,
): Promise<string> {
  if (by === 'accountId') return select;
  const named = await sliced(db, scratch, `${name}_named`, select, 'name');
  await perSlice(
    db,
    scratch,
    `${name}_all`,
    (
      index,
    ) => `SELECT n.accountId, r.* EXCLUDE (name), CASE WHEN n.accountId IS NULL THEN r.name END AS unmatchedName
      FROM (${named.slice(index)}) r LEFT JOIN (${names.slice(index)}) n ON n.name = r.name`,
  );
  return `SELECT * EXCLUDE (unmatchedName) FROM ${name}_all WHERE accountId IS NOT NULL`;
}

/**
 * Makes `stg_accounts` and every staging for the accounts of one slice. The stagings are views: each is read once, as one side of a
 * join, which holds its rows anyway.
 */
export async function stage(db: DuckDb, { accounts, rows }: Sources, index: number): Promise<void> {
  await db.run(`CREATE OR REPLACE TEMP TABLE stg_accounts AS ${accounts.slice(index)}`);
  for (const [name, of] of rows) {
    await db.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${of.slice(index)}`);
  }
  for (const { name, sql } of STAGINGS) await db.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${sql}`);
}

/** Lets go of what `stage` holds in memory. */
export async function dropStaged(db: DuckDb): Promise<void> {
  await db.run(`DROP TABLE IF EXISTS stg_accounts`);
}

/** SQL of how many names of a usage report are no account's. Needs `sliceSources`. */
export function unmatchedNames(source: SourceRows['source']): string {
  const named = SOURCE_ROWS.filter((rows) => rows.source === source && rows.by === 'name');
  const counts = named.map(({ name }) => `(SELECT count(DISTINCT unmatchedName)::DOUBLE FROM ${name}_all)`);
  return counts.join(' + ');
}
