import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { BatchItem } from '../../graph/batch.ts';
import type { GraphFailure } from '../../graph/graph-failure.ts';
import { tableScan } from '../../snapshot/check-table.ts';
import { pagesScan } from '../../snapshot/pages-scan.ts';
import { mailboxPlans } from '../../snapshot/mailbox-plans.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import type { CollectContext } from '../collector.ts';
import { drawnFrom } from '../drawn.ts';
import type { DenialGate } from './denial-gate.ts';
import { pathOfRules } from './rules.ts';

/** What names mailboxes, and what they are looked up in. */
export const WAITED_FOR = ['accounts', 'mailbox-usage', 'mailbox-forwarding'] as const satisfies SourceId[];

/** Who is told how many mailboxes there are to ask. */
export interface Expecting {
  /** So many more. */
  found(mailboxes: number): void;
  /** So many beyond those that were answered, and no others. */
  left(mailboxes: number): void;
  /** No more than a sample of so many is asked. */
  drawnFrom(mailboxes: number): void;
}

/** The mailboxes to ask, and how they were answered. */
export interface Asking {
  /** The rows that are kept: null where there are none. */
  readonly answered: () => string | null;
  readonly gate: DenialGate;
  readonly expecting: Expecting;
  /** Why nobody more is asked, when all of the second wave's first ones denied too. */
  readonly refusal: () => GraphFailure;
}

/**
 * Whose rules are asked: first the accounts with a mailbox plan, page by page as the directory arrives; then,
 * once mailbox usage and Exchange have named them, the mailboxes that have no such plan (shared, rooms, equipment, and
 * people whose mailbox outlives its licence), and whoever could not be followed; those are spread by a hash of their id.
 * Rows that an earlier run collected are not asked again, but for those that it gave up. Where the first 200 denied, everybody else waits for the
 * directory, and 200 that are spread over it tell whether any is open. Throws `refusal` where none is.
 */
export async function* mailboxesToAsk(
  context: CollectContext,
  { answered, gate, expecting, refusal }: Asking,
): AsyncGenerator<readonly BatchItem[]> {
  if (context.sample !== null) {
    yield* drawnMailboxes(context, { answered, gate, expecting, refusal });
    return;
  }
  const before = answered();
  for await (const ids of gate.through(counted(context, expecting)))
    yield ids.map((id) => itemOf(id, context));
  const { isShut } = gate;
  await Promise.all(WAITED_FOR.map((id) => context.ended(id)));
  if (!(await context.store.holds('accounts'))) return;
  // Where the gate is shut no answer is on its way, and not all that were followed were asked.
  const known = isShut ? [answered()] : [context.accountPages.followed, before];
  const { total, chunks } = await context.store.listed('mailboxes-left', (db) =>
    mailboxesLeft(
      db,
      context,
      known.filter((file) => file !== null),
    ),
  );
  if (isShut) expecting.left(total);
  else expecting.found(total);
  gate.again();
  for await (const ids of gate.through(chunks)) yield ids.map((id) => itemOf(id, context));
  if (gate.isShut) throw refusal();
}

/** Of a pilot: nobody before all are known that there are. Throws `refusal` as `mailboxesToAsk`. */
async function* drawnMailboxes(
  context: CollectContext,
  { answered, gate, expecting, refusal }: Asking,
): AsyncGenerator<readonly BatchItem[]> {
  await Promise.all(WAITED_FOR.map((id) => context.ended(id)));
  if (!(await context.store.holds('accounts'))) return;
  const before = answered();
  let inAll = 0;
  const { total, chunks } = await context.store.listed('mailboxes-left', async (db) => {
    inAll = await countOf(db, await mailboxesOf(db, context));
    return mailboxesLeft(db, context, before === null ? [] : [before]);
  });
  expecting.drawnFrom(inAll);
  expecting.found(total);
  for await (const ids of gate.through(chunks)) yield ids.map((id) => itemOf(id, context));
  if (gate.isShut) throw refusal();
}

async function countOf(db: DuckDb, query: string): Promise<number> {
  const counted = z.object({ total: z.number() });
  return (await db.row(`SELECT count(*)::DOUBLE AS total FROM (${query})`, counted)).total;
}

async function* counted(context: CollectContext, expecting: Expecting): AsyncGenerator<string[]> {
  for await (const ids of context.accountPages.follow()) {
    expecting.found(ids.length);
    yield ids;
  }
}

function itemOf(accountId: string, { leavesOut }: CollectContext): BatchItem {
  return { key: accountId, url: pathOfRules(accountId, leavesOut.has('inbox-rules/rules')) };
}

/** RecipientTypeDetails of mailboxes whose rules Graph can tell. */
const KINDS = `('usermailbox', 'linkedmailbox', 'legacymailbox', 'sharedmailbox', 'roommailbox', 'linkedroommailbox', 'equipmentmailbox')`;

/** The accounts with a mailbox (of a pilot, those that are drawn) that no file of `known` names. */
async function mailboxesLeft(db: DuckDb, context: CollectContext, known: readonly string[]): Promise<string> {
  const knownIds = known.map(
    (file) =>
      `SELECT accountId FROM ${pagesScan(file, { accountId: 'VARCHAR', outcome: 'VARCHAR' })} WHERE outcome IS DISTINCT FROM 'gave-up'`,
  );
  return `
    SELECT mailbox.accountId FROM (${drawnFrom(await mailboxesOf(db, context), context.sample)}) mailbox
    ${knownIds.length === 0 ? '' : `ANTI JOIN (${knownIds.join(' UNION ALL ')}) known ON known.accountId = mailbox.accountId`}
    ORDER BY md5(mailbox.accountId), mailbox.accountId`;
}

/** The accounts with a mailbox, by plan, by the usage report or by Exchange. */
async function mailboxesOf(db: DuckDb, { store, tenant, config }: CollectContext): Promise<string> {
  await db.setVariable('giving', mailboxPlans(tenant.servicePlans, config.mailboxPlans).giving);
  const inUsage = (await store.holds('mailbox-usage'))
    ? `SELECT lower(userPrincipalName) AS name FROM ${tableScan(store.table('mailbox-usage'))}
       WHERE NOT coalesce(isDeleted, false) AND recipientType IN ('user', 'shared', 'room', 'equipment')`
    : `SELECT NULL::VARCHAR AS name WHERE false`;
  const inExchange = (await store.holds('mailbox-forwarding'))
    ? `SELECT accountId FROM ${tableScan(store.table('mailbox-forwarding'))} WHERE lower(recipientType) IN ${KINDS}`
    : `SELECT NULL::VARCHAR AS accountId WHERE false`;
  return `
    SELECT DISTINCT account.accountId
    FROM ${tableScan(store.table('accounts'))} account
    LEFT JOIN (SELECT DISTINCT name FROM (${inUsage})) mailbox ON mailbox.name = lower(account.userPrincipalName)
    LEFT JOIN (SELECT DISTINCT accountId FROM (${inExchange})) told ON told.accountId = account.accountId
    WHERE mailbox.name IS NOT NULL OR told.accountId IS NOT NULL
       OR coalesce(list_bool_or([lower(plan.status) IN ('enabled', 'warning')
            AND list_contains(getvariable('giving'), plan.id) FOR plan IN account.exchangePlans]), false)`;
}
