import type { ClosedMailboxes } from '../tenant/mailbox-access.ts';
import type { Overrides } from '../tenant/tenant.ts';
import type { PermanentFault } from './fault-kinds.ts';
import type { Fault, FaultPlan } from './fault-plan.ts';

const ACCESS = {
  404: 'on-premises',
  403: 'denied',
  500: 'failing',
  429: 'throttled',
  503: 'unavailable',
} as const satisfies Record<number, ClosedMailboxes['access']>;

type Kind = PermanentFault['kind'];
type FaultOf<K extends Kind> = Extract<PermanentFault, { kind: K }>;

/** The faults of a plan that are facts of the tenant, as overrides over those of `base`. */
export function overridesOf(plan: FaultPlan, base: Overrides = {}): Overrides {
  let overrides = base;
  const apply = <K extends Kind>(
    kind: K,
    override: (fault: FaultOf<K>, before: Overrides) => Overrides,
  ): void => {
    const isOfKind = (fault: Fault): fault is FaultOf<K> => fault.kind === kind;
    for (const fault of plan.faults) {
      if (isOfKind(fault)) overrides = { ...overrides, ...override(fault, overrides) };
    }
  };
  apply('missing-permission', (fault, { missingPermissions = [] }) => ({
    missingPermissions: [...missingPermissions, ...fault.for],
  }));
  apply('no-entra-premium', () => ({ entraPremium: false }));
  apply('sign-in-activity-absent', () => ({ signInActivityAbsent: true }));
  apply('hidden-group', () => ({ hiddenEnrolment: true }));
  apply('truncated-listing', ({ rows }, { truncatedListing = rows }) => ({
    truncatedListing: Math.min(rows, truncatedListing),
  }));
  apply('forwarding-not-told', () => ({ forwardingNotTold: true }));
  apply('concealed-names', ({ form = 'hash' }) => ({ concealedNames: true, concealedForm: form }));
  apply('report-settings-shape', ({ shape }) => ({ reportSettingsShape: shape }));
  apply('user-purpose-shape', ({ shape }) => ({ userPurposeShape: shape }));
  apply('byte-order-mark', ({ present }) => ({ byteOrderMark: present }));
  apply('recipient-type', ({ written }) => ({ recipientType: written }));
  apply('report-columns', ({ added = [], missing = [], reordered = false }) => ({
    reportColumns: { added, missing, reordered },
    ...(missing.includes('Recipient Type') ? { recipientType: 'absent' } : {}),
  }));
  apply('stale-report', ({ days }) => ({ staleReportDays: days }));
  apply('duplicate-accounts', ({ count }) => ({ duplicateAccounts: count }));
  apply('account-without-id', ({ count }) => ({ accountsWithoutId: count }));
  apply('mailboxes', ({ answer, count, share, first }, { closedMailboxes = [] }) => ({
    closedMailboxes: [...closedMailboxes, { access: ACCESS[answer], count, share, first }],
  }));
  apply('changing-directory', ({ created, deleted, count = 'follows' }) => ({
    changingDirectory: { created, deleted, count },
  }));
  apply('count-differs', ({ by }) => ({ countDiffersBy: by }));
  apply('page-size', ({ most }, { largestTop = most }) => ({ largestTop: Math.min(most, largestTop) }));
  apply('small-pages', ({ rows }, { pageSize = rows }) => ({ pageSize: Math.min(rows, pageSize) }));
  return overrides;
}
