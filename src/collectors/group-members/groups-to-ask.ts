import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { policyRowSchema } from '../../enforcement/policy-schema.ts';
import { policyScopes } from '../../enforcement/policy-scope.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { CollectContext } from '../collector.ts';

/** A group to ask for, and who named it. */
export interface GroupToAsk {
  readonly ref: string;
  /** One that a policy or a role names may be gone since, or be no group: it has no members then. */
  readonly namedBy: 'config' | 'policy' | 'mail-flow' | 'role';
}

/**
 * Every group whose members matter, each once, as soon as the source that names it has ended: the config's, those of
 * Conditional Access policies, the senders of mail-flow rules, and whoever holds a role without being an account.
 */
export async function* groupsToAsk(context: CollectContext): AsyncGenerator<GroupToAsk> {
  const seen = new Set<string>();
  const once = function* (refs: readonly string[], namedBy: GroupToAsk['namedBy']): Generator<GroupToAsk> {
    for (const ref of refs) {
      if (seen.has(ref)) continue;
      seen.add(ref);
      yield { ref, namedBy };
    }
  };
  yield* once(context.groups, 'config');
  yield* once(await whenEnded(context, ['mfa-policies'], groupsOfPolicies), 'policy');
  yield* once(await whenEnded(context, ['mail-flow'], groupsOfMailFlow), 'mail-flow');
  yield* once(await whenEnded(context, ['role-assignments', 'accounts'], holdersOfRoles), 'role');
}

type Refs = (db: DuckDb, scan: (source: SourceId) => string) => Promise<string[]>;

/** None where one of the sources was not read: what it would have named is told by its own gap. */
async function whenEnded(
  { ended, store }: CollectContext,
  sources: readonly SourceId[],
  refs: Refs,
): Promise<string[]> {
  for (const source of sources) {
    await ended(source);
    if (!(await store.holds(source))) return [];
  }
  return store.withDuckDb((db) => refs(db, (source) => tableScan(store.table(source))));
}

async function groupsOfPolicies(db: DuckDb, scan: (source: SourceId) => string): Promise<string[]> {
  const rows = await db.rows(`SELECT * FROM ${scan('mfa-policies')} ORDER BY policyId`, policyRowSchema);
  const scopes = policyScopes(rows).filter(({ state }) => state !== 'disabled');
  return scopes.flatMap(({ included, excluded }) => [...included.groups, ...excluded.groups]);
}

const refSchema = z.object({ ref: z.string() });

async function groupsOfMailFlow(db: DuckDb, scan: (source: SourceId) => string): Promise<string[]> {
  const rows = await db.rows(
    `SELECT min(ref) AS ref FROM (
       SELECT unnest(list_concat(coalesce(senderGroups, []), coalesce(exceptSenderGroups, []))) AS ref FROM ${scan('mail-flow')}
     ) WHERE ref IS NOT NULL GROUP BY lower(trim(ref)) ORDER BY ref`,
    refSchema,
  );
  return rows.map(({ ref }) => ref).filter((ref) => ref !== '');
}

async function holdersOfRoles(db: DuckDb, scan: (source: SourceId) => string): Promise<string[]> {
  const rows = await db.rows(
    `SELECT DISTINCT lower(principalId) AS ref FROM ${scan('role-assignments')} r
     WHERE principalId IS NOT NULL
       AND lower(principalId) NOT IN (SELECT lower(accountId) FROM ${scan('accounts')} WHERE accountId IS NOT NULL)
     ORDER BY ref`,
    refSchema,
  );
  return rows.map(({ ref }) => ref);
}
