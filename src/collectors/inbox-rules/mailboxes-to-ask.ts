import { z } from 'zod';
import { literal } from '../../duckdb/duckdb.ts';
import type { BatchItem } from '../../graph/batch.ts';
import { mailboxPlans } from '../../snapshot/mailbox-plans.ts';
import type { CollectContext } from '../collector.ts';

const SELECT = '$select=displayName,isEnabled,hasError,actions';

const accountLineSchema = z.object({
  accountId: z.string(),
  userType: z.string().nullish(),
  exchangePlans: z.array(z.object({ id: z.string(), status: z.string().nullable() })),
});

/**
 * Whose rules are asked: first the accounts with a mailbox plan, page by page as the directory arrives; then,
 * once mailbox usage has named them, the mailboxes that have no such plan (shared, rooms, equipment, and
 * people whose mailbox outlives its licence). Guests are never asked: no figure counts them. `expected` grows
 * with what was found.
 */
export async function* mailboxesToAsk(
  context: CollectContext,
  onFound: (mailboxes: number) => void,
): AsyncGenerator<readonly BatchItem[]> {
  const giving = new Set(mailboxPlans(context.tenant.servicePlans, context.config.mailboxPlans).giving);
  for await (const lines of context.accountPages.follow()) {
    const ids = lines.flatMap((line) => {
      const account = accountLineSchema.parse(JSON.parse(line));
      if (account.userType?.toLowerCase() === 'guest') return [];
      return account.exchangePlans.some((plan) => isActive(plan.status) && giving.has(plan.id))
        ? [account.accountId]
        : [];
    });
    onFound(ids.length);
    if (ids.length > 0) yield ids.map(itemOf);
  }
  await Promise.all([context.ended('accounts'), context.ended('mailbox-usage')]);
  for await (const ids of mailboxesWithoutPlan(context, [...giving])) {
    onFound(ids.length);
    yield ids.map(itemOf);
  }
}

/** Capability statuses of a plan that is in force: https://learn.microsoft.com/graph/api/resources/assignedplan */
function isActive(status: string | null): boolean {
  return status === 'Enabled' || status === 'Warning';
}

function itemOf(accountId: string): BatchItem {
  return {
    key: accountId,
    url: `/users/${encodeURIComponent(accountId)}/mailFolders/inbox/messageRules?${SELECT}`,
  };
}

/** Chunks of account ids, read from a list on the disk as they are asked. */
async function* mailboxesWithoutPlan(
  context: CollectContext,
  giving: readonly string[],
): AsyncGenerator<string[]> {
  const { store } = context;
  if (!(await store.holds('mailbox-usage')) || !(await store.holds('accounts'))) return;
  yield* store.listed('mailboxes-without-plan', async (db) => {
    await db.setVariable('giving', giving);
    return `
      SELECT DISTINCT account.accountId
      FROM read_parquet(${literal(store.table('accounts'))}) account
      JOIN read_parquet(${literal(store.table('mailbox-usage'))}) mailbox
        ON lower(mailbox.userPrincipalName) = lower(account.userPrincipalName)
      WHERE NOT coalesce(mailbox.isDeleted, false)
        AND mailbox.recipientType IN ('user', 'shared', 'room', 'equipment')
        AND lower(coalesce(account.userType, '')) <> 'guest'
        AND NOT coalesce(list_bool_or([plan.status IN ('Enabled', 'Warning')
              AND list_contains(getvariable('giving'), plan.id) FOR plan IN account.exchangePlans]), false)`;
  });
}
