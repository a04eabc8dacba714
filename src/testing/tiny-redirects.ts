import { MAILBOX_PLAN } from './tiny-snapshot.ts';

/** An account with a mailbox; its id is `id-` and its name. */
export function mailboxAccount(name: string, more: object = {}): Record<string, unknown> {
  return { accountId: `id-${name}`, userPrincipalName: name, exchangePlans: [MAILBOX_PLAN], ...more };
}

/** An enabled inbox rule that redirects nowhere. */
export function inboxRule(more: object): object {
  return {
    name: 'Règle',
    isEnabled: true,
    hasError: false,
    redirectTo: [],
    forwardTo: [],
    forwardAsAttachmentTo: [],
    ...more,
  };
}

/** What became of the rules of one mailbox. */
export function rulesOf(
  name: string,
  outcome: string,
  rules: readonly object[] = [],
  code: string | null = null,
): object {
  return { accountId: `id-${name}`, outcome, code, rules };
}

/** A mailbox as Exchange tells of it, which forwards nothing. */
export function exchangeMailbox(name: string, more: object = {}): object {
  return {
    accountId: `id-${name}`,
    userPrincipalName: name,
    primarySmtpAddress: name,
    recipientType: 'UserMailbox',
    forwardingReturned: true,
    ...more,
  };
}

/** An accepted domain, a remote domain and an outbound policy that stop nothing: every organization has these. */
export const OPEN_FLOW: readonly object[] = [
  {
    kind: 'accepted-domain',
    domainName: 'reseau.example',
    domainType: 'Authoritative',
    matchSubDomains: false,
  },
  { kind: 'remote-domain', name: 'Default', domainName: '*', autoForwardEnabled: true },
  { kind: 'outbound-policy', name: 'Default', isDefault: true, autoForwardingMode: 'On' },
];
