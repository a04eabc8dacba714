import type { CmdletCall, Endpoint } from '../../exchange/cmdlet.ts';
import type { ExchangeClient } from '../../exchange/exchange-client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages, type Page } from '../../graph/pages.ts';
import { unlessOdd } from '../fields.ts';
import { namedRow, propertiesAsked } from './forwarding-row.ts';

const EVERY_MAILBOX = { cmdlet: 'Get-Mailbox', parameters: { ResultSize: 'Unlimited' } } as const;

/** The ways to the mailboxes. `all` asks no selection of properties, for an endpoint that does not understand it. */
const ROADS = {
  documented: { endpoint: 'v2.0/Mailbox', selects: true },
  'documented-all': { endpoint: 'v2.0/Mailbox', selects: false },
  invoked: { endpoint: 'beta/InvokeCommand', selects: true },
  'invoked-all': { endpoint: 'beta/InvokeCommand', selects: false },
} as const satisfies Record<string, { readonly endpoint: Endpoint; readonly selects: boolean }>;

export type Road = keyof typeof ROADS;

/** What is asked on a way: of the kind of each mailbox alone, where nothing needs its forwarding (`leavesForwarding`). */
export function callOn(road: Road, leavesForwarding: boolean): CmdletCall {
  const { endpoint, selects } = ROADS[road];
  return {
    ...EVERY_MAILBOX,
    endpoint,
    ...(selects ? { select: propertiesAsked(leavesForwarding) } : {}),
  };
}
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
 * itself. Where neither tells it, the rows of the first that answers. Where nothing needs the forwarding (`leavesForwarding`), any that answers
 * will do. Throws `GraphFailure` where none answers.
 */
export async function chooseRoad(exchange: ExchangeClient, leavesForwarding: boolean): Promise<Departure> {
  const first = (road: Road, unselected: Road): Promise<Departure | GraphFailure> =>
    firstOf(exchange, road, unselected, leavesForwarding);
  const documented = await first('documented', 'documented-all');
  const isEnough = ({ first: page }: Departure): boolean => leavesForwarding || tellsForwarding(page);
  if (!(documented instanceof GraphFailure) && isEnough(documented)) return documented;
  const invoked = await first('invoked', 'invoked-all');
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
  leavesForwarding: boolean,
): Promise<Departure | GraphFailure> {
  const departure = await firstPage(exchange, road, leavesForwarding);
  const isUnclear = departure instanceof GraphFailure && departure.kind === 'rejected';
  return isUnclear ? firstPage(exchange, unselected, leavesForwarding) : departure;
}

async function firstPage(
  exchange: ExchangeClient,
  road: Road,
  leavesForwarding: boolean,
): Promise<Departure | GraphFailure> {
  const reader = exchange.reader(callOn(road, leavesForwarding));
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
