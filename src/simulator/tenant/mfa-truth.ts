import type { Strength } from './access-spec.ts';
import { at } from './hash.ts';
import { isThing, perSegment, type Account, type Layout, type Segment, type SegmentKind } from './layout.ts';
import { profileOf, type MethodProfile } from './mfa-methods.ts';
import { partAt, partitionOf, type Partition } from './partition.ts';
import type { Permutation } from './permutation.ts';

/** What the registration report says of an account. */
export interface MfaTruth {
  /** Whether the report has a row for it. */
  readonly reported: boolean;
  readonly registered: boolean;
  readonly capable: boolean;
  readonly admin: boolean | null;
  readonly profile: MethodProfile;
  readonly passwordless: boolean;
}

const NOTHING = profileOf('none', 0);
const ABSENT: MfaTruth = {
  reported: false,
  registered: false,
  capable: false,
  admin: null,
  profile: NOTHING,
  passwordless: false,
};
const STRENGTHS = ['phishingResistant', 'app', 'phone'] as const;

/** A row of the report. */
export function mfaRow(profile: MethodProfile, allowed: boolean, admin: boolean | null = false): MfaTruth {
  const registered = profile.strength !== 'none';
  const capable = registered && allowed;
  return {
    reported: true,
    registered,
    capable,
    admin,
    profile,
    passwordless: capable && profile.withoutPassword,
  };
}

interface Ranks {
  readonly scatter: Permutation;
  /** Of the registered. */
  readonly scatterMethods: Permutation;
  readonly strengths: Partition<Strength>;
}

/**
 * Ranks of a category: the capable first, then registered but not allowed, then neither, then without a row.
 * Administrators with a mailbox are staff: the first of the capable, and the first of the neither.
 */
export function createMfaTruths(layout: Layout): (account: Account) => MfaTruth {
  const { admins, categories, decoys } = layout.spec;
  const staff = categories.at(-1);
  const ranksOf = perSegment(layout, (segment) => ranksIn(layout, segment));
  return (account) => {
    const { segment, noise, ordinal } = account;
    const { scatter, scatterMethods, strengths } = ranksOf(segment);
    const rank = scatter.forward(ordinal);
    if (segment.kind === 'admin') {
      return mfaRow(
        profileOf(rank < decoys.adminsWithMfa ? strengthOf(noise) : 'none', noise >>> 8),
        true,
        true,
      );
    }
    if (segment.kind !== 'mailbox') return mfaOfOther(segment.kind, noise);
    const { capable, registeredOnly, missing } = segment.category.mfa;
    if (rank >= segment.count - missing) return ABSENT;
    const isStaff = segment.category === staff;
    const registered = capable + registeredOnly;
    if (rank >= registered) {
      // What the report says of roles lags behind: it does not know of all of them.
      const told = admins.staffWithoutMfa - Math.floor(admins.staffWithoutMfa / 3);
      return mfaRow(profileOf('none', noise >>> 8), false, isStaff && rank < registered + told);
    }
    const strength = partAt(strengths, scatterMethods.forward(rank), 'phone');
    const profile = profileOf(strength, noise >>> 8);
    if (rank >= capable) return mfaRow(profile, false);
    if (!isStaff) return mfaRow(profile, true);
    if (rank < admins.staffWithMfa) return mfaRow(profile, true, true);
    return mfaRow(profile, true, rank < admins.staffWithMfa + admins.staffUnknown ? null : false);
  };
}

/** Where the mailboxes of a category stand in the report's ranks. */
export function mfaScatter(layout: Layout, { category, count, index }: Segment): Permutation {
  return layout.permutation(count, `mfa ${category.id} ${index}`);
}

function ranksIn(layout: Layout, segment: Segment): Ranks {
  const { category, index } = segment;
  const { capable, registeredOnly } = category.mfa;
  return {
    scatter: mfaScatter(layout, segment),
    scatterMethods: layout.permutation(capable + registeredOnly, `mfa methods ${category.id} ${index}`),
    strengths: partitionOf<Strength>(STRENGTHS.map((strength) => [strength, category.mfaMethods[strength]])),
  };
}

function mfaOfOther(kind: SegmentKind, noise: number): MfaTruth {
  if (isThing(kind)) return noise % 3 === 0 ? ABSENT : mfaRow(NOTHING, false);
  return mfaRow(profileOf(noise % 5 < 2 ? strengthOf(noise >>> 4) : 'none', noise >>> 8), true);
}

function strengthOf(noise: number): Strength {
  return at(STRENGTHS, noise % STRENGTHS.length);
}
