import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { exchangeReader } from '../../grants/grant.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import type { PageFile } from '../../snapshot/page-file.ts';
import { PartlyCollected, type Collected, type CollectContext, type Collector } from '../collector.ts';
import { mostFor, refuseEndless } from '../endless.ts';
import { failureOfWalk } from '../failure-of-walk.ts';
import { oddRecords, unlessOdd } from '../fields.ts';
import { missOf, toldOf } from '../miss-of.ts';
import { PageWalk } from '../page-walk.ts';
import { lookUpAddresses } from '../recipient-lookup.ts';
import { collectFromExport } from './collect-from-export.ts';
import { namedRow, withoutForwarding } from './forwarding-row.ts';
import { callOn, chooseRoad, ROAD_NAMES } from './mailbox-roads.ts';
import { resolveRecipients } from './recipients.ts';
import { mailboxLines, resolvedLines, sealForwarding, type SealedForwarding } from './seal-forwarding.ts';

const ID = 'mailbox-forwarding';

/** Forwarding that is set on the mailbox itself, and the kind of every mailbox, as Exchange Online or an export tells. */
export const mailboxForwarding: Collector<typeof ID> = {
  id: ID,
  grants: exchangeReader('View-Only Recipients'),
  collect: async (context): Promise<Collected<typeof ID>> => {
    const { forwardingExport } = context;
    const file = await context.store.pageFile(ID);
    if (forwardingExport !== null) return collectFromExport(context, file, forwardingExport);
    const { broken, obstacle, warning, odd } = await walkMailboxes(context, file);
    if (file.rows === 0) throw broken ?? obstacle ?? oddRecords('Get-Mailbox', odd) ?? noMailboxes();
    const { sealed, unresolved } = await sealResolved(context, file);
    const failure = broken ?? obstacle;
    if (failure !== null) {
      const total = broken === null ? 0 : ((await context.accountTotal) ?? 0);
      throw new PartlyCollected({ read: sealed.rows, expected: Math.max(total, sealed.rows) }, failure);
    }
    return {
      read: sealed.rows,
      expected: sealed.rows,
      ...unasked(unresolved),
      ...untold(leavesForwarding(context) ? { ...sealed, untold: 0 } : sealed, { warning, odd }),
    };
  },
};

/** The mailboxes are asked to know of what kind they are, and for nothing else. */
function leavesForwarding({ leavesOut }: CollectContext): boolean {
  return leavesOut.has('mailbox-forwarding/forwarding');
}

function unasked(unresolved: GraphFailure | null): Pick<Collected<typeof ID>, 'misses' | 'grants'> {
  if (unresolved === null) return {};
  const { grants } = mailboxForwarding;
  const isRefused = unresolved.kind === 'refused';
  return {
    misses: [missOf('recipient-addresses', unresolved, { grants })],
    ...(isRefused ? { grants } : {}),
  };
}

function untold(
  { rows, untold: count }: SealedForwarding,
  { warning, odd }: Pick<WalkEnd, 'warning' | 'odd'>,
): Pick<Collected, 'shortfall'> {
  const left = oddRecords('Get-Mailbox', odd);
  if (left !== null) return { shortfall: { reason: 'error', ...toldOf(left) } };
  if (warning !== null) return { shortfall: { reason: 'not-read', detail: `Get-Mailbox: ${warning}` } };
  if (count === 0) return {};
  const detail = `${count} of ${rows} mailboxes came without their forwarding`;
  return { shortfall: { reason: 'not-read', detail, lacks: { kind: 'forwarding', count, of: rows } } };
}

/** Each organisation has a mailbox that Exchange made itself: an identity that sees none may see none of them. */
function noMailboxes(): GraphFailure {
  return new GraphFailure({
    ...{ kind: 'malformed', request: 'Get-Mailbox', status: 200, code: 'EmptyCollection' },
    message: 'Exchange Online told of no mailbox at all',
  });
}

const bookmarkSchema = z.object({
  road: z.enum(ROAD_NAMES),
  /** The page to ask next; null where the last one was read. */
  next: z.string().nullable(),
  /** No way told the forwarding: whoever goes on may have granted what was missing. */
  isObstructed: z.boolean(),
  /** What Exchange announced beside the last rows. */
  warning: z.string().nullable().default(null),
  /** Rows of another shape so far. */
  odd: z.int().nonnegative().default(0),
});

type Place = z.infer<typeof bookmarkSchema>;

interface WalkEnd {
  /** What broke the walk off; null where the last page was read. */
  readonly broken: GraphFailure | null;
  /** Why the rows do not tell the forwarding; null where they do. */
  readonly obstacle: GraphFailure | null;
  /** Rows that Exchange says it left out; null where it says nothing. */
  readonly warning: string | null;
  /** Rows that were left out, being of another shape. */
  readonly odd: number;
}

