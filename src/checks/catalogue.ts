import type { Check } from './check.ts';
import { inactiveMailboxes } from './inactive-mailboxes/inactive-mailboxes.ts';
import { inactiveSignIns } from './inactive-sign-ins/inactive-sign-ins.ts';
import { mailboxRedirects } from './mailbox-redirects/mailbox-redirects.ts';
import { mfaStatus } from './mfa-status/mfa-status.ts';
import { serviceUsage } from './service-usage/service-usage.ts';

/** Every check, in the order of the report. */
export const CHECKS: readonly Check[] = [
  inactiveMailboxes,
  mailboxRedirects,
  mfaStatus,
  inactiveSignIns,
  serviceUsage,
];
