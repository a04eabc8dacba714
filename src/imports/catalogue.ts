import type { ExportKind } from './export-kind.ts';
import { INBOX_RULES } from './inbox-rules/inbox-rules.ts';
import { MAIL_FLOW_EXPORTS } from './mail-flow/mail-flow.ts';
import { MAILBOXES } from './mailboxes/mailboxes.ts';
import { MFA_REGISTRATIONS } from './mfa-registrations/mfa-registrations.ts';
import { REPORT_KINDS } from './usage-reports/usage-reports.ts';
import { USERS } from './users/users.ts';

/** Every export that is recognised. */
export const EXPORT_CATALOGUE: readonly ExportKind[] = [
  USERS,
  ...REPORT_KINDS,
  MFA_REGISTRATIONS,
  MAILBOXES,
  INBOX_RULES,
  ...MAIL_FLOW_EXPORTS,
];
