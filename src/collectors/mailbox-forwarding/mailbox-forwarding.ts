import type { SourceReport } from '../../snapshot/manifest.ts';

/**
 * Forwarding set on the mailbox itself. Graph does not tell it and this version asks Exchange Online nothing,
 * so the source is listed as not asked, and the redirects are a lower bound.
 */
export const mailboxForwarding: SourceReport = {
  id: 'mailbox-forwarding',
  outcome: 'skipped',
  read: 0,
  expected: 0,
  reason: 'not-read',
  detail:
    'mailbox-level forwarding is not in Microsoft Graph and Exchange Online is not asked by this version',
};
