import { failureOfWalk } from '../collectors/failure-of-walk.ts';
import { namedRow } from '../collectors/mailbox-forwarding/forwarding-row.ts';
import { callOn, type Road } from '../collectors/mailbox-forwarding/mailbox-roads.ts';
import { unlessOdd } from '../collectors/fields.ts';
import { MAIL_FLOW_PARTS } from '../collectors/mail-flow/mail-flow.ts';
import type { CmdletCall } from '../exchange/cmdlet.ts';
import type { ExchangeClient } from '../exchange/exchange-client.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { pages, type Page } from '../graph/pages.ts';
import type { LeavableField } from '../snapshot/leavable-fields.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { firstPage, hasKeys } from './first-page.ts';
import type { Attempt, Unread } from './prospect.ts';
import { UNREAD_WORDS } from './unread-words.ts';

/** What one way to the mailboxes answered: a page of one, and the page after it. */
interface RoadAnswer {
  readonly failure: GraphFailure | null;
  /** Mailboxes came, and with them what is asked of them. */
  readonly tells: boolean;
}

interface ExchangeProbed {
  readonly sources: ReadonlySet<SourceId>;
  /** What no check that was chosen needs. */
  readonly leavesOut: ReadonlySet<LeavableField>;
}

/** Asks Exchange Online a little of these sources. `exchange` asks pages of one row. */
export async function probeExchange(
  exchange: ExchangeClient,
  { sources, leavesOut }: ExchangeProbed,
): Promise<readonly Attempt[]> {
  const leavesForwarding = leavesOut.has('mailbox-forwarding/forwarding');
  const forwarding = sources.has('mailbox-forwarding') ? [probeForwarding(exchange, leavesForwarding)] : [];
  const flow = sources.has('mail-flow') ? MAIL_FLOW_PARTS.map((part) => probePart(exchange, part)) : [];
  const meeting = MEETING_ADDRESSES.filter(
    ({ source, field }) => sources.has(source) && (field === null || !leavesOut.has(field)),
  ).map(({ source }) => source);
  const recipients = meeting.length > 0 ? [probeRecipients(exchange, meeting)] : [];
  return (await Promise.all([...forwarding, ...flow.map(async (one) => [await one]), ...recipients])).flat();
}

/** As the collector does: the documented way where its rows hold the forwarding, else the cmdlet itself. */
async function probeForwarding(exchange: ExchangeClient, leavesForwarding: boolean): Promise<Attempt[]> {
  const documented = await askRoad(exchange, 'documented', leavesForwarding);
  const invoked = await askRoad(exchange, 'invoked', leavesForwarding);
  const isTold = [documented, invoked].some(({ failure, tells }) => failure === null && tells);
  const failure = isTold ? null : (worst(documented, invoked) ?? notTold());
  return [{ source: 'mailbox-forwarding', part: null, failure }];
}

async function askRoad(exchange: ExchangeClient, road: Road, leavesForwarding: boolean): Promise<RoadAnswer> {
  const reader = exchange.reader(callOn(road, leavesForwarding));
  const seen: Page[] = [];
  const failure = await failureOfWalk(async () => {
    for await (const page of pages(reader, reader.start)) {
      seen.push(page);
      if (seen.length === 2) return;
    }
  });
  const rows = seen.flatMap((page) => page.items).map((item) => unlessOdd(() => namedRow(item)));
  const tells =
    rows.length > 0 && rows.every((row) => row !== null && (leavesForwarding || row.forwardingReturned));
  return { failure, tells };
}

/** The way that a page was had of is told of before one that was refused at once. */
function worst(documented: RoadAnswer, invoked: RoadAnswer): GraphFailure | null {
  const failures = [invoked.failure, documented.failure].filter((one) => one !== null);
  return failures.find(({ kind }) => kind !== 'refused') ?? failures[0] ?? null;
}

function notTold(): Unread {
  return { reason: 'not-read', detail: UNREAD_WORDS.forwarding };
}

async function probePart(
  exchange: ExchangeClient,
  { part, calls }: (typeof MAIL_FLOW_PARTS)[number],
): Promise<Attempt> {
  let failure: GraphFailure | null = null;
  for (const call of calls) {
    failure = await failureOfWalk(() => firstOf(exchange, call));
    if (failure === null) break;
  }
  return { source: 'mail-flow', part, failure };
}

const RECIPIENT: CmdletCall = {
  endpoint: 'beta/InvokeCommand',
  cmdlet: 'Get-Recipient',
  parameters: { ResultSize: 1 },
};

/** The sources that meet addresses, each in what it may leave out. */
const MEETING_ADDRESSES = [
  { source: 'inbox-rules', field: 'inbox-rules/rules' },
  { source: 'mailbox-forwarding', field: 'mailbox-forwarding/forwarding' },
  { source: 'mail-flow', field: null },
] as const satisfies readonly { readonly source: SourceId; readonly field: LeavableField | null }[];

/** Where addresses of the organisation lead is asked by each source that meets some. */
async function probeRecipients(
  exchange: ExchangeClient,
  meeting: readonly (typeof MEETING_ADDRESSES)[number]['source'][],
): Promise<Attempt[]> {
  const failure = await failureOfWalk(() => firstOf(exchange, RECIPIENT));
  return meeting.map((source) => ({ source, part: 'recipient-addresses', failure }));
}

async function firstOf(exchange: ExchangeClient, call: CmdletCall): Promise<void> {
  const reader = exchange.reader(call);
  await firstPage(reader, reader.start, {}, hasKeys);
}
