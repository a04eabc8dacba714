import type { Fate } from '../tenant/fate.ts';
import type { Account } from '../tenant/layout.ts';
import type { MailboxAccess } from '../tenant/mailbox-access.ts';
import { createTenant, type Overrides, type Tenant, type TenantOptions } from '../tenant/tenant.ts';
import {
  brokenSources,
  isForEver,
  passes,
  reaches,
  unreadableSources,
  type BrokenSource,
} from './broken-sources.ts';
import { isTransient, isWalking, placesOf, type TransientFault, type WalkingFault } from './fault-kinds.ts';
import type { FaultPlan } from './fault-plan.ts';
import { lostColumns, type LostColumn } from './lost-columns.ts';
import { overridesOf } from './overrides-of.ts';
import { refusedSources, type RefusedSource } from './refused-sources.ts';
import type { Source } from './source.ts';
import { pagesOfRules } from './walk-lengths.ts';

/** A mailbox whose rules cannot all be read. */
export interface UnreadableMailbox {
  readonly accountId: string;
  /** `error`: its first page is read, what follows is not. */
  readonly outcome: 'no-cloud-mailbox' | 'denied' | 'gave-up' | 'error';
  /** False where a reader that begins the mailbox again can have it all. */
  readonly certain: boolean;
}

/** What a fault plan makes unreadable, computed from the plan and the tenant's truth, not from the wire. */
export interface Consequences {
  /** Nobody gets a token, or no account can be read: there is no audit at all. */
  readonly noAudit: boolean;
  /** Sources of which no row can be had, for a reason below. */
  readonly unreadable: readonly Source[];
  /** Each source once at the most. */
  readonly refused: readonly RefusedSource[];
  readonly broken: readonly BrokenSource[];
  /** In the directory's order; those that the simulator's own overrides close as well. */
  readonly mailboxes: readonly UnreadableMailbox[];
  readonly lostColumns: readonly LostColumn[];
  /** Ids of accounts that the directory lists without their id: no reader can know them. */
  readonly withoutId: readonly string[];
  /** Ids of accounts that come or go while the directory is read: a reader may have them or not. */
  readonly uncertain: readonly string[];
  /** Whether `$count` may say something else than what a whole walk lists. */
  readonly countMayDiffer: boolean;
  /** Whether roles that are held on request are told, and why not. */
  readonly eligibility: 'told' | 'permission' | 'licence' | 'gave-up';
  /** YYYY-MM-DD of the usage reports. */
  readonly reportsRefreshedOn: string;
}

/**
 * `options` are those of the simulator that runs the plan. The figures that can be had are those of
 * `predict({ ...options, faults: plan })`. A fault that passes is no
 * consequence; one that is injected into every attempt (`rate` 1) is.
 */
export function consequencesOf(plan: FaultPlan, options: TenantOptions): Consequences {
  const overrides = overridesOf(plan, options.overrides);
  const tenant = createTenant({ ...options, overrides });
  const unreadable = unreadableSources(plan, tenant);
  const mute = plan.faults.filter(isTransient).filter(isForEver).flatMap(placesOf);
  return {
    noAudit: mute.includes('login') || unreadable.includes('accounts'),
    unreadable,
    refused: refusedSources(overrides),
    broken: brokenSources(plan, tenant),
    mailboxes: unreadableMailboxes(plan, tenant),
    lostColumns: lostColumns(tenant),
    withoutId: idsOf(tenant, ['without-id']),
    uncertain: idsOf(tenant, ['appears', 'vanishes']),
    countMayDiffer:
      (overrides.countDiffersBy ?? 0) !== 0 ||
      overrides.changingDirectory !== undefined ||
      (overrides.accountsWithoutId ?? 0) > 0,
    eligibility: eligibilityUnder(overrides),
    reportsRefreshedOn: tenant.calendar.refreshedOn,
  };
}

function eligibilityUnder({
  missingPermissions = [],
  entraPremium = true,
}: Overrides): Consequences['eligibility'] {
  const isRefused = missingPermissions.some(
    (name) => name === 'role-eligibility' || name === 'role-assignments',
  );
  if (isRefused) return 'permission';
  if (entraPremium) return 'told';
  return missingPermissions.includes('subscribed-skus') ? 'gave-up' : 'licence';
}

const OUTCOMES: Readonly<Record<Exclude<MailboxAccess, 'open' | 'none'>, UnreadableMailbox['outcome']>> = {
  denied: 'denied',
  'on-premises': 'no-cloud-mailbox',
  failing: 'gave-up',
  throttled: 'gave-up',
  unavailable: 'gave-up',
};

function unreadableMailboxes(plan: FaultPlan, tenant: Tenant): UnreadableMailbox[] {
  const walking = plan.faults.filter(isWalking).filter((fault) => !passes(fault) && onRules(fault));
  const laterPagesLost = plan.faults.filter(isTransient).some((fault) => isForEver(fault) && onRules(fault));
  const unreadable: UnreadableMailbox[] = [];
  for (const account of tenant.accounts()) {
    const accountId = tenant.ids.idOf(account.slot);
    const access = tenant.accessOf(account);
    if (access === 'none') continue;
    if (access !== 'open') unreadable.push({ accountId, outcome: OUTCOMES[access], certain: true });
    else {
      const broken = brokenRules(tenant, account, walking, laterPagesLost);
      if (broken !== null) unreadable.push({ accountId, ...broken });
    }
  }
  return unreadable;
}

function onRules(fault: TransientFault | WalkingFault): boolean {
  return placesOf(fault).includes('mailbox-page');
}

function brokenRules(
  tenant: Tenant,
  account: Account,
  walking: readonly WalkingFault[],
  laterPagesLost: boolean,
): Omit<UnreadableMailbox, 'accountId'> | null {
  if (walking.length === 0 && !laterPagesLost) return null;
  const pages = pagesOfRules(tenant, account);
  if (pages > 1 && laterPagesLost) return { outcome: 'gave-up', certain: true };
  const met = walking.filter((fault) => reaches(fault, pages));
  return met.length === 0 ? null : { outcome: 'error', certain: met.some(({ walks }) => walks === 'every') };
}

function idsOf(tenant: Tenant, fates: readonly Fate[]): string[] {
  const ids: string[] = [];
  for (const account of tenant.accounts()) {
    if (fates.includes(tenant.fateOf(account))) ids.push(tenant.ids.idOf(account.slot));
  }
  return ids;
}
