import type { Check } from './check.ts';
import { inactiveMailboxes } from './inactive-mailboxes/inactive-mailboxes.ts';
import { inactiveSignIns } from './inactive-sign-ins/inactive-sign-ins.ts';
import { mailboxRedirects } from './mailbox-redirects/mailbox-redirects.ts';
import { adminMfa } from './admin-mfa/admin-mfa.ts';
import { mfaEnforcement } from './mfa-enforcement/mfa-enforcement.ts';
import { mfaStatus } from './mfa-status/mfa-status.ts';
import { serviceUsage } from './service-usage/service-usage.ts';
import { termsOfUse } from './terms-of-use/terms-of-use.ts';
import { enrolledUnused } from './enrolled-unused/enrolled-unused.ts';
import { externalSharing } from './external-sharing/external-sharing.ts';
import { physiciansWithoutMailbox } from './physicians-without-mailbox/physicians-without-mailbox.ts';
import { unreadMail } from './unread-mail/unread-mail.ts';
import { unusedAccounts } from './unused-accounts/unused-accounts.ts';
import { unusedLicences } from './unused-licences/unused-licences.ts';

/** Every check, in the order of the report. */
export const CHECKS: readonly Check[] = [
  inactiveMailboxes,
  unreadMail,
  mailboxRedirects,
  mfaStatus,
  mfaEnforcement,
  adminMfa,
  inactiveSignIns,
  unusedAccounts,
  physiciansWithoutMailbox,
  enrolledUnused,
  termsOfUse,
  externalSharing,
  unusedLicences,
  serviceUsage,
];
