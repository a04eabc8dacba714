import type { Place } from './place.ts';

/** What a reader asks the cloud for, by the name that a snapshot gives it. */
export const SOURCES = [
  'tenant',
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
  'mailbox-forwarding',
  'mail-flow',
  'mfa-registrations',
  'mfa-policies',
  'per-user-mfa',
  'role-assignments',
  'group-members',
] as const;
export type Source = (typeof SOURCES)[number];

export const REPORTS = [
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
  'service-counts',
] as const satisfies readonly Source[];

/** Which sources are read at each place; the count and the sign-in are none of their own. */
export const SOURCES_AT: Readonly<Record<Place, readonly Source[]>> = {
  directory: ['accounts'],
  'sign-ins': ['sign-in-activity'],
  'per-user-states': ['per-user-mfa'],
  registrations: ['mfa-registrations'],
  groups: ['group-members'],
  count: [],
  tenant: ['tenant'],
  policies: ['mfa-policies'],
  roles: ['role-assignments'],
  'reports-redirect': REPORTS,
  download: REPORTS,
  batch: ['inbox-rules'],
  'batch-item': ['inbox-rules'],
  'mailbox-page': ['inbox-rules'],
  exchange: ['mailbox-forwarding', 'mail-flow'],
  login: [],
};
