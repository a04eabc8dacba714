/** What an app may be allowed to read, by the name of what it reads. */
export const PERMISSIONS = [
  'organization',
  'domains',
  'subscribed-skus',
  'report-settings',
  'accounts',
  'sign-in-activity',
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
  'service-counts',
  'inbox-rules',
  /** Of Exchange Online's own resource: its commands, and its documented endpoints. */
  'Exchange.ManageAsApp',
  'Exchange.ManageAsAppV2',
  'mfa-registrations',
  'group-members',
  /** Conditional Access and security defaults, which come with one permission; and each alone. */
  'mfa-policies',
  'conditional-access',
  'security-defaults',
  'per-user-mfa',
  'role-assignments',
  'role-eligibility',
  'terms-of-use',
] as const;
export type Permission = (typeof PERMISSIONS)[number];