/** Reads every mailbox to the file, from where an earlier run stopped. Throws `GraphFailure` where no way is open. */
async function walkMailboxes(context: CollectContext, file: PageFile): Promise<WalkEnd> {
  const begun = bookmarkSchema.safeParse(file.bookmark).data;
  let obstacle: GraphFailure | null = null;
  let { warning, odd } = begun ?? { warning: null, odd: 0 };
  const most = mostFor(await context.accountTotal);
  let came = 0;
  const leaves = leavesForwarding(context);
  const add = async (items: readonly unknown[], place: Place): Promise<void> => {
    came += items.length;
    refuseEndless('Get-Mailbox', came, most);
    const rows = items
      .map((item) => unlessOdd(() => namedRow(item)))
      .filter((row) => row !== null)
      .map((row) => (leaves ? withoutForwarding(row) : row));
    odd += items.length - rows.length;
    await file.appendRows(rows, { ...place, odd });
    context.onProgress(ID, { read: file.rows, expected: null });
  };
  const broken = await failureOfWalk(async () => {
    const isOfUse = begun !== undefined && !begun.isObstructed && (begun.next !== null || file.rows > 0);
    let place = begun;
    if (place === undefined || !isOfUse) {
      await file.clear();
      odd = 0;
      const departure = await chooseRoad(context.exchange, leaves);
      obstacle = departure.obstacle;
      const { next } = departure.first;
      warning = departure.first.warning ?? null;
      place = { road: departure.road, next, isObstructed: obstacle !== null, warning, odd };
      await add(departure.first.items, place);
    }
    const reader = context.exchange.reader(callOn(place.road, leaves));
    const walk = new PageWalk(reader, reader.start, {}, place.next, () => {
      came = 0;
      odd = 0;
    });
    for await (const page of walk.pages()) {
      warning = page.warning ?? null;
      await add(page.items, { ...place, next: page.next, warning });
    }
  });
  return { broken, obstacle, warning, odd };
}

/** Asks where the addresses lead that no earlier run asked about, and writes the table. */
async function sealResolved(
  context: CollectContext,
  file: PageFile,
): Promise<{ sealed: SealedForwarding; unresolved: GraphFailure | null }> {
  const { store, exchange, tenant, config } = context;
  const recipients = await store.pageFile(ID, 'recipients');
  const mailboxes = mailboxLines(file.path);
  const ownDomains = tenant.domains.map(({ name }) => name.toLowerCase());
  const unasked = (): string =>
    recipients.rows === 0 ? '' : `ANTI JOIN ${resolvedLines(recipients.path)} k ON k.value = m.value`;
  const { chunks } = await store.listed('forwarding-addresses', () =>
    Promise.resolve(
      `SELECT m.value FROM (SELECT DISTINCT forwardingAddress AS value FROM ${mailboxes}) m ${unasked()} WHERE m.value IS NOT NULL`,
    ),
  );
  const unresolved = await resolveRecipients(exchange, chunks, recipients);
  const own = await store.withDuckDb((db) => ownAddresses(db, mailboxes, ownDomains, unasked()));
  const looked = await lookUpAddresses(context, own);
  await recipients.appendRows(
    looked.found.map(({ written, address, kind }) => ({ value: written, address, kind })),
    null,
  );
  const resolved =
    recipients.rows === 0
      ? null
      : `SELECT DISTINCT value, address, kind FROM ${resolvedLines(recipients.path)}`;
  const sealed = await store.withDuckDb((db) =>
    sealForwarding(db, store.table(ID), { mailboxes, resolved, ownDomains, names: config.names }),
  );
  return { sealed, unresolved: unresolved ?? looked.failure };
}

/** SMTP addresses of the organization that mailboxes forward to, and that are no listed mailbox's main one. */
async function ownAddresses(
  db: DuckDb,
  mailboxes: string,
  ownDomains: readonly string[],
  unasked: string,
): Promise<string[]> {
  await db.setVariable('ownDomains', ownDomains);
  const rows = await db.rows(
    `SELECT m.value FROM (SELECT DISTINCT forwardingSmtpAddress AS value FROM ${mailboxes} WHERE forwardingAddress IS NULL) m ${unasked}
     WHERE regexp_full_match(m.value, '[^\\s@<>"]+@[^\\s@<>"]+') AND len(list_filter(getvariable('ownDomains'),
         lambda d: rtrim(lower(split_part(m.value, '@', 2)), '.') = d OR ends_with(rtrim(lower(split_part(m.value, '@', 2)), '.'), concat('.', d)))) > 0
       AND lower(m.value) NOT IN (SELECT lower(unnest([primarySmtpAddress, userPrincipalName])) FROM ${mailboxes}
         WHERE primarySmtpAddress IS NOT NULL AND userPrincipalName IS NOT NULL)
     ORDER BY m.value`,
    z.object({ value: z.string() }),
  );
  return rows.map(({ value }) => value);
}
