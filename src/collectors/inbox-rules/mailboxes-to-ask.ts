import { pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import type { BatchItem } from '../../graph/batch.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import { mailboxPlans } from '../../snapshot/mailbox-plans.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { CollectContext } from '../collector.ts';
import { pathOfRules } from './rules.ts';

/** What names mailboxes, and what they are looked up in. */
export const WAITED_FOR = ['accounts', 'mailbox-usage', 'mailbox-forwarding'] as const satisfies SourceId[];

/**
 * Whose rules are asked: first the accounts with a mailbox plan, page by page as the directory arrives; then,
 * once mailbox usage and Exchange have named them, the mailboxes that have no such plan (shared, rooms, equipment, and
 * people whose mailbox outlives its licence), and whoever could not be followed. `answered` is a file of rows
 * that an earlier run collected: they are not asked again. `onFound` is told how many more there are.
 */
export async function* mailboxesToAsk(
  context: CollectContext,
  answered: string | null,
  onFound: (mailboxes: number) => void,
): AsyncGenerator<readonly BatchItem[]> {
  for await (const ids of context.accountPages.follow()) {
    onFound(ids.length);
    yield ids.map(itemOf);
  }
  await Promise.all(WAITED_FOR.map((id) => context.ended(id)));
  if (!(await context.store.holds('accounts'))) return;
  const isKnown = [context.accountPages.followed, answered].filter((file) => file !== null);
  const { total, chunks } = await context.store.listed('mailboxes-left', (db) =>
    mailboxesLeft(db, context, isKnown),
  );
  onFound(total);
  for await (const ids of chunks) yield ids.map(itemOf);
}

function itemOf(accountId: string): BatchItem {
  return { key: accountId, url: pathOfRules(accountId) };
}

/** RecipientTypeDetails of mailboxes whose rules Graph can tell. */
const KINDS = `('usermailbox', 'linkedmailbox', 'legacymailbox', 'sharedmailbox', 'roommailbox', 'linkedroommailbox', 'equipmentmailbox')`;

/** The accounts with a mailbox, by plan, by the usage report or by Exchange, that no file of `known` names. */
async function mailboxesLeft(
  db: DuckDb,
  { store, tenant, config }: CollectContext,
  known: readonly string[],
): Promise<string> {
  await db.setVariable('giving', mailboxPlans(tenant.servicePlans, config.mailboxPlans).giving);
  const inUsage = (await store.holds('mailbox-usage'))
    ? `SELECT lower(userPrincipalName) AS name FROM ${tableScan(store.table('mailbox-usage'))}
       WHERE NOT coalesce(isDeleted, false) AND recipientType IN ('user', 'shared', 'room', 'equipment')`
    : `SELECT NULL::VARCHAR AS name WHERE false`;
  const inExchange = (await store.holds('mailbox-forwarding'))
    ? `SELECT accountId FROM ${tableScan(store.table('mailbox-forwarding'))} WHERE lower(recipientType) IN ${KINDS}`
    : `SELECT NULL::VARCHAR AS accountId WHERE false`;
  const knownIds = known.map(
    (file) =>
      `SELECT accountId FROM read_json(${pathLiteral(file)}, format = 'newline_delimited', compression = 'gzip', hive_partitioning = false, columns = {'accountId': 'VARCHAR'})`,
  );
  return `
    SELECT DISTINCT account.accountId
    FROM ${tableScan(store.table('accounts'))} account
    LEFT JOIN (SELECT DISTINCT name FROM (${inUsage})) mailbox ON mailbox.name = lower(account.userPrincipalName)
    LEFT JOIN (SELECT DISTINCT accountId FROM (${inExchange})) told ON told.accountId = account.accountId
    ${knownIds.length === 0 ? '' : `ANTI JOIN (${knownIds.join(' UNION ALL ')}) known ON known.accountId = account.accountId`}
    WHERE mailbox.name IS NOT NULL OR told.accountId IS NOT NULL
       OR coalesce(list_bool_or([lower(plan.status) IN ('enabled', 'warning')
            AND list_contains(getvariable('giving'), plan.id) FOR plan IN account.exchangePlans]), false)`;
}
