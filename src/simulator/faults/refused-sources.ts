import { exchangeReach } from '../tenant/exchange-reach.ts';
import type { Overrides } from '../tenant/tenant.ts';
import { REPORTS, SOURCES, type Source } from './source.ts';

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
    // Two roads lead to either; what one of them does not tell is a part.
    if (source === 'mailbox-forwarding' || source === 'mail-flow')
      return exchangeReach(overrides).kinds ? [] : [{ source, reason: 'permission' }];
    const premium = source === 'sign-in-activity' || source === 'mfa-registrations';
    // The tenant's totals name nobody.
    const named = source !== 'service-counts' && REPORTS.some((report) => report === source);
    // Where the licences cannot be read, a reader asks again until it gives up.
    if (premium && !entraPremium)
      return missingPermissions.includes('subscribed-skus') ? [] : [{ source, reason: 'licence' }];
    if (isRefused(source, missingPermissions)) return [{ source, reason: 'permission' }];
    return named && concealedNames ? [{ source, reason: 'concealed-names' }] : [];
  });
  const wholeTenant = TENANT_PARTS.every((part) => missingPermissions.includes(part));
  return wholeTenant ? [{ source: 'tenant', reason: 'permission' }, ...refused] : refused;
}

/** The policies and the security defaults have permissions of their own as well. */
function isRefused(source: Source, missing: readonly string[]): boolean {
  if (missing.includes(source)) return true;
  return (
    source === 'mfa-policies' &&
    missing.includes('conditional-access') &&
    missing.includes('security-defaults')
  );
}
