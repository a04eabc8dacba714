import type { Tenant } from '../tenant/tenant.ts';
import { mailboxKind, mailboxWriter, orphanMailbox } from '../wire/exchange-mailbox-json.ts';
import {
  acceptedDomains,
  outboundPolicies,
  outboundRules,
  remoteDomains,
  transportRules,
} from '../wire/mail-flow-json.ts';
import { inboxRules } from '../wire/inbox-rule-json.ts';
import type { ExchangeRequest } from './exchange-request.ts';
import {
  contacts,
  recipientRow,
  recipients,
  resolveRecipient,
  type Recipient,
  type Recipients,
} from './exchange-recipients.ts';

/** What a command lists: places, each of which may hold a row. */
export interface Listing {
  readonly places: number;
  /** A row as JSON text; null where the place is empty. */
  rowAt(place: number): string | null;
}

/** Only what was asked for by name; null where that is nothing, or nobody knows the command. */
type Command = (tenant: Tenant, request: ExchangeRequest, withForwarding: boolean) => Listing | null;

export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['Get-Mailbox', listMailboxes],
  ['Get-Recipient', (tenant, request) => listRecipients(tenant, request, recipients(tenant), () => true)],
  [
    'Get-MailContact',
    (tenant, request) =>
      listRecipients(tenant, request, contacts(tenant), ({ kind }) => kind === 'MailContact'),
  ],
  ['Get-AcceptedDomain', whole(acceptedDomains)],
  ['Get-RemoteDomain', whole(remoteDomains)],
  ['Get-TransportRule', whole(transportRules)],
  ['Get-HostedOutboundSpamFilterPolicy', whole(outboundPolicies)],
  ['Get-HostedOutboundSpamFilterRule', whole(outboundRules)],
  ['Get-JournalRule', whole(() => [])],
  ['Get-OutboundConnector', whole(() => [])],
  ['Get-InboxRule', listInboxRules],
]);

/** Parameters that a command takes, besides those that mean nothing here. */
export const PARAMETERS: readonly string[] = [
  'Identity',
  'Mailbox',
  'ResultSize',
  'IncludeGrantSendOnBehalfTowithDisplayNames',
];

export function identityOf({ parameters }: ExchangeRequest): string | null {
  const { Identity: identity } = parameters;
  return typeof identity === 'string' && identity !== '' ? identity : null;
}

function listMailboxes(tenant: Tenant, request: ExchangeRequest, withForwarding: boolean): Listing | null {
  const { select } = request;
  const write = mailboxWriter(tenant, select, withForwarding);
  const identity = identityOf(request);
  if (identity !== null) {
    const found = resolveRecipient(tenant, identity).flatMap(({ accountId }) => {
      const slot = tenant.ids.slotOf(accountId);
      const account = slot < 0 ? null : tenant.accountAt(slot);
      return account !== null && mailboxKind(tenant, account) !== null ? [write(account)] : [];
    });
    return found.length === 0 ? null : { places: found.length, rowAt: (place) => found[place] ?? null };
  }
  return {
    places: tenant.size + 1 + tenant.spec.mailFlow.departedForwarding,
    rowAt: (place) =>
      place < tenant.size
        ? write(tenant.accountAt(place))
        : orphanMailbox(tenant, place - tenant.size, select, withForwarding),
  };
}

function listInboxRules(tenant: Tenant, { parameters, select }: ExchangeRequest): Listing | null {
  const slot = typeof parameters.Mailbox === 'string' ? tenant.ids.slotOf(parameters.Mailbox) : -1;
  if (slot < 0 || mailboxKind(tenant, tenant.accountAt(slot)) === null) return null;
  const texts = inboxRules(tenant, tenant.accountAt(slot)).map((row) => selected(row, select));
  return { places: texts.length, rowAt: (place) => texts[place] ?? null };
}

function listRecipients(
  tenant: Tenant,
  request: ExchangeRequest,
  all: Recipients,
  isListed: (recipient: Recipient) => boolean,
): Listing | null {
  const write = (recipient: Recipient): string => selected(recipientRow(tenant, recipient), request.select);
  const identity = identityOf(request);
  if (identity !== null) {
    const found = resolveRecipient(tenant, identity).filter(isListed).map(write);
    return found.length === 0 ? null : { places: found.length, rowAt: (place) => found[place] ?? null };
  }
  return {
    places: all.places,
    rowAt(place) {
      const recipient = all.at(place);
      return recipient === null ? null : write(recipient);
    },
  };
}

function whole(list: (tenant: Tenant) => Readonly<Record<string, unknown>>[]): Command {
  return (tenant, request) => {
    const identity = identityOf(request)?.toLowerCase();
    const rows = list(tenant).filter(
      ({ Identity: name }) => identity === undefined || String(name).toLowerCase() === identity,
    );
    if (identity !== undefined && rows.length === 0) return null;
    const texts = rows.map((row) => selected(row, request.select));
    return { places: texts.length, rowAt: (place) => texts[place] ?? null };
  };
}

/** Properties in any case, as Exchange takes them; a name that is none is passed over. */
function selected(row: Readonly<Record<string, unknown>>, select: readonly string[] | null): string {
  const wanted = select?.map((name) => name.toLowerCase());
  const kept = Object.entries(row).filter(([name]) => wanted?.includes(name.toLowerCase()) ?? true);
  return JSON.stringify(Object.fromEntries(kept));
}
