import { literal } from '../../duckdb/duckdb.ts';
import type { BatchItem } from '../../graph/batch.ts';
import { mailboxPlans } from '../../snapshot/mailbox-plans.ts';
import type { CollectContext } from '../collector.ts';

const SELECT = '$select=displayName,isEnabled,hasError,actions';

/**
 * Whose rules are asked: first the accounts with a mailbox plan, page by page as the directory arrives; then,
 * once mailbox usage has named them, the mailboxes that have no such plan (shared, rooms, equipment, and
 * people whose mailbox outlives its licence). `onFound` is told how many more there are.
 */
export async function* mailboxesToAsk(
  context: CollectContext,
  onFound: (mailboxes: number) => void,
): AsyncGenerator<readonly BatchItem[]> {
  for await (const ids of context.accountPages.follow()) {
    onFound(ids.length);
    yield ids.map(itemOf);
  }
  await Promise.all([context.ended('accounts'), context.ended('mailbox-usage')]);
  for await (const ids of mailboxesWithoutPlan(context)) {
    onFound(ids.length);
    yield ids.map(itemOf);
  }
}

function itemOf(accountId: string): BatchItem {
  return {
    key: accountId,
    url: `/users/${encodeURIComponent(accountId)}/mailFolders/inbox/messageRules?${SELECT}`,
  };
}

/** Chunks of account ids, read from a list on the disk as they are asked. */
async function* mailboxesWithoutPlan(context: CollectContext): AsyncGenerator<string[]> {
  const { store, tenant, config } = context;
  if (!(await store.holds('mailbox-usage')) || !(await store.holds('accounts'))) return;
  yield* store.listed('mailboxes-without-plan', async (db) => {
    await db.setVariable('giving', mailboxPlans(tenant.servicePlans, config.mailboxPlans).giving);
    return `
      SELECT DISTINCT account.accountId
      FROM read_parquet(${literal(store.table('accounts'))}) account
      JOIN read_parquet(${literal(store.table('mailbox-usage'))}) mailbox
        ON lower(mailbox.userPrincipalName) = lower(account.userPrincipalName)
      WHERE NOT coalesce(mailbox.isDeleted, false)
        AND mailbox.recipientType IN ('user', 'shared', 'room', 'equipment')
        AND NOT coalesce(list_bool_or([lower(plan.status) IN ('enabled', 'warning')
              AND list_contains(getvariable('giving'), plan.id) FOR plan IN account.exchangePlans]), false)`;
  });
}
