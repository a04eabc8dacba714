import type { Overrides } from '../tenant/tenant.ts';
import { SOURCES, type Source } from './source.ts';

/** Refused as a whole by the tenant: the figures that rest on it cannot be had. */
export interface RefusedSource {
  readonly source: Source;
  readonly reason: 'permission' | 'licence' | 'concealed-names';
}

export const TENANT_PARTS = ['organization', 'domains', 'subscribed-skus', 'report-settings'] as const;

export function refusedSources(overrides: Overrides): RefusedSource[] {
  const { missingPermissions = [], entraPremium = true, concealedNames = false } = overrides;
  const refused = SOURCES.flatMap((source): RefusedSource[] => {
    // Its parts have permissions of their own.
    if (source === 'tenant') return [];
    const premium = source === 'sign-in-activity' || source === 'mfa-registrations';
    const report = source === 'mail-activity' || source === 'mailbox-usage' || source === 'service-activity';
    if (premium && !entraPremium) return [{ source, reason: 'licence' }];
    if (missingPermissions.includes(source)) return [{ source, reason: 'permission' }];
    return report && concealedNames ? [{ source, reason: 'concealed-names' }] : [];
  });
  const wholeTenant = TENANT_PARTS.every((part) => missingPermissions.includes(part));
  return wholeTenant ? [{ source: 'tenant', reason: 'permission' }, ...refused] : refused;
}
