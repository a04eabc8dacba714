import { at } from './hash.ts';
import type { Account } from './layout.ts';
import { forwardTarget, localPart } from './redirect-target.ts';
import type { Tenant } from './tenant.ts';

/** What Exchange holds of a mailbox's forwarding, as it writes it. */
export interface ForwardingTruth {
  /** With its `smtp:`, in whatever case; '' where it was emptied. */
  readonly smtpAddress: string | null;
  /** A recipient of the directory; it overrides the address. */
  readonly recipient: string | null;
  readonly keepsCopy: boolean;
  readonly form: ForwardingForm;
}

/**
 * `mailbox` and `contact` are recipients that exist, `nothing` one that does not (or several). Those `over-…` have an
 * SMTP address besides, which counts for nothing.
 */
export type ForwardingForm =
  | 'none'
  | 'smtp'
  | 'mailbox'
  | 'mailbox-over-smtp'
  | 'contact'
  | 'contact-over-smtp'
  | 'nothing'
  | 'nothing-over-smtp';

/** Ways of writing a recipient. */
type Writing = 'name' | 'canonical' | 'x500' | 'smtp' | 'display-name';

/** The display name of two contacts at once: nobody can tell which is meant. */
export const AMBIGUOUS_NAME = 'Secrétariat médical';

const FOREST = 'CANPR01A003.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations';
const RECIPIENTS = '/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients';

export function forwardingOf(tenant: Tenant, account: Account): ForwardingTruth {
  const { forwardClass, variant } = tenant.redirectOf(account);
  if (forwardClass === null) {
    const decoy = tenant.decoyOf(account);
    return {
      smtpAddress: decoy === 'empty-address' ? '' : null,
      recipient: null,
      keepsCopy: decoy === 'copy-kept',
      form: 'none',
    };
  }
  const form = formOf(forwardClass, variant);
  return {
    form,
    smtpAddress:
      form === 'smtp'
        ? smtpOf(tenant, account)
        : form.endsWith('-over-smtp')
          ? decoyOf(tenant, account)
          : null,
    recipient: form === 'smtp' ? null : recipientOf(tenant, account, form, variant),
    keepsCopy: variant % 5 < 2,
  };
}

function formOf(forwardClass: string, variant: number): ForwardingForm {
  const turn = variant * 3 + Math.floor(variant / 5);
  if (forwardClass === 'unresolved') return turn % 3 === 0 ? 'nothing-over-smtp' : 'nothing';
  const recipient = forwardClass === 'internal' ? 'mailbox' : 'contact';
  if (forwardClass === 'internal') {
    return at(['smtp', recipient, recipient, recipient, `${recipient}-over-smtp`] as const, turn % 5);
  }
  return at(['smtp', 'smtp', recipient, `${recipient}-over-smtp`, recipient] as const, turn % 5);
}

/** The SMTP address itself, its prefix in two cases. */
function smtpOf(tenant: Tenant, account: Account): string {
  const prefix = tenant.redirectOf(account).variant % 4 === 0 ? 'SMTP:' : 'smtp:';
  return `${prefix}${targetAddress(tenant, account)}`;
}

function decoyOf(tenant: Tenant, account: Account): string {
  return `smtp:${localPart(tenant, account)}.perso@gmail.com`;
}

/** Where mail goes that is forwarded by address or by way of a contact. */
export function targetAddress(tenant: Tenant, account: Account): string {
  const { forwardClass, variant } = tenant.redirectOf(account);
  const { domain } = forwardTarget(tenant.spec.redirects, forwardClass ?? 'internal', variant);
  return `${localPart(tenant, account)}@${domain}`;
}

function recipientOf(tenant: Tenant, account: Account, form: ForwardingForm, variant: number): string {
  const turn = Math.floor(variant / 2);
  if (form.startsWith('contact')) {
    const writing = at(['name', 'canonical', 'x500', 'smtp'] as const, turn % 4);
    return written(tenant, writing, contactOf(tenant, account));
  }
  if (form.startsWith('nothing')) return nobody(tenant, account, turn);
  const writing = at(['name', 'canonical', 'x500', 'smtp', 'display-name'] as const, turn % 5);
  const shared = sharedTarget(tenant, variant);
  const byName = writing === 'smtp' || writing === 'display-name';
  if (shared !== null && byName) return written(tenant, writing, mailboxNames(tenant, shared));
  const staff = tenant.segments.filter(({ kind }) => kind === 'mailbox').at(-1) ?? account.segment;
  const slot = staff.start + ((variant * 7919) % staff.count);
  return written(tenant, byName ? 'name' : writing, mailboxNames(tenant, tenant.accountAt(slot)));
}

/** A shared mailbox whose display name is no other's; null where that cannot be had. */
function sharedTarget(tenant: Tenant, variant: number): Account | null {
  const shared = tenant.segments.find(({ kind }) => kind === 'shared');
  const licensed = tenant.segments.find(({ kind }) => kind === 'shared-licensed');
  if (shared === undefined || licensed === undefined || shared.count <= licensed.count) return null;
  const ordinal = licensed.count + ((variant * 31) % (shared.count - licensed.count));
  return tenant.accountAt(shared.start + ordinal);
}

function nobody(tenant: Tenant, account: Account, turn: number): string {
  const local = localPart(tenant, account);
  const name = `${local} (compte fermé)`;
  const address = `${local}.ferme@${tenant.spec.mailDomain}`;
  const gone = { name, alias: `ferme-${account.slot}`, displayName: name, address };
  const writing = at(['name', 'x500', 'canonical'] as const, turn % 3);
  return turn % 4 === 3 ? AMBIGUOUS_NAME : written(tenant, writing, gone);
}

/** The names by which a recipient is known. */
export interface RecipientNames {
  readonly name: string;
  readonly alias: string;
  readonly displayName: string;
  readonly address: string;
}

/** The mail contact that an account's forwarding leads to. */
export function contactOf(tenant: Tenant, account: Account): RecipientNames {
  const displayName = `${tenant.identityOf(account).displayName} (contact ${account.slot})`;
  const alias = `contact-${account.slot}`;
  return { name: displayName, alias, displayName, address: `${alias}@${tenant.spec.mailDomain}` };
}

/** A mailbox's names; Exchange names a mailbox after the id of its account. */
export function mailboxNames(tenant: Tenant, account: Account): RecipientNames {
  const { displayName, userPrincipalName } = tenant.identityOf(account);
  const name = tenant.ids.idOf(account.slot);
  const local = userPrincipalName.split('@')[0] ?? '';
  return { name, alias: `${name.replaceAll('-', '')}-${local}`, displayName, address: userPrincipalName };
}

function written(
  tenant: Tenant,
  writing: Writing,
  { name, alias, displayName, address }: RecipientNames,
): string {
  switch (writing) {
    case 'name':
      return name;
    case 'canonical':
      return canonicalName(tenant, name);
    case 'x500':
      return legacyName(alias);
    case 'smtp':
      return address;
    case 'display-name':
      return displayName;
  }
}

export function canonicalName({ spec }: Tenant, name: string): string {
  return `${FOREST}/${spec.initialDomainPrefix}.onmicrosoft.com/${name}`;
}

export function legacyName(alias: string): string {
  return `${RECIPIENTS}/cn=${alias}`;
}
