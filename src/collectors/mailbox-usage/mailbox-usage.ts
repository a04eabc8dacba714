import { graphPermissions } from '../../grants/grant.ts';
import type { Collector } from '../collector.ts';
import type { UsageReport } from '../report-table.ts';
import { collectUsageReport, COMMON_COLUMNS } from '../usage-report.ts';

/** `User`, `UserMailbox`, `Shared`, `SharedMailbox`…: both spellings are seen. */
const RECIPIENT_KIND = `CASE regexp_replace(lower({text}), '\\s*mailbox$', '')
  WHEN 'user' THEN 'user' WHEN 'shared' THEN 'shared' WHEN 'room' THEN 'room'
  WHEN 'equipment' THEN 'equipment' ELSE CASE WHEN {text} IS NULL THEN NULL ELSE 'other' END END`;

/** What is read of the usage report of mailboxes. */
export const MAILBOX_USAGE: UsageReport<'mailbox-usage'> = {
  source: 'mailbox-usage',
  name: 'getMailboxUsageDetail',
  columns: {
    ...COMMON_COLUMNS,
    recipientType: { headers: ['Recipient Type'], kind: 'text', optional: true, as: RECIPIENT_KIND },
    createdOn: { headers: ['Created Date'], kind: 'day', optional: true },
    lastActivityOn: { headers: ['Last Activity Date'], kind: 'day', optional: true },
  },
};

/** Which mailboxes exist and of what kind, from the usage report of mailboxes. */
export const mailboxUsage: Collector = {
  id: 'mailbox-usage',
  grants: graphPermissions('Reports.Read.All'),
  collect: (context) => collectUsageReport(context, MAILBOX_USAGE),
};
