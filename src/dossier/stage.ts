import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { JOIN_STEPS, JOINED } from './dossier-select.ts';
import { perSlice, sliced, type Scratch, type Sliced } from './slices.ts';
import { isUsable } from './source-use.ts';
import { SOURCE_ROWS } from './staging/catalogue.ts';
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
  for (const source of SOURCE_ROWS.filter(({ by }) => by === 'accountId')) {
    const select = selectOf(source, manifest);
    rows.set(source.name, await sliced(db, scratch, source.name, select, 'accountId'));
  }
  const named = await withAccounts(db, scratch, manifest, names);
  for (const { name } of NAMED_ROWS) {
    rows.set(name, { slice: (index) => `SELECT * FROM (${named.slice(index)}) WHERE kindOfRows = '${name}'` });
  }
  return { accounts, rows };
}

const NAMED_ROWS = SOURCE_ROWS.filter(({ by }) => by === 'name');

/** Of a source that was not read, its columns without a row. */
function selectOf({ source, select }: SourceRows, manifest: SnapshotManifest): string {
  return isUsable(manifest, source) ? select : `SELECT * FROM (${select}) WHERE false`;
}

/** All rows that bear a name, of every source side by side, given their accounts in one pass; those of an account, in slices. */
async function withAccounts(
  db: DuckDb,
  scratch: Scratch,
  manifest: SnapshotManifest,
  names: Sliced,
): Promise<Sliced> {
  const parts: Sliced[] = [];
  for (const source of NAMED_ROWS) {
    const select = `SELECT '${source.name}' AS kindOfRows, * FROM (${selectOf(source, manifest)})`;
    parts.push(await sliced(db, scratch, `${source.name}_named`, select, 'name'));
  }
  await perSlice(
    db,
    scratch,
    'named_rows',
    (
      index,
    ) => `SELECT n.accountId, r.* EXCLUDE (name), CASE WHEN n.accountId IS NULL THEN r.name END AS unmatchedName
      FROM (${parts.map((part) => part.slice(index)).join(' UNION ALL BY NAME ')}) r
      LEFT JOIN (${names.slice(index)}) n ON n.name = r.name`,
  );
  for (const { name } of NAMED_ROWS) {
    await db.run(
      `CREATE OR REPLACE VIEW ${name}_all AS SELECT * FROM named_rows WHERE kindOfRows = '${name}'`,
    );
  }
  const ofAccounts = `SELECT * EXCLUDE (unmatchedName) FROM named_rows WHERE accountId IS NOT NULL`;
  return sliced(db, scratch, 'named_of_accounts', ofAccounts, 'accountId');
}

/**
 * Stages the accounts of one slice, subject by subject, and joins them to what is staged: one aggregate or a few joins at a
 * time, over tables as small as a slice. Makes the table that `DOSSIER_SELECT` reads.
 */
export async function stage(db: DuckDb, { accounts, rows }: Sources, index: number): Promise<void> {
  await db.run(`CREATE OR REPLACE TEMP TABLE stg_accounts AS ${accounts.slice(index)}`);
  for (const [name, of] of rows) {
    await db.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${of.slice(index)}`);
  }
  for (const { name, stagings, sql, lastRead } of JOIN_STEPS) {
    for (const staging of stagings)
      await db.run(`CREATE OR REPLACE TEMP TABLE ${staging.name} AS ${staging.sql}`);
    await db.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`);
    for (const read of lastRead) await db.run(`DROP TABLE ${read}`);
  }
}

/** Lets go of what `stage` holds in memory. */
export async function dropStaged(db: DuckDb): Promise<void> {
  await db.run(`DROP TABLE IF EXISTS stg_accounts`);
  await db.run(`DROP TABLE IF EXISTS ${JOINED}`);
}

/** SQL of how many names of a usage report are no account's. Needs `sliceSources`. */
export function unmatchedNames(source: SourceRows['source']): string {
  const named = SOURCE_ROWS.filter((rows) => rows.source === source && rows.by === 'name');
  const counts = named.map(({ name }) => `(SELECT count(DISTINCT unmatchedName)::DOUBLE FROM ${name}_all)`);
  return counts.join(' + ');
}
