import pLimit from 'p-limit';
import type { ExchangeClient } from '../exchange/exchange-client.ts';
import type { GraphClient } from '../graph/client.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { pages } from '../graph/pages.ts';
import { exchangeFields, trimmedField, withoutSmtp } from './exchange-fields.ts';
import { fieldsOf, listField, textField, unlessOdd } from './fields.ts';

/** Who bears an address, or is called by a name. */
export interface FoundRecipient {
  /** As it was asked. */
  readonly written: string;
  /**
   * RecipientTypeDetails as Exchange writes it; `Account` where Graph told of the account whose address it is; '' where
   * nobody bears it, or several do.
   */
  readonly kind: string;
  /** The external address of a contact or a mail user, else the main one; null where there is none. */
  readonly address: string | null;
}

export interface Lookup {
  readonly found: readonly FoundRecipient[];
  /** What kept some from being asked; null where all were. */
  readonly failure: GraphFailure | null;
}

/** Recipients asked side by side: they are few, and one application's requests share one limit. */
const AT_ONCE = 4;
/** Conditions of one filter: https://learn.microsoft.com/graph/filter-query-parameter allows 15. */
const IN_A_FILTER = 10;
/** Whoever is found comes on a page or two. */
const FEW = { mostPages: 100 } as const;
/** Beyond so many addresses, the rest is not asked. */
export const MOST_ADDRESSES = 2_000;

/**
 * Who bears each address: first the accounts of the directory, by all their addresses, then the recipients of Exchange
 * Online. What could not be asked is not among those found.
 */
export async function lookUpAddresses(
  { client, exchange }: { readonly client: GraphClient; readonly exchange: ExchangeClient },
  addresses: readonly string[],
): Promise<Lookup> {
  const asked = addresses.slice(0, MOST_ADDRESSES);
  const accounts = await accountsOf(client, asked);
  const others = asked.filter((address) => !accounts.has(bare(address)));
  const { found, failure } = await lookUpRecipients(exchange, others);
  const bearers = asked.flatMap((written) => {
    const address = accounts.get(bare(written));
    return address === undefined ? [] : [{ written, kind: 'Account', address }];
  });
  return { found: [...bearers, ...found], failure: failure ?? beyond(addresses.length - asked.length) };
}

function beyond(left: number): GraphFailure | null {
  if (left === 0) return null;
  return new GraphFailure({
    ...{ kind: 'rejected', request: 'Get-Recipient', status: 0, code: 'TooManyAddresses' },
    message: `${left} addresses beyond the first ${MOST_ADDRESSES} were not asked about`,
  });
}

/** As an address is asked about and compared: in lower case, without what may stand around it. */
function bare(address: string): string {
  return withoutSmtp(address)
    .replace(/[.,;\s]+$/, '')
    .toLowerCase();
}

/** Of each address in lower case that an account bears, the account's user principal name. What Graph refuses is left to Exchange. */
async function accountsOf(client: GraphClient, addresses: readonly string[]): Promise<Map<string, string>> {
  const bearers = new Map<string, string>();
  for (let at = 0; at < addresses.length; at += IN_A_FILTER) {
    const some = addresses.slice(at, at + IN_A_FILTER).map(bare);
    try {
      for await (const { items } of pages(client, pathOfBearers(some), FEW)) {
        for (const item of items) unlessOdd(() => addBearer(bearers, item, some));
      }
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      return bearers;
    }
  }
  return bearers;
}

function pathOfBearers(addresses: readonly string[]): string {
  const filter = addresses
    .map((address) => `proxyAddresses/any(p:p eq 'smtp:${address.replaceAll("'", "''")}')`)
    .join(' or ');
  return `/users?$filter=${encodeURIComponent(filter)}&$select=id,userPrincipalName,mail,proxyAddresses`;
}

function addBearer(bearers: Map<string, string>, item: unknown, asked: readonly string[]): void {
  const account = fieldsOf(item, 'user');
  const name = textField(account, 'userPrincipalName');
  if (name === null) return;
  const own = [...listField(account, 'proxyAddresses'), account.mail, name];
  const borne = own.flatMap((address) => (typeof address === 'string' ? [bare(address)] : []));
  for (const address of asked) if (borne.includes(address)) bearers.set(address, name);
}

/** Asks Exchange about each identity: an address, a name, an id. */
export async function lookUpRecipients(
  exchange: ExchangeClient,
  identities: readonly string[],
): Promise<Lookup> {
  const limit = pLimit(AT_ONCE);
  const found: FoundRecipient[] = [];
  let failure: GraphFailure | null = null;
  for (let at = 0; at < identities.length && failure?.kind !== 'refused'; at += AT_ONCE * 16) {
    const some = identities.slice(at, at + AT_ONCE * 16);
    const answers = await Promise.all(some.map((one) => limit(() => askRecipient(exchange, one))));
    failure ??= answers.find((answer) => answer instanceof GraphFailure) ?? null;
    found.push(...answers.flatMap((answer) => (answer instanceof GraphFailure ? [] : [answer])));
  }
  return { found, failure };
}

async function askRecipient(
  exchange: ExchangeClient,
  written: string,
): Promise<FoundRecipient | GraphFailure> {
  const identity = withoutSmtp(written).replace(/(@[^@\s]*[^@\s.])\.+$/, '$1');
  const reader = exchange.reader({
    ...{ endpoint: 'beta/InvokeCommand', cmdlet: 'Get-Recipient', parameters: { Identity: identity } },
    select: ['ExternalEmailAddress', 'PrimarySmtpAddress', 'RecipientTypeDetails'],
  });
  const nobody = (address: string | null): FoundRecipient => ({ written, kind: '', address });
  try {
    const all: unknown[] = [];
    for await (const { items } of pages(reader, reader.start, FEW)) all.push(...items);
    const [recipient, another] = all;
    if (another !== undefined) return nobody(null);
    return recipient === undefined ? nobody(asAddress(identity)) : recipientOf(written, recipient);
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    if (error.kind !== 'rejected') return error;
    if (isAmbiguous(error)) return nobody(null);
    return isNotFound(error) ? nobody(asAddress(identity)) : error;
  }
}

/** An address of a contact or of a mail user leads outside; it may be of another kind than SMTP, which leads nowhere known. */
function recipientOf(written: string, item: unknown): FoundRecipient {
  const recipient = exchangeFields(item, 'recipient');
  const external = trimmedField(recipient, 'externalemailaddress');
  const address = external ?? trimmedField(recipient, 'primarysmtpaddress');
  return {
    written,
    kind: trimmedField(recipient, 'recipienttypedetails') ?? '',
    address: address === null ? null : asAddress(withoutSmtp(address)),
  };
}

const SMTP_ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** A text that is an SMTP address is one, whoever knows it. */
function asAddress(text: string): string | null {
  return SMTP_ADDRESS.test(text) && !/^x(400|500):|^\/o=/i.test(text) ? text : null;
}

function isNotFound({ status, message }: GraphFailure): boolean {
  return status === 404 || /ManagementObjectNotFound|couldn['’]t be found|not found/i.test(message);
}

function isAmbiguous({ message }: GraphFailure): boolean {
  return /ManagementObjectAmbiguous|matches multiple|isn['’]t unique|ambiguous/i.test(message);
}
