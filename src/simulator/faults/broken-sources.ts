import { exchangeReach } from '../tenant/exchange-reach.ts';
import type { Overrides, Tenant } from '../tenant/tenant.ts';
import {
  breaksOff,
  isTransient,
  isWalking,
  losesItsPage,
  placesOf,
  type TransientFault,
  type WalkingFault,
} from './fault-kinds.ts';
import type { Fault, FaultPlan } from './fault-plan.ts';
import { lostColumns } from './lost-columns.ts';
import { refusedSources, TENANT_PARTS } from './refused-sources.ts';
import type { Permission } from '../tenant/permission.ts';
import { SOURCES_AT, type Source } from './source.ts';
import { isListing, mailboxRows, pagesOfExchange, pagesOfListing } from './walk-lengths.ts';

/** Something that a source loses, or may lose. */
export interface BrokenSource {
  readonly source: Source;
  readonly because: Fault['kind'];
  /** `nothing`: not one row can be read; `partly`: not all of them. */
  readonly leaves: 'nothing' | 'partly';
  /** False where a reader that tries again (or begins the walk again) can have it all. */
  readonly certain: boolean;
}

/** `tenant` has the overrides of the plan. */
export function brokenSources(plan: FaultPlan, tenant: Tenant): BrokenSource[] {
  return [
    ...plan.faults.filter(isTransient).flatMap(brokenBy),
    ...plan.faults.filter(isWalking).flatMap((fault) => brokenWalks(tenant, fault)),
    ...partlyRefused(tenant.overrides),
    ...withoutKnownLicence(tenant.overrides),
    ...untold(tenant),
  ];
}

/** Sources of which no row can be had, whatever the reason. `tenant` has the overrides of the plan. */
export function unreadableSources(plan: FaultPlan, tenant: Tenant): Source[] {
  const broken = brokenSources(plan, tenant).filter(({ leaves, certain }) => leaves === 'nothing' && certain);
  const blind = lostColumns(tenant).filter(({ loses }) => loses === 'source');
  const sources = [...refusedSources(tenant.overrides), ...broken, ...blind].map(({ source }) => source);
  return [...new Set(sources)];
}

/** Whether no number of tries gets past it. A slow answer is still one, and so is one whose connection ends. */
export function isForEver(fault: TransientFault): boolean {
  const harmless = ['slow-headers', 'slow-body', 'reset-after'].includes(fault.kind);
  return fault.rate === 1 && fault.upTo === undefined && !harmless;
}

function brokenBy(fault: TransientFault): BrokenSource[] {
  const certain = isForEver(fault);
  // Whoever bounds what it reads has no reason to ask for the same again.
  if (!certain && fault.kind !== 'answer-too-large') return [];
  return placesOf(fault).flatMap((place) =>
    place === 'mailbox-page'
      ? []
      : SOURCES_AT[place].map((source) => ({
          source,
          because: fault.kind,
          leaves: 'nothing' as const,
          certain,
        })),
  );
}

function brokenWalks(tenant: Tenant, fault: WalkingFault): BrokenSource[] {
  return placesOf(fault).flatMap((place) => {
    if (!isListing(place) || !reaches(fault, pagesOfListing(tenant, place))) return [];
    // Exchange has no word for a link that expired: whether to begin again is left to the reader.
    if (passes(fault) && place !== 'exchange') return [];
    const certain = fault.walks === 'every';
    const met = SOURCES_AT[place].filter((source) => isReached(tenant, fault, source));
    return met.map((source) => ({
      source,
      because: fault.kind,
      leaves: 'partly' as const,
      certain,
    }));
  });
}

/** The two of Exchange have listings of their own. */
function isReached(tenant: Tenant, fault: WalkingFault, source: Source): boolean {
  if (source !== 'mailbox-forwarding' && source !== 'mail-flow') return true;
  return reaches(fault, pagesOfExchange(tenant, source));
}

/** Whether a walk of so many pages gets as far as the fault. */
export function reaches(fault: WalkingFault, pages: number): boolean {
  const isOnThePage = losesItsPage(fault) || !breaksOff(fault);
  return isOnThePage ? pages >= fault.page : pages > fault.page;
}

/** A walk whose token expired is begun again; that is the way out that Graph itself names. */
export function passes(fault: WalkingFault): boolean {
  return fault.kind === 'expired-skip-token' && fault.walks !== 'every';
}

/** A reader who cannot tell whether the licence is there asks again, as it would where it is. */
function withoutKnownLicence({ entraPremium = true, missingPermissions = [] }: Overrides): BrokenSource[] {
  if (entraPremium || !missingPermissions.includes('subscribed-skus')) return [];
  return (['sign-in-activity', 'mfa-registrations'] as const).map((source) => ({
    ...{ source, because: 'no-entra-premium', leaves: 'nothing', certain: true },
  }));
}

/** Sources that answer, and do not tell all that they were asked for. */
function untold(tenant: Tenant): BrokenSource[] {
  const {
    signInActivityAbsent = false,
    hiddenEnrolment = false,
    forwardingNotTold = false,
  } = tenant.overrides;
  const signIns = { source: 'sign-in-activity', because: 'sign-in-activity-absent' } as const;
  const group = { source: 'group-members', because: 'hidden-group' } as const;
  const listing = { source: 'mailbox-forwarding', because: 'truncated-listing' } as const;
  const forwarding = { source: 'mailbox-forwarding', because: 'forwarding-not-told' } as const;
  const isUntold = forwardingNotTold && exchangeReach(tenant.overrides).kinds;
  return [
    ...(signInActivityAbsent ? [{ ...signIns, leaves: 'nothing', certain: true } as const] : []),
    ...(hiddenEnrolment ? [{ ...group, leaves: 'partly', certain: true } as const] : []),
    ...(isUntold ? [{ ...forwarding, leaves: 'partly', certain: true } as const] : []),
    ...(isTruncated(tenant) ? [{ ...listing, leaves: 'partly', certain: true } as const] : []),
  ];
}

function isTruncated(tenant: Tenant): boolean {
  const { truncatedListing = Infinity } = tenant.overrides;
  return exchangeReach(tenant.overrides).kinds && mailboxRows(tenant) > truncatedListing;
}

/** Sources that ask for more than one thing, of which the tenant refuses some. */
function partlyRefused(overrides: Overrides): BrokenSource[] {
  const { missingPermissions = [] } = overrides;
  const refusedOf = (parts: readonly Permission[]): number =>
    parts.filter((part) => missingPermissions.includes(part)).length;
  const isPartOf = (parts: readonly Permission[]): boolean =>
    refusedOf(parts) > 0 && refusedOf(parts) < parts.length;
  const { kinds, forwarding, commands } = exchangeReach({ ...overrides, forwardingNotTold: false });
  const parts: readonly (readonly [Source, boolean])[] = [
    ['tenant', isPartOf(TENANT_PARTS)],
    ['mailbox-forwarding', kinds && !forwarding],
    ['mail-flow', kinds && !commands],
    ['mfa-policies', isPartOf(POLICY_PARTS)],
  ];
  return parts.flatMap(([source, isPart]) =>
    isPart ? [{ source, because: 'missing-permission', leaves: 'partly', certain: true } as const] : [],
  );
}

const POLICY_PARTS = ['conditional-access', 'security-defaults'] as const;
