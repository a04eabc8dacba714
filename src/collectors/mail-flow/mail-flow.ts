import type { CmdletCall } from '../../exchange/cmdlet.ts';
import type { ExchangeClient } from '../../exchange/exchange-client.ts';
import { exchangeReader, type Grants } from '../../grants/grant.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages } from '../../graph/pages.ts';
import type { Collected, CollectContext, Collector } from '../collector.ts';
import { oddRecords, unlessOdd } from '../fields.ts';
import { missOf, shortfallAsFirst } from '../miss-of.ts';
import { lookUpAddresses } from '../recipient-lookup.ts';
import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';
import {
  acceptedDomainRow,
  journalRuleRow,
  outboundConnectorRow,
  outboundPolicyRow,
  outboundRuleRow,
  remoteDomainRow,
  targetsOf,
  transportRuleRow,
  type MailFlowRow,
} from './mail-flow-rows.ts';

const ID = 'mail-flow';
const GRANTS = exchangeReader('View-Only Configuration');
const RECIPIENT_GRANTS = exchangeReader('View-Only Recipients');
/** Journaling has a role of its own: https://learn.microsoft.com/exchange/permissions-exo/feature-permissions */
const JOURNAL_GRANTS = exchangeReader('Journaling');

/** One thing asked of the mail flow. */
export interface MailFlowPart {
  readonly part: MailFlowKind;
  readonly grants: Grants;
  /** The ways to it, best first. */
  readonly calls: readonly CmdletCall[];
  readonly rowOf: (item: unknown) => MailFlowRow;
}

function invoked(cmdlet: CmdletCall['cmdlet']): CmdletCall {
  return { endpoint: 'beta/InvokeCommand', cmdlet, parameters: {} };
}

/** All that is asked of the mail flow, each refused on its own. */
export const MAIL_FLOW_PARTS: readonly MailFlowPart[] = [
  {
    part: 'transport-rule',
    grants: GRANTS,
    calls: [invoked('Get-TransportRule')],
    rowOf: transportRuleRow,
  },
  {
    part: 'outbound-policy',
    grants: GRANTS,
    calls: [invoked('Get-HostedOutboundSpamFilterPolicy')],
    rowOf: outboundPolicyRow,
  },
  {
    part: 'outbound-rule',
    grants: GRANTS,
    calls: [invoked('Get-HostedOutboundSpamFilterRule')],
    rowOf: outboundRuleRow,
  },
  {
    part: 'remote-domain',
    grants: GRANTS,
    calls: [invoked('Get-RemoteDomain')],
    rowOf: remoteDomainRow,
  },
  {
    part: 'accepted-domain',
    grants: [...GRANTS, [{ kind: 'exchange-permission', name: 'Exchange.ManageAsAppV2' }]],
    calls: [
      { endpoint: 'v2.0/AcceptedDomain', cmdlet: 'Get-AcceptedDomain', parameters: {} },
      invoked('Get-AcceptedDomain'),
    ],
    rowOf: acceptedDomainRow,
  },
  {
    part: 'journal-rule',
    grants: JOURNAL_GRANTS,
    calls: [invoked('Get-JournalRule')],
    rowOf: journalRuleRow,
  },
  {
    part: 'outbound-connector',
    grants: GRANTS,
    calls: [invoked('Get-OutboundConnector')],
    rowOf: outboundConnectorRow,
  },
];

