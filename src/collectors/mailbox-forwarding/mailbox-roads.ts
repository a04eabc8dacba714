import type { CmdletCall } from '../../exchange/cmdlet.ts';
import type { ExchangeClient } from '../../exchange/exchange-client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages, type Page } from '../../graph/pages.ts';
import { unlessOdd } from '../fields.ts';
import { namedRow, PROPERTIES } from './forwarding-row.ts';

const EVERY_MAILBOX = { cmdlet: 'Get-Mailbox', parameters: { ResultSize: 'Unlimited' } } as const;

/** The ways to the mailboxes. `all` asks no selection of properties, for an endpoint that does not understand it. */
export const ROADS = {
  documented: { ...EVERY_MAILBOX, endpoint: 'v2.0/Mailbox', select: PROPERTIES },
  'documented-all': { ...EVERY_MAILBOX, endpoint: 'v2.0/Mailbox' },
  invoked: { ...EVERY_MAILBOX, endpoint: 'beta/InvokeCommand', select: PROPERTIES },
  'invoked-all': { ...EVERY_MAILBOX, endpoint: 'beta/InvokeCommand' },
} as const satisfies Record<string, CmdletCall>;

export type Road = keyof typeof ROADS;
export const ROAD_NAMES = [
  'documented',
  'documented-all',
  'invoked',
  'invoked-all',
] as const satisfies Road[];

/** The way that was found, with its first page. */
export interface Departure {
  readonly road: Road;
  readonly first: Page;
  /** Why no way tells the forwarding of these mailboxes; null where this one does, or where nothing was in the way. */
  readonly obstacle: GraphFailure | null;
}

/**
 * Finds a way that tells the forwarding of mailboxes: the documented endpoint where its rows hold it, else the cmdlet
 * itself. Where neither tells it, the rows of the first that answers. Throws `GraphFailure` where none answers.
 */
export async function chooseRoad(exchange: ExchangeClient): Promise<Departure> {
  const documented = await firstOf(exchange, 'documented', 'documented-all');
  if (!(documented instanceof GraphFailure) && tellsForwarding(documented.first)) return documented;
  const invoked = await firstOf(exchange, 'invoked', 'invoked-all');
  if (!(invoked instanceof GraphFailure)) return invoked;
  if (documented instanceof GraphFailure) throw worseOf(documented, invoked);
  return { ...documented, obstacle: invoked };
}

function tellsForwarding({ items }: Page): boolean {
  return items.every((item) => unlessOdd(() => namedRow(item))?.forwardingReturned ?? true);
}

async function firstOf(
  exchange: ExchangeClient,
  road: Road,
  unselected: Road,
): Promise<Departure | GraphFailure> {
  const departure = await firstPage(exchange, road);
  const isUnclear = departure instanceof GraphFailure && departure.kind === 'rejected';
  return isUnclear ? firstPage(exchange, unselected) : departure;
}

async function firstPage(exchange: ExchangeClient, road: Road): Promise<Departure | GraphFailure> {
  const reader = exchange.reader(ROADS[road]);
  try {
    for await (const first of pages(reader, reader.start)) return { road, first, obstacle: null };
    throw new Error('a walk ended before its first page');
  } catch (error) {
    if (error instanceof GraphFailure) return error;
    throw error;
  }
}

/** What another try may mend is told before what needs a permission, and that before the rest. */
function worseOf(documented: GraphFailure, invoked: GraphFailure): GraphFailure {
  const both = [invoked, documented];
  const [worst = invoked] = both.toSorted((a, b) => rankOf(a) - rankOf(b));
  if (documented.kind !== 'refused' || invoked.kind !== 'refused') return worst;
  if (documented.request === invoked.request) return worst;
  const { kind, status, code, message } = invoked;
  return new GraphFailure({
    kind,
    status,
    code,
    message,
    request: `${documented.request}; ${invoked.request}`,
  });
}

function rankOf({ kind }: GraphFailure): number {
  return kind === 'gave-up' ? 0 : kind === 'refused' ? 1 : 2;
}
