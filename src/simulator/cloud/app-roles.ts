import type { Permission } from '../tenant/permission.ts';

const REPORTS = ['Reports.Read.All'] as const;

/**
 * What an app is granted to read each thing: https://learn.microsoft.com/graph/permissions-reference. Terms of use are not to be
 * had by an app, whatever it is granted.
 */
const ROLES: Readonly<Record<Permission, readonly string[]>> = {
  organization: ['Organization.Read.All'],
  domains: ['Domain.Read.All'],
  'subscribed-skus': ['LicenseAssignment.Read.All'],
  'report-settings': ['ReportSettings.Read.All'],
  accounts: ['User.Read.All'],
  'sign-in-activity': ['AuditLog.Read.All'],
  'mail-activity': REPORTS,
  'mailbox-usage': REPORTS,
  'service-activity': REPORTS,
  'onedrive-activity': REPORTS,
  'sharepoint-activity': REPORTS,
  'forms-activity': REPORTS,
  'service-counts': REPORTS,
  'inbox-rules': ['MailboxSettings.Read'],
  'Exchange.ManageAsApp': ['Exchange.ManageAsApp'],
  'Exchange.ManageAsAppV2': ['Exchange.ManageAsAppV2'],
  'mfa-registrations': ['AuditLog.Read.All'],
  'group-members': ['GroupMember.Read.All'],
  'mfa-policies': ['Policy.Read.All'],
  'conditional-access': ['Policy.Read.All'],
  'security-defaults': ['Policy.Read.All'],
  'per-user-mfa': ['Policy.Read.All'],
  'role-assignments': ['RoleManagement.Read.Directory'],
  'role-eligibility': ['RoleEligibilitySchedule.Read.Directory'],
  'terms-of-use': [],
};

/** The `roles` of a token for that audience: a role that one missing permission stands for is not there. */
export function appRoles(audience: string, missing: readonly Permission[] = []): readonly string[] {
  const isExchange = audience.includes('outlook');
  const lacking = new Set<string>(missing.flatMap((permission) => ROLES[permission]));
  const all = new Set(Object.values(ROLES).flat());
  return [...all].filter((role) => role.startsWith('Exchange.') === isExchange && !lacking.has(role)).sort();
}
