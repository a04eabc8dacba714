import type { PlanSet } from './directory-truth.ts';

/** A service plan as `assignedPlans` and `subscribedSkus` name it. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly service: string;
}

/** A licence that can be bought, with the plans that it gives. */
export interface Sku {
  readonly id: string;
  readonly name: string;
  readonly plans: readonly Plan[];
}

const plan = (id: string, name: string, service = 'exchange'): Plan => ({ id, name, service });
const sku = (id: string, name: string, plans: readonly Plan[]): Sku => ({ id, name, plans });

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
export const PREMIUM = plan('41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM', 'AADPremiumService');

const E3 = sku('05e9a617-0261-4cee-bb44-138d3ef5d965', 'SPE_E3', [ENTERPRISE, BOOKINGS, SHAREPOINT]);
const F3 = sku('66b55226-6b4f-492c-910c-a3b7a3c9d993', 'SPE_F1', [DESKLESS, TEAMS]);
const PLAN1 = sku('4b9405b0-7788-4568-add1-99614e613b69', 'EXCHANGESTANDARD', [STANDARD, FOUNDATION]);
const FLOW = sku('f30db892-07e9-47e9-837c-80727f46fd3d', 'FLOW_FREE', [FOUNDATION, TEAMS]);
const ARCHIVING = sku('ee02fd1b-340e-4a4b-b355-4a514e4c8943', 'EXCHANGEARCHIVE_ADDON', [ARCHIVE]);
const BOOKING = sku('6070a4c8-34c6-4937-8dfb-39bbc6397a60', 'BOOKINGS_ONLY', [BOOKINGS]);
const COMPLIANCE = sku('184efa21-98c3-4e5d-95ab-d07053a96e67', 'INFORMATION_PROTECTION_COMPLIANCE', [
  ANALYTICS,
  AUDITING,
]);
/** The add-on: its holders have a second licence, or this one alone. */
export const ADD_ON = sku('efccb6f7-5641-4e0e-bd10-b4976e1bf68e', 'EMS', [PREMIUM]);

/** Every licence of the tenant. */
export const SKUS: readonly Sku[] = [E3, F3, PLAN1, FLOW, ARCHIVING, BOOKING, COMPLIANCE, ADD_ON];

/** A licence and what became of it. */
export interface Assignment {
  readonly sku: Sku;
  readonly status: 'Enabled' | 'Warning' | 'Suspended' | 'Deleted';
  /** Plans of it that were switched off for the account. */
  readonly disabled?: readonly Plan[];
}

export const ASSIGNMENTS: Readonly<Record<PlanSet, Assignment | null>> = {
  enterprise: { sku: E3, status: 'Enabled' },
  standard: { sku: PLAN1, status: 'Enabled' },
  deskless: { sku: F3, status: 'Enabled' },
  'enterprise-in-grace': { sku: E3, status: 'Warning' },
  foundation: { sku: FLOW, status: 'Enabled' },
  archive: { sku: ARCHIVING, status: 'Enabled' },
  bookings: { sku: BOOKING, status: 'Enabled' },
  analytics: { sku: COMPLIANCE, status: 'Enabled' },
  'enterprise-without-mail': { sku: E3, status: 'Enabled', disabled: [ENTERPRISE] },
  'enterprise-suspended': { sku: E3, status: 'Suspended' },
  'standard-deleted': { sku: PLAN1, status: 'Deleted' },
  none: null,
};

/** Whether the licence is still assigned: plans outlive it for a while. */
export function isHeld(assignment: Assignment | null): assignment is Assignment {
  return assignment?.status === 'Enabled' || assignment?.status === 'Warning';
}
