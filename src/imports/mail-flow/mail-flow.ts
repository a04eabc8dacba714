import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';
import type { CellKind, ExportColumn, ExportKind } from '../export-kind.ts';

/** A column that is empty where nothing is set, which it then tells. */
function columns(kind: CellKind, ...names: readonly string[]): Record<string, ExportColumn> {
  return Object.fromEntries(
    names.map((name) => [name.toLowerCase(), { headers: [name], kind, mayBeEmpty: true }]),
  );
}

/** A column that an export of whole rules has, and a narrower one lacks without harm. */
function aside(kind: CellKind, ...names: readonly string[]): Record<string, ExportColumn> {
  return Object.fromEntries(
    names.map((name) => [name.toLowerCase(), { headers: [name], kind, isAside: true }]),
  );
}

/** What a rule is made of, by the full names of their types. */
function ruleParts(...names: readonly string[]): Record<string, ExportColumn> {
  return Object.fromEntries(
    Object.entries(aside('list', ...names)).map(([key, column]) => [
      key,
      { ...column, holdsTypeNames: true },
    ]),
  );
}

function kindOf(
  id: MailFlowKind,
  own: ExportKind['columns'],
  { marks, without = [] }: { marks: ExportKind['marks']; without?: readonly string[] },
): ExportKind {
  return {
    id,
    source: 'mail-flow',
    columns: { ...aside('text', 'Name', 'Identity'), ...own },
    marks,
    without,
  };
}

/** Exceptions that a transport rule may have; which of them it has is listed in `Exceptions`, or tells itself by a value. */
const TRANSPORT_EXCEPTIONS = [
  'ExceptIfFrom',
  'ExceptIfFromMemberOf',
  'ExceptIfFromScope',
  'ExceptIfSentTo',
  'ExceptIfSentToMemberOf',
  'ExceptIfSentToScope',
  'ExceptIfMessageTypeMatches',
];

/**
 * What `Get-TransportRule` and its like write of the mail flow; the keys of `columns` are the properties’ names in lower case, which
 * the rows of a collection are made of.
 */
export const MAIL_FLOW_EXPORTS: readonly ExportKind[] = [
  kindOf(
    'transport-rule',
    {
      state: { headers: ['State'], kind: 'text' },
      mode: { headers: ['Mode'], kind: 'text' },
      priority: { headers: ['Priority'], kind: 'count' },
      ...aside('instant', 'ActivationDate', 'ExpiryDate'),
      ...columns('list', 'RedirectMessageTo', 'BlindCopyTo', 'CopyTo', 'AddToRecipients'),
      ...columns('text', 'AddManagerAsRecipientType', 'RouteMessageOutboundConnector'),
      ...columns('list', 'ModerateMessageByUser', 'GenerateIncidentReport'),
      ...aside('list', 'IncidentReportContent'),
      ...columns('flag', 'ModerateMessageByManager', 'DeleteMessage'),
      ...aside('flag', 'Quarantine'),
      ...columns('text', 'RejectMessageReasonText', 'RejectMessageEnhancedStatusCode'),
      ...columns('text', 'MessageTypeMatches', 'FromScope', 'SentToScope'),
      ...ruleParts('Conditions', 'Exceptions', 'Actions'),
      ...aside('list', 'From', 'SentTo', ...TRANSPORT_EXCEPTIONS),
    },
    {
      marks: [['RedirectMessageTo', 'BlindCopyTo', 'Mode'], ['State'], ['Priority']],
      without: ['HostedOutboundSpamFilterPolicy'],
    },
  ),
  kindOf(
    'outbound-policy',
    {
      isdefault: { headers: ['IsDefault'], kind: 'flag' },
      autoforwardingmode: { headers: ['AutoForwardingMode'], kind: 'text', isRequired: true },
    },
    { marks: [['AutoForwardingMode']] },
  ),
  kindOf(
    'outbound-rule',
    {
      state: { headers: ['State'], kind: 'text' },
      priority: { headers: ['Priority'], kind: 'count' },
      hostedoutboundspamfilterpolicy: {
        headers: ['HostedOutboundSpamFilterPolicy'],
        kind: 'text',
        isRequired: true,
      },
      ...columns('list', 'From', 'FromMemberOf', 'SenderDomainIs'),
      ...columns('list', 'ExceptIfFrom', 'ExceptIfFromMemberOf', 'ExceptIfSenderDomainIs'),
    },
    { marks: [['HostedOutboundSpamFilterPolicy']] },
  ),
  kindOf(
    'remote-domain',
    {
      ...aside('flag', 'IsDefault'),
      domainname: { headers: ['DomainName'], kind: 'text', isRequired: true, isFilled: true },
      autoforwardenabled: { headers: ['AutoForwardEnabled'], kind: 'flag' },
    },
    { marks: [['DomainName'], ['AutoForwardEnabled']] },
  ),
  kindOf(
    'accepted-domain',
    {
      ...aside('flag', 'Default', 'IsDefault'),
      domainname: { headers: ['DomainName'], kind: 'text', isRequired: true, isFilled: true },
      domaintype: { headers: ['DomainType'], kind: 'text' },
      ...aside('flag', 'MatchSubDomains'),
    },
    { marks: [['DomainName'], ['DomainType']] },
  ),
  kindOf(
    'journal-rule',
    {
      enabled: { headers: ['Enabled'], kind: 'flag' },
      journalemailaddress: { headers: ['JournalEmailAddress'], kind: 'text' },
      ...columns('text', 'Recipient'),
      ...columns('text', 'Scope'),
    },
    { marks: [['JournalEmailAddress']] },
  ),
  kindOf(
    'outbound-connector',
    { enabled: { headers: ['Enabled'], kind: 'flag' }, ...columns('list', 'SmartHosts', 'RecipientDomains') },
    { marks: [['SmartHosts'], ['RecipientDomains']] },
  ),
];
