import { isThing, perSegment, type Account, type Layout, type SegmentKind } from './layout.ts';

/** What the registration report says of an account. */
export interface MfaTruth {
  /** Whether the report has a row for it. */
  readonly reported: boolean;
  readonly registered: boolean;
  readonly capable: boolean;
  readonly admin: boolean | null;
}

const ABSENT: MfaTruth = { reported: false, registered: false, capable: false, admin: null };
const row = (registered: boolean, capable: boolean, admin: boolean | null = false): MfaTruth => ({
  reported: true,
  registered,
  capable,
  admin,
});

/**
 * Ranks of a category: the capable first, then registered but not allowed, then neither, then without a row.
 * Administrators with a mailbox are staff: the first of the capable, and the first of the neither.
 */
export function createMfaTruths(layout: Layout): (account: Account) => MfaTruth {
  const { admins, categories, decoys } = layout.spec;
  const staff = categories.at(-1);
  const scatterOf = perSegment(layout, ({ category, count, index }) =>
    layout.permutation(count, `mfa ${category.id} ${index}`),
  );
  return (account) => {
    const { segment, noise, ordinal } = account;
    const rank = scatterOf(segment).forward(ordinal);
    if (segment.kind === 'admin') {
      const able = rank < decoys.adminsWithMfa;
      return row(able, able, true);
    }
    if (segment.kind !== 'mailbox') return mfaOfOther(segment.kind, noise);
    const { capable, registeredOnly, missing } = segment.category.mfa;
    if (rank >= segment.count - missing) return ABSENT;
    const isStaff = segment.category === staff;
    if (rank < capable) {
      if (!isStaff) return row(true, true);
      if (rank < admins.staffWithMfa) return row(true, true, true);
      return row(true, true, rank < admins.staffWithMfa + admins.staffUnknown ? null : false);
    }
    if (rank < capable + registeredOnly) return row(true, false);
    return row(false, false, isStaff && rank < capable + registeredOnly + admins.staffWithoutMfa);
  };
}

function mfaOfOther(kind: SegmentKind, noise: number): MfaTruth {
  if (isThing(kind)) return noise % 3 === 0 ? ABSENT : row(false, false);
  const able = noise % 5 < 2;
  return row(able, able);
}
