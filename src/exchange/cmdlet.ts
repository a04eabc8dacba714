/** The cmdlets that may leave this program. */
export const CMDLETS = [
  'Get-Mailbox',
  'Get-Recipient',
  'Get-AcceptedDomain',
  'Get-TransportRule',
  'Get-RemoteDomain',
  'Get-HostedOutboundSpamFilterPolicy',
  'Get-HostedOutboundSpamFilterRule',
  'Get-InboxRule',
  'Get-JournalRule',
  'Get-OutboundConnector',
] as const;

export type CmdletName = (typeof CMDLETS)[number];

/**
 * What answers cmdlets: `v2.0` is documented, with an endpoint for each of a few cmdlets
 * (https://learn.microsoft.com/exchange/reference/admin-api-endpoints-reference); `InvokeCommand`, which Microsoft's own
 * PowerShell module uses, runs any.
 */
export const ENDPOINTS = {
  'v2.0/Mailbox': ['Get-Mailbox'],
  'v2.0/AcceptedDomain': ['Get-AcceptedDomain'],
  'beta/InvokeCommand': CMDLETS,
} as const satisfies Record<string, readonly CmdletName[]>;

export type Endpoint = keyof typeof ENDPOINTS;

/** One cmdlet to run. */
export interface CmdletCall {
  readonly endpoint: Endpoint;
  readonly cmdlet: CmdletName;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** The properties to answer; all of them where it is missing. */
  readonly select?: readonly string[];
}

export function bodyOf({ cmdlet, parameters }: CmdletCall): string {
  return JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
}

/** The path of a call for the tenant of this id, from the root. */
export function pathOf({ endpoint, select }: CmdletCall, tenantId: string): string {
  const [version = '', name = ''] = endpoint.split('/');
  const query = select === undefined ? '' : `?$select=${select.join(',')}`;
  return `/adminapi/${version}/${tenantId}/${name}${query}`;
}
