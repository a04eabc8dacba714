import type { Overrides, Permission } from '../tenant/tenant.ts';
import type { Source } from './source.ts';

/** Refused as a whole by the tenant: the figures that rest on it cannot be had. */
export interface RefusedSource {
  readonly source: Source;
  readonly reason: 'permission' | 'licence' | 'concealed-names';
}

/** The permissions whose source is one of their own; the others are parts of `tenant`. */
const SOURCES = [
  'accounts',
  'sign-in-activity',
  'mail-activity',
  'mailbox-usage',
  'service-activity',
  'inbox-rules',
  'mfa-registrations',
  'group-members',
] as const satisfies readonly (Permission & Source)[];

export const TENANT_PARTS = ['organization', 'domains', 'subscribed-skus', 'report-settings'] as const;

export function refusedSources(overrides: Overrides): RefusedSource[] {
  const { missingPermissions = [], entraPremium = true, concealedNames = false } = overrides;
  const refused = SOURCES.flatMap((source): RefusedSource[] => {
    const premium = source === 'sign-in-activity' || source === 'mfa-registrations';
    const report = source === 'mail-activity' || source === 'mailbox-usage' || source === 'service-activity';
    if (premium && !entraPremium) return [{ source, reason: 'licence' }];
    if (missingPermissions.includes(source)) return [{ source, reason: 'permission' }];
    return report && concealedNames ? [{ source, reason: 'concealed-names' }] : [];
  });
  const wholeTenant = TENANT_PARTS.every((part) => missingPermissions.includes(part));
  return wholeTenant ? [{ source: 'tenant', reason: 'permission' }, ...refused] : refused;
}
