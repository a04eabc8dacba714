import type { SnapshotStore } from '../../snapshot/snapshot-store.ts';
import type { TenantFacts } from './tenant-facts.ts';

/** The tenant's one row. */
export async function writeTenantTable(store: SnapshotStore, facts: TenantFacts): Promise<void> {
  const file = await store.spool('tenant');
  await file.appendRows([facts], null);
  await store.seal('tenant', file, null);
}
