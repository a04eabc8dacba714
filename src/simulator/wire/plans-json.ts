import { PLAN_SETS, type PlanSet } from '../tenant/directory-truth.ts';
import {
  ADD_ON,
  ASSIGNMENTS,
  isHeld,
  PREMIUM,
  SKUS,
  type Assignment,
  type Plan,
  type Sku,
} from '../tenant/sku.ts';
import type { Tenant } from '../tenant/tenant.ts';

const ADDED: Assignment = { sku: ADD_ON, status: 'Enabled' };

const assignedPlans = mapAssignments((assignments) =>
  assignments.flatMap(({ sku, status, disabled = [] }) =>
    sku.plans.map((plan) => ({
      assignedDateTime: '2019-04-01T12:00:00Z',
      capabilityStatus: disabled.includes(plan) ? 'Deleted' : status,
      service: plan.service,
      servicePlanId: plan.id,
    })),
  ),
);
const assignedLicenses = mapAssignments((assignments) =>
  assignments
    .filter(isHeld)
    .map(({ sku, disabled = [] }) => ({ disabledPlans: disabled.map(({ id }) => id), skuId: sku.id })),
);

/** JSON text by set of plans, without and with the add-on. */
type Written = ReadonlyMap<PlanSet, readonly [string, string]>;

function mapAssignments(write: (assignments: readonly Assignment[]) => object[]): Written {
  return new Map(
    PLAN_SETS.map((set) => {
      const assignment = ASSIGNMENTS[set];
      const assignments = assignment === null ? [] : [assignment];
      return [set, [JSON.stringify(write(assignments)), JSON.stringify(write([...assignments, ADDED]))]];
    }),
  );
}

interface Holder {
  readonly plans: PlanSet;
  readonly addOn: boolean;
}

/** `assignedPlans` of an account, as JSON text. */
export function assignedPlansJson({ plans, addOn }: Holder): string {
  return assignedPlans.get(plans)?.[addOn ? 1 : 0] ?? '[]';
}

/** `assignedLicenses` of an account, as JSON text. */
export function assignedLicensesJson({ plans, addOn }: Holder): string {
  return assignedLicenses.get(plans)?.[addOn ? 1 : 0] ?? '[]';
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

/** Licences are bought by the hundred. */
const LOT = 100;

/** Without Entra ID P1 no subscription holds its plan. */
function plansOf({ overrides }: Tenant, { plans }: Sku): readonly Plan[] {
  return overrides.entraPremium === false ? plans.filter((plan) => plan !== PREMIUM) : plans;
}

/** The tenant's subscriptions, each with its service plans and how many accounts hold it. */
export function subscribedSkus(tenant: Tenant): (Record<string, unknown> & { id: string })[] {
  const consumed = tenant.consumedUnits();
  const tenantId = tenant.spec.id;
  return SKUS.map((sku) => ({
    accountId: tenantId,
    accountName: 'rsss',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: consumed.get(sku.id) ?? 0,
    id: `${tenantId}_${sku.id}`,
    prepaidUnits: {
      enabled: Math.ceil(((consumed.get(sku.id) ?? 0) + 1) / LOT) * LOT,
      suspended: 0,
      warning: 0,
      lockedOut: 0,
    },
    servicePlans: plansOf(tenant, sku).map(({ id, name }) => ({
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
