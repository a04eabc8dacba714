import { isThing, perSegment, type Account, type Layout, type Segment } from './layout.ts';
import type { MailTruths } from './mail-truth.ts';
import { partAt, partitionOf, type Partition } from './partition.ts';
import type { Permutation } from './permutation.ts';
import { sum } from './tenant-spec.ts';
import { isSignedInYoung } from './mail-truth.ts';
import { youngOf } from './scale-tenant.ts';

/** When someone signed in last. Ages are days before the cloud's today. */
export interface SignInTruth {
  /** How "never" is written: no property at all, or the year one. */
  readonly wire: 'absent' | 'year-one' | 'present';
  readonly successAge: number | null;
  readonly interactiveAge: number | null;
  readonly nonInteractiveAge: number | null;
}

type InactiveKind = keyof Segment['category']['signIns']['inactive'];
type ActiveKind = keyof Segment['category']['signIns']['active'];

interface SignIns {
  readonly inactive: Partition<InactiveKind>;
  readonly active: Partition<ActiveKind>;
  readonly scatterInactive: Permutation;
  readonly scatterActive: Permutation;
  readonly old: number;
}

const NEVER: SignInTruth = {
  wire: 'absent',
  successAge: null,
  interactiveAge: null,
  nonInteractiveAge: null,
};

export function createSignInTruths(layout: Layout, mail: MailTruths): (account: Account) => SignInTruth {
  const signInsOf = perSegment(layout, (segment) => signInsIn(layout, segment));
  return (account) => {
    const { segment, noise } = account;
    if (segment.kind !== 'mailbox') return signInOfOther(segment, noise);
    const { young, oldRank, stage } = mail.rankOf(account);
    if (young) {
      const known = stage !== 'youngCreated90DaysAgo' && isSignedInYoung(noise);
      return known ? succeeded(1 + ((noise >>> 3) % 3), noise) : NEVER;
    }
    const { inactive, active, scatterInactive, scatterActive, old } = signInsOf(segment);
    // Most who do not sign in do not use their mail either, but not all: one tenth lies among the used.
    const rank = (oldRank + Math.floor(inactive.total / 10)) % old;
    return rank < inactive.total
      ? inactiveSignIn(partAt(inactive, scatterInactive.forward(rank), 'neverAbsent'), noise)
      : activeSignIn(partAt(active, scatterActive.forward(rank - inactive.total), 'recent'), noise);
  };
}

function signInsIn(layout: Layout, { category }: Segment): SignIns {
  const { inactive, active } = category.signIns;
  const old = category.mailboxes - youngOf(category.mail);
  const away = sum(inactive);
  return {
    inactive: partitionOf<InactiveKind>([
      ['success91DaysAgo', inactive.success91DaysAgo],
      ['successBefore', inactive.successBefore],
      ['successBeforeFailuresSince', inactive.successBeforeFailuresSince],
      ['attemptsBefore', inactive.attemptsBefore],
      ['neverYearOne', inactive.neverYearOne],
      ['neverAbsent', inactive.neverAbsent],
    ]),
    active: partitionOf<ActiveKind>([
      ['success90DaysAgo', active.success90DaysAgo],
      ['attemptsSince', active.attemptsSince],
    ]),
    scatterInactive: layout.permutation(away, `sign-ins away ${category.id}`),
    scatterActive: layout.permutation(old - away, `sign-ins recent ${category.id}`),
    old,
  };
}

function succeeded(age: number, noise: number): SignInTruth {
  const interactiveAge = age + (noise % 7);
  return {
    wire: 'present',
    successAge: age,
    interactiveAge,
    nonInteractiveAge: noise % 5 === 0 ? null : age,
  };
}

function inactiveSignIn(kind: InactiveKind, noise: number): SignInTruth {
  switch (kind) {
    case 'success91DaysAgo':
      return succeeded(91, noise);
    case 'successBefore':
      return succeeded(92 + (noise % 500), noise);
    case 'successBeforeFailuresSince':
      return { ...succeeded(100 + (noise % 500), noise), interactiveAge: 1 + (noise % 20) };
    case 'attemptsBefore':
      return {
        wire: 'present',
        successAge: null,
        interactiveAge: 95 + (noise % 700),
        nonInteractiveAge: noise % 2 ? null : 120,
      };
    case 'neverYearOne':
      return { ...NEVER, wire: 'year-one' };
    case 'neverAbsent':
      return NEVER;
  }
}

function activeSignIn(kind: ActiveKind | 'recent', noise: number): SignInTruth {
  switch (kind) {
    case 'success90DaysAgo':
      return succeeded(90, noise);
    case 'attemptsSince':
      return { wire: 'present', successAge: null, interactiveAge: 130, nonInteractiveAge: 1 + (noise % 85) };
    case 'recent':
      return succeeded(1 + (noise % 10 < 7 ? (noise >>> 4) % 8 : (noise >>> 4) % 88), noise);
  }
}

function signInOfOther({ kind }: Segment, noise: number): SignInTruth {
  if (isThing(kind)) return NEVER;
  if (kind === 'former') return noise % 2 === 0 ? succeeded(200 + (noise % 600), noise) : NEVER;
  return noise % 4 === 0 ? succeeded(100 + (noise % 300), noise) : succeeded(1 + (noise % 60), noise);
}
