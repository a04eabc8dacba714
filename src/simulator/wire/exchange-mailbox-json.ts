import {
  canonicalName,
  forwardingOf,
  legacyName,
  mailboxNames,
  type ForwardingTruth,
  type RecipientNames,
} from '../tenant/forwarding-truth.ts';
import type { Account, SegmentKind } from '../tenant/layout.ts';
import { namedId } from '../tenant/object-id.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** A mailbox as JSON text, as Get-Mailbox gives it; null where Exchange Online has none of the account's. */
export type MailboxWriter = (account: Account) => string | null;

export const FORWARDING_PROPERTIES: readonly string[] = [
  'ForwardingAddress',
  'ForwardingSmtpAddress',
  'DeliverToMailboxAndForward',
];

const KINDS: Partial<Record<SegmentKind, string>> = {
  mailbox: 'UserMailbox',
  shared: 'SharedMailbox',
  'shared-licensed': 'SharedMailbox',
  room: 'RoomMailbox',
  equipment: 'EquipmentMailbox',
};

/** RecipientTypeDetails of the account's mailbox; null where Exchange Online has none. */
export function mailboxKind(tenant: Tenant, account: Account): string | null {
  if (tenant.accessOf(account) === 'on-premises' || tenant.fateOf(account) === 'not-yet') return null;
  return KINDS[account.segment.kind] ?? null;
}

/** `select`: the properties wanted, null for all of them; a name that is none is passed over. */
export function mailboxWriter(
  tenant: Tenant,
  select: readonly string[] | null,
  withForwarding: boolean,
): MailboxWriter {
  const wanted = new Set(select?.map((name) => name.toLowerCase()));
  const isWanted = (name: string): boolean =>
    (select === null || wanted.has(name.toLowerCase())) &&
    (withForwarding || !FORWARDING_PROPERTIES.includes(name));
  const writers = PROPERTIES.filter(([name]) => isWanted(name));
  const isTold = tenant.overrides.forwardingNotTold !== true;
  const needsForwarding = isTold && writers.some(([name]) => FORWARDING_PROPERTIES.includes(name));
  return (account) => {
    const kind = mailboxKind(tenant, account);
    if (kind === null) return null;
    const names = mailboxNames(tenant, account);
    const forwarding = needsForwarding ? forwardingOf(tenant, account) : NO_FORWARDING;
    const mailbox = { tenant, account, kind, names, forwarding };
    let json = '';
    for (const [name, valueOf] of writers) {
      const value = isTold || !FORWARDING_PROPERTIES.includes(name) ? valueOf(mailbox) : null;
      json += `${json === '' ? '{' : ','}"${name}":${JSON.stringify(value)}`;
    }
    return json === '' ? '{}' : `${json}}`;
  };
}

interface Mailbox {
  readonly tenant: Tenant;
  readonly account: Account;
  readonly kind: string;
  readonly names: RecipientNames;
  readonly forwarding: ForwardingTruth;
}

const NO_FORWARDING: ForwardingTruth = {
  smtpAddress: null,
  recipient: null,
  keepsCopy: false,
  form: 'none',
};

const PROPERTIES: readonly (readonly [string, (mailbox: Mailbox) => unknown])[] = [
  ['ExternalDirectoryObjectId', ({ names }) => names.name],
  ['UserPrincipalName', ({ names }) => names.address],
  ['PrimarySmtpAddress', ({ names }) => names.address],
  ['DisplayName', ({ names }) => names.displayName],
  ['Name', ({ names }) => names.name],
  ['Alias', ({ names }) => names.alias],
  ['Identity', ({ tenant, names }) => canonicalName(tenant, names.name)],
  ['Guid', ({ tenant, account }) => namedId(tenant.seed, `mailbox ${account.slot}`)],
  ['LegacyExchangeDN', ({ names }) => legacyName(names.alias)],
  ['EmailAddresses', ({ names }) => [`SMTP:${names.address}`]],
  ['RecipientType', () => 'UserMailbox'],
  ['RecipientTypeDetails', ({ kind }) => kind],
  ['AccountDisabled', ({ tenant, account }) => !tenant.directoryOf(account).enabled],
  ['ForwardingAddress', ({ forwarding }) => forwarding.recipient],
  ['ForwardingSmtpAddress', ({ forwarding }) => forwarding.smtpAddress],
  ['DeliverToMailboxAndForward', ({ forwarding }) => forwarding.keepsCopy],
];

/** A mailbox that no account of the directory has: a departed person's that still forwards, or Exchange's own. */
export function orphanMailbox(
  tenant: Tenant,
  ordinal: number,
  select: readonly string[] | null,
  withForwarding: boolean,
): string {
  const isSystem = ordinal === 0;
  const address = isSystem
    ? `DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}@${tenant.spec.mailDomain}`
    : `depart-${ordinal}@${tenant.spec.mailDomain}`;
  const name = isSystem
    ? 'DiscoverySearchMailbox{D919BA05-46A6-415f-80AD-7E09334BB852}'
    : `depart-${ordinal}`;
  const isTold = tenant.overrides.forwardingNotTold !== true;
  const row = {
    ExternalDirectoryObjectId: isSystem ? '' : namedId(tenant.seed, `departed ${ordinal}`),
    UserPrincipalName: address,
    PrimarySmtpAddress: address,
    DisplayName: name,
    Name: name,
    Identity: canonicalName(tenant, name),
    RecipientType: 'UserMailbox',
    RecipientTypeDetails: isSystem ? 'DiscoveryMailbox' : 'UserMailbox',
    ForwardingAddress: null,
    ForwardingSmtpAddress: isSystem || !isTold ? null : `smtp:depart-${ordinal}@gmail.com`,
    DeliverToMailboxAndForward: isTold ? false : null,
  };
  const wanted = select?.map((one) => one.toLowerCase());
  const kept = Object.entries(row).filter(
    ([key]) =>
      (wanted?.includes(key.toLowerCase()) ?? true) &&
      (withForwarding || !FORWARDING_PROPERTIES.includes(key)),
  );
  return JSON.stringify(Object.fromEntries(kept));
}
