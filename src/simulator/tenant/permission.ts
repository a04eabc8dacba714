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
  'inbox-rules',
  'mfa-registrations',
  'group-members',
] as const;
export type Permission = (typeof PERMISSIONS)[number];
