import type { ExportKind } from '../export-kind.ts';

/**
 * `Get-EXOMailbox -PropertySets Minimum,Delivery | Export-Csv`, or `Get-Mailbox`; the keys of `columns` are the properties’ names in lower
 * case, which the rows of a collection are made of.
 */
export const MAILBOXES: ExportKind = {
  id: 'mailboxes',
  source: 'mailbox-forwarding',
  columns: {
    externaldirectoryobjectid: { headers: ['ExternalDirectoryObjectId'], kind: 'text', isRequired: true },
    userprincipalname: { headers: ['UserPrincipalName'], kind: 'text' },
    primarysmtpaddress: { headers: ['PrimarySmtpAddress'], kind: 'text' },
    recipienttypedetails: { headers: ['RecipientTypeDetails'], kind: 'text' },
    forwardingaddress: { headers: ['ForwardingAddress'], kind: 'text', mayBeEmpty: true },
    forwardingsmtpaddress: { headers: ['ForwardingSmtpAddress'], kind: 'text', mayBeEmpty: true },
    // Each mailbox says whether it keeps a copy: where none does, the property set Delivery was left out.
    delivertomailboxandforward: { headers: ['DeliverToMailboxAndForward'], kind: 'flag' },
    name: { headers: ['Name'], kind: 'text', isAside: true },
    identity: { headers: ['Identity'], kind: 'text', isAside: true },
    alias: { headers: ['Alias'], kind: 'text', isAside: true },
    displayname: { headers: ['DisplayName'], kind: 'text', isAside: true },
  },
  marks: [
    ['ExternalDirectoryObjectId'],
    ['RecipientTypeDetails', 'ForwardingSmtpAddress', 'ForwardingAddress'],
  ],
  without: ['RedirectTo', 'ForwardTo', 'ForwardAsAttachmentTo'],
};
