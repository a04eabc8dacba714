import type { Permission } from '../tenant/permission.ts';
import type { Overrides } from '../tenant/tenant.ts';

/** Whether a reader has what a permission gives. */
export type Reads = (what: Permission) => boolean;

const PREMIUM: readonly Permission[] = ['sign-in-activity', 'mfa-registrations', 'role-eligibility'];
const NAMED: readonly Permission[] = [
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'onedrive-activity',
  'sharepoint-activity',
  'forms-activity',
];

/** `unread` comes besides what the tenant itself refuses. */
export function createReads(
  {
    missingPermissions = [],
    entraPremium = true,
    concealedNames = false,
    signInActivityAbsent = false,
  }: Overrides,
  unread: readonly Permission[] = [],
): Reads {
  const lost = new Set<Permission>([
    ...unread,
    ...missingPermissions,
    ...(entraPremium ? [] : PREMIUM),
    ...(concealedNames ? NAMED : []),
    ...(signInActivityAbsent ? (['sign-in-activity'] as const) : []),
  ]);
  if (lost.has('mfa-policies')) lost.add('conditional-access').add('security-defaults');
  if (lost.has('role-assignments')) lost.add('role-eligibility');
  return (what) => !lost.has(what);
}
