import { indicatorsOf, type PredictedIndicator } from './prediction/indicators.ts';
import { createViewer, truthOf, type AccountTruth, type PredictionView } from './prediction/view.ts';
import { unreadableSources } from './faults/broken-sources.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import { overridesOf } from './faults/overrides-of.ts';
import { createTenant, type Tenant, type TenantOptions } from './tenant/tenant.ts';
import { createServiceTallies, type PredictedService } from './prediction/service-usage.ts';

export type { PredictionView } from './prediction/view.ts';

/** The figures that an audit of the tenant must reach, in the shape of a situation's numbers. */
export interface Prediction {
  readonly population: {
    readonly accounts: number;
    readonly mailboxes: number;
    readonly physicians: number;
    readonly byCategory: Readonly<Record<string, number>>;
  };
  readonly indicators: readonly PredictedIndicator[];
  readonly enrolments: readonly {
    readonly id: string;
    readonly total: number;
    readonly byCategory: Readonly<Record<string, number>>;
  }[];
  readonly serviceUsage: readonly PredictedService[];
}

/**
 * Overrides that change a figure: mailboxes that do not answer, `recipientType: 'absent'`, `staleReportDays`,
 * `accountsWithoutId`, and what is not told (`signInActivityAbsent`, `hiddenEnrolment`, `forwardingNotTold`). Those of a
 * fault plan come over them.
 */
export type PredictionOptions = TenantOptions & { readonly faults?: FaultPlan | undefined };

/**
 * Counts the tenant's own truth, account by account, never what goes over the wire. What rests on nothing but sources
 * that the tenant refuses, or that the view leaves unread, has nobody examined. Accounts that come or go meanwhile
 * are all counted; those that are listed without their id are not.
 */
export function predict(options: PredictionOptions, view: PredictionView = {}): Prediction {
  const tenant = tenantOf(options);
  const viewer = createViewer(tenant, view);
  const indicators = indicatorsOf(tenant, viewer);
  const services = createServiceTallies(tenant, viewer.reads);
  const byCategory = new Map(viewer.categories.map(({ id }) => [id, 0]));
  let accounts = 0;
  let mailboxes = 0;
  let physicians = 0;
  for (const account of tenant.accounts()) {
    if (tenant.fateOf(account) === 'without-id') continue;
    const seen = viewer.see(account);
    accounts += 1;
    indicators.add(seen);
    if (!seen.personal) continue;
    services.add(seen);
    mailboxes += 1;
    if (seen.physician) physicians += 1;
    byCategory.set(seen.category, (byCategory.get(seen.category) ?? 0) + 1);
  }
  const members = new Map(viewer.categories.map(({ id }) => [id, 0]));
  let total = 0;
  for (const account of viewer.readsEnrolment ? tenant.telefaxMembers() : []) {
    if (tenant.fateOf(account) === 'without-id') continue;
    const { category } = viewer.see(account);
    members.set(category, (members.get(category) ?? 0) + 1);
    total += 1;
  }
  return {
    population: { accounts, mailboxes, physicians, byCategory: Object.fromEntries(byCategory) },
    indicators: indicators.result(),
    enrolments: [
      { id: 'telefax', total, byCategory: Object.fromEntries([...members].filter(([, count]) => count > 0)) },
    ],
    serviceUsage: services.result(),
  };
}

function tenantOf(options: PredictionOptions): Tenant {
  const { faults } = options;
  if (faults === undefined) return createTenant(options);
  const overrides = overridesOf(faults, options.overrides);
  const tenant = createTenant({ ...options, overrides });
  // Without mailbox usage nobody can tell what kind a mailbox is, as where it has no such column.
  return unreadableSources(faults, tenant).includes('mailbox-usage')
    ? createTenant({ ...options, overrides: { ...overrides, recipientType: 'absent' } })
    : tenant;
}

/** Every account of the tenant as it truly is, in the directory's order: for rosters and other configs. */
export function* accountTruths(options: TenantOptions): Generator<AccountTruth> {
  const tenant = createTenant(options);
  for (const account of tenant.accounts()) yield truthOf(tenant, account, tenant.directoryOf(account));
}

/** Facts of an audit's indicators that are not predicted. */
export const UNPREDICTED: ReadonlySet<string> = new Set([
  'neverSignedIn',
  'weakerBasis',
  'seenByServices',
  'mayReachNobody',
]);
