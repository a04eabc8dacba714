import type { ExportKind } from '../export-kind.ts';

/**
 * `Get-InboxRule` of each mailbox. `Mailbox`, `RuleCount` and `Failure` are of the commands that Vigie prints: whose it is, how many rules it
 * has (0: none, which no other export tells), and why it could not be asked.
 */
export const INBOX_RULES: ExportKind = {
  id: 'inbox-rules',
  source: 'inbox-rules',
  columns: {
    mailbox: { headers: ['Mailbox'], kind: 'text', isAside: true },
    owner: { headers: ['MailboxOwnerId'], kind: 'text', isAside: true },
    identity: { headers: ['Identity', 'RuleIdentity'], kind: 'text', isAside: true },
    ruleCount: { headers: ['RuleCount'], kind: 'count' },
    failure: { headers: ['Failure'], kind: 'text', isAside: true },
    name: { headers: ['Name'], kind: 'text', isAside: true },
    enabled: { headers: ['Enabled'], kind: 'flag' },
    inError: { headers: ['InError'], kind: 'flag' },
    redirectTo: { headers: ['RedirectTo'], kind: 'list', mayBeEmpty: true },
    forwardTo: { headers: ['ForwardTo'], kind: 'list', mayBeEmpty: true },
    forwardAsAttachmentTo: { headers: ['ForwardAsAttachmentTo'], kind: 'list', mayBeEmpty: true },
  },
  marks: [
    ['Mailbox', 'MailboxOwnerId', 'Identity'],
    ['RedirectTo', 'ForwardTo', 'ForwardAsAttachmentTo'],
  ],
  without: ['RedirectMessageTo', 'RecipientTypeDetails'],
};
