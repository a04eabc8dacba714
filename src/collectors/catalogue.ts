import { accounts } from './accounts/accounts.ts';
import type { Collector } from './collector.ts';
import { groupMembers } from './group-members/group-members.ts';
import { inboxRules } from './inbox-rules/inbox-rules.ts';
import { mailActivity } from './mail-activity/mail-activity.ts';
import { mailboxUsage } from './mailbox-usage/mailbox-usage.ts';
import { mfaRegistrations } from './mfa-registrations/mfa-registrations.ts';
import { serviceActivity } from './service-activity/service-activity.ts';
import { signInActivity } from './sign-in-activity/sign-in-activity.ts';

/** Every source that is collected side by side; the tenant is read before them. */
export const COLLECTORS: readonly Collector[] = [
  accounts,
  signInActivity,
  mailActivity,
  mailboxUsage,
  serviceActivity,
  inboxRules,
  mfaRegistrations,
  groupMembers,
];
