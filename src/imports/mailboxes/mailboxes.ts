import type { ExportKind } from '../export-kind.ts';

/** `Get-EXOMailbox -PropertySets Minimum,Delivery | Export-Csv`, or `Get-Mailbox`. */
export const MAILBOXES: ExportKind = {
  id: 'mailboxes',
  source: 'mailbox-forwarding',
  columns: {
    accountId: { headers: ['ExternalDirectoryObjectId'], kind: 'text', isRequired: true },
    userPrincipalName: { headers: ['UserPrincipalName'], kind: 'text' },
    primarySmtpAddress: { headers: ['PrimarySmtpAddress'], kind: 'text' },
    recipientType: { headers: ['RecipientTypeDetails'], kind: 'text' },
    forwardingAddress: { headers: ['ForwardingAddress'], kind: 'text', mayBeEmpty: true },
    forwardingSmtpAddress: { headers: ['ForwardingSmtpAddress'], kind: 'text', mayBeEmpty: true },
    // Each mailbox says whether it keeps a copy: where none does, the property set Delivery was left out.
    deliverToMailboxAndForward: { headers: ['DeliverToMailboxAndForward'], kind: 'flag' },
  },
  marks: [
    ['ExternalDirectoryObjectId'],
    ['RecipientTypeDetails', 'ForwardingSmtpAddress', 'ForwardingAddress'],
  ],
  without: ['RedirectTo', 'ForwardTo', 'ForwardAsAttachmentTo'],
};
