import type { Coverage } from '../tenant/redirect-spec.ts';
import type { Tenant } from '../tenant/tenant.ts';

type Row = Readonly<Record<string, unknown>>;

const listed = (values: readonly string[] | undefined): readonly string[] | null => values ?? null;

/** Get-AcceptedDomain. */
export function acceptedDomains({ spec }: Tenant): Row[] {
  return spec.mailFlow.acceptedDomains.map(({ name, type, matchSubDomains }) => ({
    Name: name,
    Identity: name,
    DomainName: name,
    DomainType: type,
    MatchSubDomains: matchSubDomains,
    Default: name === spec.mailDomain,
    InitialDomain: name === `${spec.initialDomainPrefix}.onmicrosoft.com`,
  }));
}

/** Get-RemoteDomain. */
export function remoteDomains({ spec }: Tenant): Row[] {
  return spec.mailFlow.remoteDomains.map(({ name, domain, autoForwardEnabled }) => ({
    Name: name,
    Identity: name,
    DomainName: domain,
    IsInternal: false,
    AllowedOOFType: 'External',
    AutoReplyEnabled: true,
    AutoForwardEnabled: autoForwardEnabled,
  }));
}

/** Get-TransportRule. */
export function transportRules({ spec }: Tenant): Row[] {
  return spec.mailFlow.transportRules.map((rule, priority) => ({
    Name: rule.name,
    Identity: rule.name,
    Priority: priority,
    State: rule.state,
    Mode: rule.mode,
    RedirectMessageTo: listed(rule.redirectTo),
    BlindCopyTo: listed(rule.blindCopyTo),
    CopyTo: listed(rule.copyTo),
    AddToRecipients: listed(rule.addTo),
    ApplyHtmlDisclaimerText: rule.disclaimer ?? null,
    ModerateMessageByUser: null,
    Conditions: null,
    Exceptions: null,
    FromScope: null,
    SentToScope: null,
    MessageTypeMatches: null,
    RejectMessageReasonText: null,
    RejectMessageEnhancedStatusCode: null,
    DeleteMessage: false,
  }));
}

/** Get-HostedOutboundSpamFilterPolicy. */
export function outboundPolicies({ spec }: Tenant): Row[] {
  return spec.mailFlow.outboundPolicies.map(({ name, autoForwardingMode }, i) => ({
    Name: name,
    Identity: name,
    IsDefault: i === 0,
    AutoForwardingMode: autoForwardingMode,
    RecipientLimitPerDay: 0,
    ActionWhenThresholdReached: 'BlockUserForToday',
  }));
}

/** Get-HostedOutboundSpamFilterRule. */
export function outboundRules(tenant: Tenant): Row[] {
  return tenant.spec.mailFlow.outboundRules.map((rule) => ({
    Name: rule.name,
    Identity: rule.name,
    Priority: rule.priority,
    State: rule.state,
    HostedOutboundSpamFilterPolicy: rule.policy,
    From: addressesOf(tenant, rule.senders),
    FromMemberOf: listed(rule.senderGroups),
    SenderDomainIs: listed(rule.senderDomains),
    ExceptIfFrom: addressesOf(tenant, rule.exceptSenders),
    ExceptIfFromMemberOf: listed(rule.exceptSenderGroups),
    ExceptIfSenderDomainIs: listed(rule.exceptSenderDomains),
  }));
}

/** Addresses of the redirected accounts so covered, some of them in another case than the directory's. */
function addressesOf(tenant: Tenant, coverages: readonly Coverage[] | undefined): string[] | null {
  if (coverages === undefined) return null;
  const addresses: string[] = [];
  for (const account of tenant.redirectedAccounts()) {
    if (!coverages.includes(tenant.redirectOf(account).coverage)) continue;
    const { userPrincipalName } = tenant.identityOf(account);
    addresses.push(addresses.length % 3 === 2 ? userPrincipalName.toUpperCase() : userPrincipalName);
  }
  return addresses;
}
