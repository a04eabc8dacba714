import { GraphFailure } from '../../graph/graph-failure.ts';
import { countField, exchangeFields, flagField, textsField, trimmedField } from '../exchange-fields.ts';
import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';
import type { Fields } from '../fields.ts';
import { furtherFacts } from './transport-rule-facts.ts';
import { addressesOf } from './exchange-addresses.ts';

/** A row of the table `mail-flow`; what is left out is null there. */
export interface MailFlowRow {
  readonly kind: MailFlowKind;
  readonly name: string | null;
  readonly [column: string]: string | number | boolean | null | readonly string[] | readonly object[];
}

export function transportRuleRow(item: unknown): MailFlowRow {
  const rule = exchangeFields(item, 'transport rule');
  return {
    kind: 'transport-rule',
    name: trimmedField(rule, 'name'),
    isEnabled: isEnabled(rule),
    mode: trimmedField(rule, 'mode'),
    activeFrom: trimmedField(rule, 'activationdate'),
    activeUntil: trimmedField(rule, 'expirydate'),
    priority: countField(rule, 'priority'),
    redirectTo: addressesOf(rule, 'redirectmessageto'),
    blindCopyTo: addressesOf(rule, 'blindcopyto'),
    copyTo: addressesOf(rule, 'copyto'),
    addedRecipients: addressesOf(rule, 'addtorecipients'),
    ...furtherFacts(rule),
  };
}

const NAMING = ['redirectTo', 'blindCopyTo', 'copyTo', 'addedRecipients', 'journalTo'] as const;

/** Whom a row sends mail to, as written. */
export function targetsOf(row: MailFlowRow): string[] {
  const { sends } = row;
  const further = Array.isArray(sends) ? sends.flatMap(targetsOfSending) : [];
  return [...NAMING.flatMap((column) => textsOf(row[column])), ...further];
}

function targetsOfSending(sending: unknown): string[] {
  return typeof sending === 'object' && sending !== null && 'targets' in sending
    ? textsOf(sending.targets)
    : [];
}

function textsOf(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => typeof item === 'string');
}

/** Who is given a copy of mail for the record. */
export function journalRuleRow(item: unknown): MailFlowRow {
  const rule = exchangeFields(item, 'journal rule');
  return {
    kind: 'journal-rule',
    name: nameOf(rule),
    isEnabled: flagField(rule, 'enabled'),
    journalTo: addressesOf(rule, 'journalemailaddress')[0] ?? null,
    journalOf: addressesOf(rule, 'recipient')[0] ?? null,
    journalScope: trimmedField(rule, 'scope'),
  };
}

/** Where mail is handed over on its way out. */
export function outboundConnectorRow(item: unknown): MailFlowRow {
  const connector = exchangeFields(item, 'outbound connector');
  return {
    kind: 'outbound-connector',
    name: nameOf(connector),
    isEnabled: flagField(connector, 'enabled'),
    smartHosts: textsField(connector, 'smarthosts'),
    recipientDomains: domainsOf(connector, 'recipientdomains'),
  };
}

export function outboundPolicyRow(item: unknown): MailFlowRow {
  const policy = exchangeFields(item, 'outbound spam policy');
  return {
    kind: 'outbound-policy',
    name: nameOf(policy),
    isDefault: flagField(policy, 'isdefault'),
    autoForwardingMode: trimmedField(policy, 'autoforwardingmode'),
  };
}

export function outboundRuleRow(item: unknown): MailFlowRow {
  const rule = exchangeFields(item, 'outbound spam rule');
  return {
    kind: 'outbound-rule',
    name: trimmedField(rule, 'name'),
    isEnabled: isEnabled(rule),
    priority: countField(rule, 'priority'),
    policy: trimmedField(rule, 'hostedoutboundspamfilterpolicy'),
    senders: addressesOf(rule, 'from'),
    senderGroups: addressesOf(rule, 'frommemberof'),
    senderDomains: domainsOf(rule, 'senderdomainis'),
    exceptSenders: addressesOf(rule, 'exceptiffrom'),
    exceptSenderGroups: addressesOf(rule, 'exceptiffrommemberof'),
    exceptSenderDomains: domainsOf(rule, 'exceptifsenderdomainis'),
    scopeUntold: isScopeUntold(rule),
  };
}

const EXCEPTIONS = ['exceptiffrom', 'exceptiffrommemberof', 'exceptifsenderdomainis'];
const SCOPE = ['from', 'frommemberof', 'senderdomainis', ...EXCEPTIONS];

/**
 * Exchange writes what is empty as an empty list. Where it leaves all exceptions out, there are none; a rule that tells of some
 * leaves nothing out, and a key that is not there was not told.
 */
function isScopeUntold(rule: Fields): boolean {
  const has = (name: string): boolean => Object.hasOwn(rule, name);
  return EXCEPTIONS.some(has) && !SCOPE.every(has);
}

export function remoteDomainRow(item: unknown): MailFlowRow {
  const domain = exchangeFields(item, 'remote domain');
  return {
    kind: 'remote-domain',
    name: nameOf(domain),
    isDefault: flagField(domain, 'isdefault'),
    domainName: domainName(domain),
    autoForwardEnabled: flagField(domain, 'autoforwardenabled'),
  };
}

export function acceptedDomainRow(item: unknown): MailFlowRow {
  const domain = exchangeFields(item, 'accepted domain');
  return {
    kind: 'accepted-domain',
    name: nameOf(domain),
    isDefault: flagField(domain, 'default') ?? flagField(domain, 'isdefault'),
    domainName: domainName(domain),
    domainType: trimmedField(domain, 'domaintype'),
    matchSubDomains: flagField(domain, 'matchsubdomains'),
  };
}

function nameOf(fields: Fields): string | null {
  return trimmedField(fields, 'name') ?? trimmedField(fields, 'identity');
}

/** A domain that does not say its name would cover nothing: no answer of Exchange. */
function domainName(fields: Fields): string {
  const name = trimmedField(fields, 'domainname');
  if (name !== null) return name.toLowerCase();
  throw new GraphFailure({
    ...{ kind: 'malformed', request: '', status: 200, code: 'UnexpectedShape' },
    message: 'an answer of Exchange Online has a domain without a "domainname"',
  });
}

/** Null where the state is none that is documented: what is not known to be off is not off. */
function isEnabled(rule: Fields): boolean | null {
  const state = trimmedField(rule, 'state')?.toLowerCase();
  return state === 'enabled' ? true : state === 'disabled' ? false : null;
}

function domainsOf(fields: Fields, name: string): string[] {
  return textsField(fields, name).map((domain) => domain.toLowerCase());
}
