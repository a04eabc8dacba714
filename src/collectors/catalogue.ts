import { accounts } from './accounts/accounts.ts';
import type { Collector } from './collector.ts';
import { formsActivity } from './forms-activity/forms-activity.ts';
import { groupMembers } from './group-members/group-members.ts';
import { inboxRules } from './inbox-rules/inbox-rules.ts';
import { mailActivity } from './mail-activity/mail-activity.ts';
import { mailFlow } from './mail-flow/mail-flow.ts';
import { mailboxForwarding } from './mailbox-forwarding/mailbox-forwarding.ts';
import { mailboxUsage } from './mailbox-usage/mailbox-usage.ts';
import { mfaPolicies } from './mfa-policies/mfa-policies.ts';
import { mfaRegistrations } from './mfa-registrations/mfa-registrations.ts';
import { oneDriveActivity } from './onedrive-activity/onedrive-activity.ts';
import { perUserMfa } from './per-user-mfa/per-user-mfa.ts';
import { roleAssignments } from './role-assignments/role-assignments.ts';
import { serviceActivity } from './service-activity/service-activity.ts';
import { serviceCounts } from './service-counts/service-counts.ts';
import { sharePointActivity } from './sharepoint-activity/sharepoint-activity.ts';
import { signInActivity } from './sign-in-activity/sign-in-activity.ts';
import { termsOfUse } from './terms-of-use/terms-of-use.ts';

/** Every source that is collected side by side; the tenant is read before them. */
export const COLLECTORS: readonly Collector[] = [
  accounts,
  signInActivity,
  mailActivity,
  mailboxUsage,
  serviceActivity,
  oneDriveActivity,
  sharePointActivity,
  formsActivity,
  serviceCounts,
  inboxRules,
  mailboxForwarding,
  mailFlow,
  mfaRegistrations,
  mfaPolicies,
  roleAssignments,
  perUserMfa,
  termsOfUse,
  groupMembers,
];
