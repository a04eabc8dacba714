import { PLAN_SETS, type PlanSet } from '../tenant/directory-truth.ts';

/** A service plan as `assignedPlans` and `subscribedSkus` name it. */
interface Plan {
  readonly id: string;
  readonly name: string;
  readonly service: string;
}

const plan = (id: string, name: string, service = 'exchange'): Plan => ({ id, name, service });

const ENTERPRISE = plan('efb87545-963c-4e0d-99df-69c6916d9eb0', 'EXCHANGE_S_ENTERPRISE');
const STANDARD = plan('9aaf7827-d63c-4b61-89c3-182f06f82e5c', 'EXCHANGE_S_STANDARD');
// The service is written both ways in documents, and compares without case.
const DESKLESS = plan('4a82b400-a79f-41a4-b4e2-e94f5787b113', 'EXCHANGE_S_DESKLESS', 'Exchange');
const FOUNDATION = plan('113feb6c-3fe4-4440-bddc-54d774bf0318', 'EXCHANGE_S_FOUNDATION');
const ARCHIVE = plan('176a09a6-7ec5-4039-ac02-b2791c6ba793', 'EXCHANGE_S_ARCHIVE_ADDON');
const BOOKINGS = plan('199a5c09-dfca-4e37-8f7c-b05d533e1ea2', 'MICROSOFTBOOKINGS');
const ANALYTICS = plan('34c0d7a0-a70f-4668-9238-47f9fc208882', 'EXCHANGE_ANALYTICS');
const AUDITING = plan('2f442157-a11c-46b9-ae5b-6e39ff4e5849', 'M365_ADVANCED_AUDITING');
const SHAREPOINT = plan('5dbe027f-2339-4123-9542-606e4d348a72', 'SHAREPOINTENTERPRISE', 'SharePoint');
const TEAMS = plan('57ff2da0-773e-42df-b2af-ffb7a2317929', 'TEAMS1', 'TeamspaceAPI');
const PREMIUM = plan('41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM', 'AADPremiumService');

interface Sku {
  readonly id: string;
  readonly name: string;
  readonly plans: readonly Plan[];
}

const E3: Sku = {
  id: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  name: 'SPE_E3',
  plans: [ENTERPRISE, BOOKINGS, SHAREPOINT],
};
const F3: Sku = {
  id: '66b55226-6b4f-492c-910c-a3b7a3c9d993',
  name: 'SPE_F1',
  plans: [DESKLESS, TEAMS],
};
const PLAN1: Sku = {
  id: '4b9405b0-7788-4568-add1-99614e613b69',
  name: 'EXCHANGESTANDARD',
  plans: [STANDARD, FOUNDATION],
};
const FLOW: Sku = {
  id: 'f30db892-07e9-47e9-837c-80727f46fd3d',
  name: 'FLOW_FREE',
  plans: [FOUNDATION, TEAMS],
};
const ARCHIVING: Sku = {
  id: 'ee02fd1b-340e-4a4b-b355-4a514e4c8943',
  name: 'EXCHANGEARCHIVE_ADDON',
  plans: [ARCHIVE],
};
const BOOKING: Sku = {
  id: '6070a4c8-34c6-4937-8dfb-39bbc6397a60',
  name: 'BOOKINGS_ONLY',
  plans: [BOOKINGS],
};
const COMPLIANCE: Sku = {
  id: '184efa21-98c3-4e5d-95ab-d07053a96e67',
  name: 'INFORMATION_PROTECTION_COMPLIANCE',
  plans: [ANALYTICS, AUDITING],
};

const SECURITY: Sku = {
  id: 'efccb6f7-5641-4e0e-bd10-b4976e1bf68e',
  name: 'EMS',
  plans: [PREMIUM],
};

const SKUS: readonly Sku[] = [E3, F3, PLAN1, FLOW, ARCHIVING, BOOKING, COMPLIANCE, SECURITY];

interface Assignment {
  readonly sku: Sku;
  readonly status: 'Enabled' | 'Warning' | 'Suspended' | 'Deleted';
}

const ASSIGNMENTS: Readonly<Record<PlanSet, Assignment | null>> = {
  enterprise: { sku: E3, status: 'Enabled' },
  standard: { sku: PLAN1, status: 'Enabled' },
  deskless: { sku: F3, status: 'Enabled' },
  'enterprise-in-grace': { sku: E3, status: 'Warning' },
  foundation: { sku: FLOW, status: 'Enabled' },
  archive: { sku: ARCHIVING, status: 'Enabled' },
  bookings: { sku: BOOKING, status: 'Enabled' },
  analytics: { sku: COMPLIANCE, status: 'Enabled' },
  'enterprise-suspended': { sku: E3, status: 'Suspended' },
  'standard-deleted': { sku: PLAN1, status: 'Deleted' },
  none: null,
};

const assignedPlans = mapPlans(({ sku, status }) =>
  sku.plans.map(({ id, service }) => ({
    assignedDateTime: '2019-04-01T12:00:00Z',
    capabilityStatus: status,
    service,
    servicePlanId: id,
  })),
);
const assignedLicenses = mapPlans(({ sku, status }) =>
  status === 'Enabled' || status === 'Warning' ? [{ disabledPlans: [], skuId: sku.id }] : [],
);

function mapPlans(write: (assignment: Assignment) => object[]): ReadonlyMap<PlanSet, string> {
  return new Map(
    PLAN_SETS.map((set) => {
      const assignment = ASSIGNMENTS[set];
      return [set, JSON.stringify(assignment === null ? [] : write(assignment))];
    }),
  );
}

/** `assignedPlans` of an account, as JSON text. */
export function assignedPlansJson(plans: PlanSet): string {
  return assignedPlans.get(plans) ?? '[]';
}

/** `assignedLicenses` of an account, as JSON text. */
export function assignedLicensesJson(plans: PlanSet): string {
  return assignedLicenses.get(plans) ?? '[]';
}

/** What usage reports call the products of an account. */
export function assignedProducts(plans: PlanSet): string {
  const assignment = ASSIGNMENTS[plans];
  return assignment === null ? '' : (PRODUCTS[assignment.sku.name] ?? 'EXCHANGE ONLINE (PLAN 1)');
}

const PRODUCTS: Readonly<Record<string, string>> = {
  SPE_E3: 'MICROSOFT 365 E3+MICROSOFT POWER AUTOMATE FREE',
  SPE_F1: 'MICROSOFT 365 F3',
};

/** The tenant's subscriptions, each with its service plans. */
export function subscribedSkus(tenantId: string): (Record<string, unknown> & { id: string })[] {
  return SKUS.map((sku) => ({
    accountId: tenantId,
    accountName: 'rsss',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: 1000,
    id: `${tenantId}_${sku.id}`,
    prepaidUnits: { enabled: 400_000, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: sku.plans.map(({ id, name }) => ({
      servicePlanId: id,
      servicePlanName: name,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
    skuId: sku.id,
    skuPartNumber: sku.name,
    subscriptionIds: [],
  }));
}
