import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import { createEnforcement } from '../../enforcement/create-enforcement.ts';
import { enforcementSelect } from '../../enforcement/enforcement.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import { pagesScan } from '../../snapshot/pages-scan.ts';
import type { SnapshotStore } from '../../snapshot/snapshot-store.ts';
import { TABLES, type SourceId } from '../../snapshot/tables.ts';
import { drawnFrom } from '../drawn.ts';
import { z } from 'zod';

/** Bounds the memory, of which collectors have little. */
const ACCOUNTS_PER_SLICE = 50_000;

const NEEDED = [
  'accounts',
  'mfa-policies',
  'role-assignments',
  'group-members',
  'mfa-registrations',
  'per-user-mfa',
] as const;

export interface AccountsLeft {
  /** Of their ids. */
  readonly query: string;
  /** Those that an earlier run asked included, and those that a pilot does not ask. */
  readonly inAll: number;
}

/**
 * A query of the enabled members, and of guests who administer, whom neither a policy nor the security defaults cover for certain, but for those that
 * the file `answered` of an earlier run holds; of a pilot, no more than `sample` of them, drawn by a hash of their id. A group without a member in the snapshot may be one that was not read.
 */
export async function accountsLeft(
  db: DuckDb,
  store: SnapshotStore,
  answered: string | null,
  sample: number | null,
): Promise<AccountsLeft> {
  const held = new Set<SourceId>();
  for (const id of NEEDED) {
    if (await store.holds(id)) held.add(id);
    await db.run(
      `CREATE OR REPLACE VIEW ${identifier(id)} AS ${held.has(id) ? scanOf(store, id) : nothingOf(id)}`,
    );
  }
  const unreadGroups = held.has('group-members') ? await groupsWithoutMember(db) : 'all';
  await createEnforcement(db, {
    policies: true,
    roles: held.has('role-assignments'),
    unreadGroups,
  });
  const { accounts } = await db.row(
    `SELECT count(*)::DOUBLE AS accounts FROM accounts`,
    z.object({ accounts: z.number() }),
  );
  const slices = Math.max(1, Math.ceil(accounts / ACCOUNTS_PER_SLICE));
  await db.run(`CREATE OR REPLACE TABLE accounts_left (accountId VARCHAR)`);
  for (let slice = 0; slice < slices; slice += 1) {
    const among = `hash(accountId) % ${slices} = ${slice}`;
    await db.run(`INSERT INTO accounts_left SELECT DISTINCT accountId
      FROM (${enforcementSelect((id) => held.has(id), among)})
      WHERE accountEnabled AND (NOT isGuest OR mfaAdministrator) AND coalesce(enforcement, 'none') = 'none'`);
  }
  const { inAll } = await db.row(
    `SELECT count(*)::DOUBLE AS "inAll" FROM accounts_left`,
    z.object({ inAll: z.number() }),
  );
  const drawn = drawnFrom('SELECT accountId FROM accounts_left', sample);
  if (answered === null) return { query: drawn, inAll };
  const known = pagesScan(answered, { accountId: 'VARCHAR' });
  return {
    query: `SELECT l.accountId FROM (${drawn}) l ANTI JOIN ${known} known ON known.accountId = l.accountId`,
    inAll,
  };
}

function scanOf(store: SnapshotStore, id: SourceId): string {
  const columns = Object.keys(TABLES[id]).map(identifier);
  return `SELECT ${columns.join(', ')} FROM ${tableScan(store.table(id))}`;
}

function nothingOf(id: SourceId): string {
  const columns = Object.entries<string>(TABLES[id]).map(
    ([name, type]) => `NULL::${type} AS ${identifier(name)}`,
  );
  return `SELECT ${columns.join(', ')} WHERE false`;
}

async function groupsWithoutMember(db: DuckDb): Promise<string[]> {
  const rows = await db.rows(
    `SELECT DISTINCT lower(id) AS id FROM (
       SELECT unnest(regexp_extract_all(conditions, '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}')) AS id
       FROM "mfa-policies")
     WHERE lower(id) NOT IN (SELECT lower(groupId) FROM "group-members" WHERE groupId IS NOT NULL)`,
    z.object({ id: z.string() }),
  );
  return rows.map(({ id }) => id);
}
