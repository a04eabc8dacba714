import { GraphFailure } from '../../graph/graph-failure.ts';
import {
  countField,
  exchangeFields,
  flagField,
  textsField,
  trimmedField,
  withoutSmtp,
} from '../exchange-fields.ts';
import type { Fields } from '../fields.ts';

/** A row of the table `mail-flow`; what is left out is null there. */
export interface MailFlowRow {
  readonly kind: 'transport-rule' | 'outbound-policy' | 'outbound-rule' | 'remote-domain' | 'accepted-domain';
  readonly name: string | null;
  readonly [column: string]: string | number | boolean | null | readonly string[];
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
  };
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

function addressesOf(fields: Fields, name: string): string[] {
  return textsField(fields, name).flatMap((text) => separated(text).map(withoutSmtp));
}

/** Several addresses may come as one text. */
function separated(text: string): string[] {
  return /@.*[;,].*@/.test(text) ? text.split(/[;,]/).filter((part) => part.trim() !== '') : [text];
}

function domainsOf(fields: Fields, name: string): string[] {
  return textsField(fields, name).map((domain) => domain.toLowerCase());
}
