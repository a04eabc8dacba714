import type { EntraLicence, HeldLicences } from '../graph/classify-failure.ts';
import type { TenantFacts } from './tenant/tenant.ts';

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const SERVICE_PLANS: Readonly<Record<EntraLicence, string>> = {
  P1: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  P2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
};

/** What the reader is told to have, by the licence that Graph asks for. */
export const LICENCE_NAMES: Readonly<Record<EntraLicence, string>> = {
  P1: 'Microsoft Entra ID P1',
  P2: 'Microsoft Entra ID P2',
};

/** What the tenant's subscriptions hold of Entra ID; null where they, or the service plans in them, were not told. */
export function heldLicences({
  skus,
  servicePlans,
}: Pick<TenantFacts, 'skus' | 'servicePlans'>): HeldLicences {
  const ids = new Set(servicePlans.map(({ id }) => id.toLowerCase()));
  if (ids.has(SERVICE_PLANS.P2)) return new Set(['P1', 'P2']);
  if (ids.has(SERVICE_PLANS.P1)) return new Set(['P1']);
  // Subscriptions without a single service plan came without the key.
  return skus === null || (skus.length > 0 && ids.size === 0) ? null : new Set();
}