/** What in the organisation's mail flow redirects, copies, stops or allows. */
export const mailFlow: Collector<typeof ID> = {
  id: ID,
  grants: GRANTS,
  partGrants: { 'journal-rule': JOURNAL_GRANTS, 'recipient-addresses': RECIPIENT_GRANTS },
  collect: async (context): Promise<Collected<typeof ID>> => {
    const file = await context.store.pageFile(ID);
    // So few that a run that goes on asks for them all again.
    await file.clear();
    const read = await Promise.all(
      MAIL_FLOW_PARTS.map(async (part) => ({ part, ...(await readPart(context, part)) })),
    );
    const failures = read.flatMap(({ part, failure }) => (failure === null ? [] : [{ part, failure }]));
    const [first] = failures;
    const told = read.flatMap((one) => one.rows);
    if (failures.length === MAIL_FLOW_PARTS.length && told.length === 0) throw wholeFailure(failures);
    const { rows, failure } = await withRecipients(context, told);
    await file.appendRows(rows, null);
    await context.store.seal(ID, file, null);
    context.onProgress(ID, { read: rows.length, expected: rows.length });
    const counts = { read: rows.length, expected: rows.length };
    const misses = [
      ...failures.map(({ part: { part, grants }, failure: why }) => missOf(part, why, { grants })),
      ...(failure === null ? [] : [missOf('recipient-addresses', failure, { grants: RECIPIENT_GRANTS })]),
    ];
    if (misses.length === 0) return counts;
    if (first === undefined) return { ...counts, misses, grants: RECIPIENT_GRANTS };
    return {
      ...counts,
      misses,
      shortfall: shortfallAsFirst(missOf(first.part.part, first.failure, { grants: GRANTS })),
    };
  },
};

/** Each row with who bears those of its targets that have an address of the organization; each address is asked about once. */
async function withRecipients(
  context: CollectContext,
  rows: readonly MailFlowRow[],
): Promise<{ rows: readonly MailFlowRow[]; failure: GraphFailure | null }> {
  const domains = context.tenant.domains.map(({ name }) => name.toLowerCase());
  const isOwn = (address: string): boolean => {
    const domain = address.split('@')[1];
    return domain !== undefined && domains.some((own) => domain === own || domain.endsWith(`.${own}`));
  };
  const ownOf = (row: MailFlowRow): string[] =>
    targetsOf(row)
      .map((target) => target.toLowerCase())
      .filter(isOwn);
  const addresses = [...new Set(rows.flatMap(ownOf))].sort();
  if (addresses.length === 0) return { rows, failure: null };
  const { found, failure } = await lookUpAddresses(context, addresses);
  const named = rows.map((row) => {
    const own = ownOf(row);
    const recipients = found.filter(({ written }) => own.includes(written));
    return recipients.length === 0 ? row : { ...row, recipients };
  });
  return { rows: named, failure };
}

/** Refused only where every part was. */
function wholeFailure(failures: readonly { readonly failure: GraphFailure }[]): GraphFailure {
  const all = failures.map(({ failure }) => failure);
  const found = all.find(({ kind }) => kind !== 'refused') ?? all[0];
  if (found === undefined) throw new Error('no part failed');
  return found;
}

interface Reading {
  readonly rows: readonly MailFlowRow[];
  /** Why there are none, or not all of them. */
  readonly failure: GraphFailure | null;
}

async function readPart({ exchange }: CollectContext, { calls, rowOf }: MailFlowPart): Promise<Reading> {
  let failure: GraphFailure | null = null;
  for (const call of calls) {
    try {
      const { items, warning } = await readAll(exchange, call);
      const rows = items.map((item) => unlessOdd(() => rowOf(item))).filter((row) => row !== null);
      const odd = oddRecords(call.cmdlet, items.length - rows.length);
      return { rows, failure: warning === null ? odd : truncated(call, warning) };
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      failure = error;
    }
  }
  return { rows: [], failure };
}

/** An organisation has some hundreds of rules or domains at most; pages beyond this never end. */
const MOST_PAGES = 100;

async function readAll(
  exchange: ExchangeClient,
  call: CmdletCall,
): Promise<{ items: unknown[]; warning: string | null }> {
  const reader = exchange.reader(call);
  const items: unknown[] = [];
  let warning: string | null = null;
  for await (const page of pages(reader, reader.start, { mostPages: MOST_PAGES })) {
    items.push(...page.items);
    warning = page.warning ?? null;
  }
  return { items, warning };
}

/** The rows that came are true; that there are no others is not. */
function truncated({ cmdlet }: CmdletCall, warning: string): GraphFailure {
  return new GraphFailure({
    ...{ kind: 'malformed', request: cmdlet, status: 200, code: 'Truncated', message: warning },
  });
}
