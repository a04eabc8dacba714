import { anyLicence, type Grants, type Licence } from '../grants/grant.ts';
import type { EntraLicence, HeldLicences } from '../graph/classify-failure.ts';
import type { TenantFacts } from './tenant/tenant-facts.ts';

/** https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const SERVICE_PLANS: Readonly<Record<EntraLicence, string>> = {
  P1: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  P2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
};

const NAMES = { P1: 'Microsoft Entra ID P1', P2: 'Microsoft Entra ID P2' } as const satisfies Record<
  EntraLicence,
  Licence
>;

/** What the reader is told to have, by the licence that Graph asks for. */
export function licenceGrants(licence: EntraLicence): Grants {
  return anyLicence(NAMES[licence]);
}

/** The permission; with the licence besides, where the tenant holds none: the permission alone would give nothing. */
export function withLicence(grants: Grants, licence: EntraLicence, held: HeldLicences): Grants {
  if (held === null || held.has(licence)) return grants;
  return grants.map((way) => [...way, { kind: 'licence', name: NAMES[licence] }]);
}

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
