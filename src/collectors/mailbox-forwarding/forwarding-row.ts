import { exchangeFields, trimmedField, withoutSmtp } from '../exchange-fields.ts';
import type { Fields } from '../fields.ts';

/** One mailbox, but for the address that its forwarding leads to. */
export interface ForwardingRow {
  readonly accountId: string | null;
  readonly userPrincipalName: string | null;
  readonly primarySmtpAddress: string | null;
  readonly recipientType: string | null;
  readonly forwardingReturned: boolean;
  readonly forwardingAddress: string | null;
  readonly forwardingSmtpAddress: string | null;
  readonly deliverToMailboxAndForward: boolean | null;
}

/** What a mailbox is, and of what kind. */
const KIND_PROPERTIES = [
  'ExternalDirectoryObjectId',
  'UserPrincipalName',
  'PrimarySmtpAddress',
  'RecipientTypeDetails',
] as const;

/** The properties of a mailbox that are asked. */
const PROPERTIES = [
  ...KIND_PROPERTIES,
  'ForwardingAddress',
  'ForwardingSmtpAddress',
  'DeliverToMailboxAndForward',
] as const;

/** Those that are asked: of what kind it is alone, where nothing needs to know where it forwards. */
export function propertiesAsked(leavesForwarding: boolean): readonly string[] {
  return leavesForwarding ? KIND_PROPERTIES : PROPERTIES;
}

/** A row without where it forwards, which was not asked. */
export function withoutForwarding<Row extends ForwardingRow>(row: Row): Row {
  return {
    ...row,
    forwardingReturned: false,
    ...{ forwardingAddress: null, forwardingSmtpAddress: null, deliverToMailboxAndForward: null },
  };
}

/**
 * A key that is not there was not returned, nor was one whose value is no text; null or empty means none, unless all that
 * tells of forwarding is empty. Throws
 * `GraphFailure` (malformed) for what is no mailbox.
 */
export function forwardingRow(item: unknown): ForwardingRow {
  const mailbox = exchangeFields(item, 'mailbox');
  const [address, smtp] = FORWARDS.map((name) => toldText(mailbox, name));
  const deliver = keepsCopy(mailbox);
  return {
    accountId: accountIdOf(trimmedField(mailbox, 'externaldirectoryobjectid')),
    userPrincipalName: trimmedField(mailbox, 'userprincipalname'),
    primarySmtpAddress: smtpOrNull(trimmedField(mailbox, 'primarysmtpaddress')),
    recipientType: trimmedField(mailbox, 'recipienttypedetails'),
    // Where one of the two is set, the mailbox forwards, whatever the other is. Each mailbox says whether it keeps a copy:
    // where that is empty too, the property set was left out.
    forwardingReturned:
      Boolean(address) || Boolean(smtp) || (address !== undefined && smtp !== undefined && deliver !== null),
    forwardingAddress: address ?? null,
    forwardingSmtpAddress: smtpOrNull(smtp ?? null),
    deliverToMailboxAndForward: deliver,
  };
}

/** The row of a mailbox that says whose it is, by one of its names at least. Throws `GraphFailure` (malformed), for one that does not too. */
export function namedRow(item: unknown): ForwardingRow {
  const row = forwardingRow(item);
  const { accountId, userPrincipalName, primarySmtpAddress } = row;
  if (accountId === null && userPrincipalName === null && primarySmtpAddress === null)
    exchangeFields(null, 'mailbox that says whose it is');
  return row;
}

const FORWARDS = ['forwardingaddress', 'forwardingsmtpaddress'] as const;

/** Undefined where it was not told, null where it is none. One text may come as a list of one. */
function toldText(mailbox: Fields, name: string): string | null | undefined {
  const value = mailbox[name];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [only] = items;
  if (items.length === 0 || only === null) return null;
  if (items.length > 1 || typeof only !== 'string') return undefined;
  return only.trim() || null;
}

/** A fact beside the verdict: one that is neither is not known. */
function keepsCopy(mailbox: Fields): boolean | null {
  const value = mailbox.delivertomailboxandforward;
  const text = typeof value === 'boolean' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : null;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Graph writes ids in lower case. */
export function accountIdOf(id: string | null): string | null {
  const normalised = id?.toLowerCase() ?? NO_ID;
  return normalised === NO_ID ? null : normalised;
}

export function smtpOrNull(address: string | null): string | null {
  return address === null ? null : withoutSmtp(address) || null;
}
