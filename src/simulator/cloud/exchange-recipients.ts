import {
  AMBIGUOUS_NAME,
  contactOf,
  forwardingOf,
  mailboxNames,
  targetAddress,
  type RecipientNames,
} from '../tenant/forwarding-truth.ts';
import { saltOf } from '../tenant/hash.ts';
import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { mailboxKind } from '../wire/exchange-mailbox-json.ts';

/** What Get-Recipient and Get-MailContact say of a recipient. */
export interface Recipient extends RecipientNames {
  readonly kind: string;
  /** Where mail for a contact really goes; null for a mailbox. */
  readonly external: string | null;
  readonly accountId: string;
}

/** A listing of recipients by place; a place may hold none. */
export interface Recipients {
  readonly places: number;
  at(place: number): Recipient | null;
}

export function contacts(tenant: Tenant): Recipients {
  return {
    places: tenant.size + 2,
    at: (place) =>
      place < tenant.size ? contactBehind(tenant, tenant.accountAt(place)) : namesake(place - tenant.size),
  };
}

/** Mailboxes and mail users first, then contacts. */
export function recipients(tenant: Tenant): Recipients {
  const others = contacts(tenant);
  return {
    places: tenant.size + others.places,
    at: (place) =>
      place < tenant.size ? mailboxOrUser(tenant, tenant.accountAt(place)) : others.at(place - tenant.size),
  };
}

/** Whom an identity may mean: a name, an id, an address, a canonical or an X.500 name. */
export function resolveRecipient(tenant: Tenant, identity: string): Recipient[] {
  const text = identity.trim().replace(/^smtp:/i, '');
  if (text.toLowerCase() === AMBIGUOUS_NAME.toLowerCase()) return [namesake(0), namesake(1)];
  const bare = text.startsWith('/o=') ? text.replace(/^.*\/cn=/i, '') : text.replace(/^.*\//, '');
  const slot = slotOfContact(bare) ?? slotOfMailbox(tenant, bare);
  const found = [
    ...(slot >= 0 && slot < tenant.size ? recipientsAt(tenant, slot) : []),
    ...sharedNamed(tenant, bare),
  ];
  const matching = found.filter((recipient) => isMeant(recipient, bare));
  return matching.filter(({ address }, i) => matching.findIndex((other) => other.address === address) === i);
}

function recipientsAt(tenant: Tenant, slot: number): Recipient[] {
  const account = tenant.accountAt(slot);
  return [contactBehind(tenant, account), mailboxOrUser(tenant, account)].filter((one) => one !== null);
}

function isMeant({ name, alias, displayName, address, accountId }: Recipient, text: string): boolean {
  return [name, alias, displayName, address, accountId].some(
    (one) => one !== '' && one.toLowerCase() === text.toLowerCase(),
  );
}

function slotOfContact(text: string): number | null {
  const match = /^contact-(\d+)(?:@|$)|\(contact (\d+)\)$/i.exec(text);
  return match === null ? null : Number(match[1] ?? match[2]);
}

/** Of an id, with hyphens or at the head of an alias; else of an address. */
function slotOfMailbox(tenant: Tenant, text: string): number {
  const alias = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-/i.exec(text);
  const slot = tenant.ids.slotOf(alias === null ? text : alias.slice(1).join('-'));
  if (slot >= 0 || !/^[^\s@]+@[^\s@]+$/.test(text) || /^bal-|\.ferme@/i.test(text)) return slot;
  const [name, digests] = [text.toLowerCase(), nameDigests(tenant)];
  const wanted = saltOf(name);
  for (let at = digests.indexOf(wanted); at >= 0; at = digests.indexOf(wanted, at + 1)) {
    const isThere = tenant.fateOf(tenant.accountAt(at)) !== 'not-yet';
    if (isThere && nameAt(tenant, at) === name) return at;
  }
  return -1;
}

/** By tenant: to look through all the names themselves takes half a second at full size, for each address. */
const DIGESTS = new WeakMap<Tenant, Uint32Array>();

/** A digest of the name of the account in each slot. */
function nameDigests(tenant: Tenant): Uint32Array {
  const kept = DIGESTS.get(tenant);
  if (kept !== undefined) return kept;
  const digests = Uint32Array.from({ length: tenant.size }, (_, slot) => saltOf(nameAt(tenant, slot)));
  DIGESTS.set(tenant, digests);
  return digests;
}

function nameAt(tenant: Tenant, slot: number): string {
  return tenant.identityOf(tenant.accountAt(slot)).userPrincipalName.toLowerCase();
}

/** Shared mailboxes carry their number in their names. */
function sharedNamed(tenant: Tenant, text: string): Recipient[] {
  const number = /^bal-[ul](\d+)\.|(\d+) – /i.exec(text);
  if (number === null) return [];
  const ordinal = Number(number[1] ?? number[2]) - 1;
  return tenant.segments
    .filter(({ kind, count }) => kind.startsWith('shared') && ordinal >= 0 && ordinal < count)
    .flatMap(({ start }) => mailboxOrUser(tenant, tenant.accountAt(start + ordinal)) ?? []);
}

function contactBehind(tenant: Tenant, account: Account): Recipient | null {
  if (!forwardingOf(tenant, account).form.startsWith('contact')) return null;
  return {
    ...contactOf(tenant, account),
    kind: 'MailContact',
    external: targetAddress(tenant, account),
    accountId: '',
  };
}

function namesake(which: number): Recipient {
  const alias = `secretariat-${which + 1}`;
  const address = `${alias}@${which === 0 ? 'gmail.com' : 'clinique-des-erables.example'}`;
  return {
    name: `${alias} (contact)`,
    alias,
    displayName: AMBIGUOUS_NAME,
    address,
    kind: 'MailContact',
    external: address,
    accountId: '',
  };
}

/** Of a mailbox outside the cloud, or a guest, Exchange Online has a mail user. */
function mailboxOrUser(tenant: Tenant, account: Account): Recipient | null {
  const kind = mailboxKind(tenant, account);
  const names = mailboxNames(tenant, account);
  if (kind !== null) return { ...names, kind, external: null, accountId: names.name };
  const onPremises = tenant.accessOf(account) === 'on-premises';
  return onPremises ? { ...names, kind: 'MailUser', external: names.address, accountId: names.name } : null;
}

/** A recipient as a row; a mailbox has no external address. */
export function recipientRow(tenant: Tenant, recipient: Recipient): Record<string, unknown> {
  const { name, alias, displayName, address, kind, external, accountId } = recipient;
  return {
    Name: name,
    Identity: name,
    Alias: alias,
    DisplayName: displayName,
    PrimarySmtpAddress: address,
    ExternalEmailAddress: external === null ? null : `SMTP:${external}`,
    EmailAddresses: [`SMTP:${address}`],
    RecipientType: external === null ? 'UserMailbox' : kind,
    RecipientTypeDetails: kind,
    ExternalDirectoryObjectId: accountId,
    OrganizationId: `${tenant.spec.initialDomainPrefix}.onmicrosoft.com`,
  };
}
