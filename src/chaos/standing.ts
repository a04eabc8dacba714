import { isTransient, placesOf, type TransientFault } from '../simulator/faults/fault-kinds.ts';
import type { Consequences } from '../simulator/faults/consequences.ts';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { SOURCES_AT, type Source } from '../simulator/faults/source.ts';
import type { Situation } from '../situation/situation.ts';

/** How much of a source a reader has. */
export type Extent = 'whole' | 'part' | 'nothing';

/** What may become of a source under a plan. */
export interface Standing {
  /** As the plan alone determines it; several where that is left to the reader. */
  readonly extents: ReadonlySet<Extent>;
  /** Why it is not whole, by the reasons of gaps; where several hold, any of them may be told. */
  readonly reasons: ReadonlySet<string>;
  /** Rows are missing where it is read in part. */
  readonly losesRows: boolean;
  /** Faults that pass are injected into it, so that patience may run out. */
  readonly byChance: boolean;
}

export type Standings = Readonly<Record<Source, Standing>>;

export function standingsOf(plan: FaultPlan, consequences: Consequences): Standings {
  const of = (source: Source): Standing => standingOf(source, plan, consequences);
  return {
    tenant: of('tenant'),
    accounts: of('accounts'),
    'sign-in-activity': of('sign-in-activity'),
    'mail-activity': of('mail-activity'),
    'mailbox-usage': of('mailbox-usage'),
    'service-activity': of('service-activity'),
    'onedrive-activity': of('onedrive-activity'),
    'sharepoint-activity': of('sharepoint-activity'),
    'forms-activity': of('forms-activity'),
    'service-counts': of('service-counts'),
    'inbox-rules': of('inbox-rules'),
    'mailbox-forwarding': of('mailbox-forwarding'),
    'mail-flow': of('mail-flow'),
    'mfa-registrations': of('mfa-registrations'),
    'mfa-policies': of('mfa-policies'),
    'per-user-mfa': of('per-user-mfa'),
    'role-assignments': of('role-assignments'),
    'group-members': of('group-members'),
  };
}

function standingOf(source: Source, plan: FaultPlan, consequences: Consequences): Standing {
  const losses = lossesOf(source, consequences);
  const certain = losses.filter((loss) => loss.certain);
  const worst = ['nothing', 'part'].find((extent) => certain.some((loss) => loss.leaves === extent));
  const extents = new Set<Extent>(
    worst === undefined
      ? ['whole', ...losses.map(({ leaves }) => leaves)]
      : certain.filter(({ leaves }) => leaves === worst).map(({ leaves }) => leaves),
  );
  const byChance = plan.faults.filter(isTransient).some((fault) => isInjected(fault, source));
  return {
    extents,
    reasons: new Set([...losses.map(({ reason }) => reason), ...reasonsBeside(source, consequences)]),
    losesRows: losses.some((loss) => loss.losesRows),
    byChance,
  };
}

/** Reasons of gaps about something beside the source's rows, which leave it whole. */
function reasonsBeside(source: Source, { eligibility }: Consequences): string[] {
  return source === 'role-assignments' && eligibility !== 'told' ? [eligibility] : [];
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['missing-permission', 'permission'],
  ['no-entra-premium', 'gave-up'],
  ['sign-in-activity-absent', 'not-read'],
  ['hidden-group', 'permission'],
  ['truncated-listing', 'not-read'],
  ['forwarding-not-told', 'not-read'],
]);

function reasonOf(because: string, source: Source): string {
  // Of this source whatever is no state of an account is a state that was not told.
  if (because === 'odd-record' && source === 'per-user-mfa') return 'not-read';
  return REASONS.get(because) ?? 'error';
}

/** What lacks in every row alike, or is a part of its own: which figures it costs is known. */
const COST_IS_KNOWN: ReadonlySet<string> = new Set([
  'missing-permission',
  'hidden-group',
  'forwarding-not-told',
  'odd-record',
]);

/** A record that cannot be read may be anybody's: the mailbox of an account whose kind no report tells, or a physician in a group. */
const OF_ANYBODY: ReadonlySet<Source> = new Set(['mailbox-forwarding', 'group-members']);

function isCostKnown(because: string, source: Source): boolean {
  if (source === 'tenant' || (because === 'odd-record' && OF_ANYBODY.has(source))) return false;
  return COST_IS_KNOWN.has(because);
}

interface Loss {
  readonly leaves: 'part' | 'nothing';
  readonly reason: string;
  readonly certain: boolean;
  readonly losesRows: boolean;
}

function lossesOf(source: Source, consequences: Consequences): Loss[] {
  const { refused, broken, lostColumns } = consequences;
  const whole = (reason: string): Loss => ({ leaves: 'nothing', reason, certain: true, losesRows: true });
  return [
    ...refused.filter((one) => one.source === source).map(({ reason }) => whole(reason)),
    ...lostColumns.filter((one) => one.source === source && one.loses === 'source').map(() => whole('error')),
    ...broken
      .filter((one) => one.source === source)
      .map(({ leaves, because, certain }): Loss => ({
        leaves: leaves === 'partly' ? 'part' : 'nothing',
        reason: reasonOf(because, source),
        certain,
        losesRows: !isCostKnown(because, source),
      })),
    ...(WALK_THE_DIRECTORY.has(source) ? directoryLosses(consequences) : []),
    ...(source === 'inbox-rules' ? mailboxLosses(consequences) : []),
  ];
}

const WALK_THE_DIRECTORY: ReadonlySet<Source> = new Set(['accounts', 'sign-in-activity', 'per-user-mfa']);

/** They are told how many accounts the directory announces. */
function directoryLosses({ withoutId, countMayDiffer }: Consequences): Loss[] {
  const nameless = withoutId.length > 0;
  return [
    ...(nameless ? [{ leaves: 'part', reason: 'error', certain: true, losesRows: false } as const] : []),
    ...(countMayDiffer
      ? [{ leaves: 'part', reason: 'not-read', certain: false, losesRows: false } as const]
      : []),
  ];
}

function mailboxLosses({ mailboxes, uncertain }: Consequences): Loss[] {
  const unread = mailboxes.filter(({ outcome }) => outcome !== 'no-cloud-mailbox');
  const lost = unread.map(({ outcome, certain }): Loss => ({
    leaves: 'part',
    reason: outcome,
    certain,
    losesRows: false,
  }));
  // Whoever is deleted meanwhile has no mailbox to ask.
  const gone: Loss = { leaves: 'part', reason: 'error', certain: false, losesRows: false };
  return uncertain.length > 0 ? [...lost, gone] : lost;
}

function isInjected(fault: TransientFault, source: Source): boolean {
  return placesOf(fault).some((place) => place === 'login' || SOURCES_AT[place].includes(source));
}

/** How much of each source the audit says that it has. */
export function extentOf(situation: Situation, source: Source): Extent {
  const report = situation.sources.find(({ id }) => id === source);
  if (report === undefined || report.namesConcealed === true || report.unusable !== undefined)
    return 'nothing';
  if (report.outcome === 'complete') return 'whole';
  return report.outcome === 'partial' && (report.read ?? 0) > 0 ? 'part' : 'nothing';
}
