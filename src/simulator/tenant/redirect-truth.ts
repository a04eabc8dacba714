import { hash32 } from './hash.ts';
import { perSegment, type Account, type Layout, type Segment } from './layout.ts';
import { partAt, partitionOf } from './partition.ts';
import { createRedirectedParts, type RedirectedPart } from './redirected-parts.ts';
import { TARGET_CLASSES, type Coverage, type Mechanism, type TargetClass } from './redirect-spec.ts';
import { redirecting, type RedirectAction, type RulePattern } from './tenant-spec.ts';

/** What sends a mailbox's arriving mail elsewhere: its inbox rules, its forwarding, or both. */
export interface RedirectTruth {
  /** The inbox rules. */
  readonly pattern: RulePattern;
  /** Riskiest class of the rules' effective targets; null where none redirects. */
  readonly ruleClass: TargetClass | null;
  /** Class of a second effective target of the rules, never riskier than the first. */
  readonly secondClass: TargetClass | null;
  readonly action: RedirectAction;
  /** Class of the target that the whole mailbox is forwarded to; null where it is not. */
  readonly forwardClass: TargetClass | null;
  /** What the outbound rules say of it. */
  readonly coverage: Coverage;
  /** Chooses among the addresses of a class, and among the ways of writing them. */
  readonly variant: number;
}

/** What Exchange holds of a mailbox that forwards nothing, though it looks so. */
export type ForwardingDecoy = 'copy-kept' | 'empty-address' | null;

const RULE_PATTERNS = [
  'effective',
  'effectiveOnSecondPage',
  'disabledOnly',
  'brokenOnly',
  'brokenAndDisabled',
  'movingOnly',
  'manyMovingOnly',
] as const satisfies readonly RulePattern[];

/** What lies in the rules of those whose mailbox alone is forwarded. */
const BESIDE_FORWARDING = ['none', 'disabledOnly', 'movingOnly', 'brokenOnly'] as const;

export function isEffective(pattern: RulePattern): boolean {
  return pattern === 'effective' || pattern === 'effectiveOnSecondPage';
}

export interface RedirectTruths {
  redirectOf(account: Account): RedirectTruth;
  decoyOf(account: Account): ForwardingDecoy;
  /** The personal mailboxes that redirect, one after the other. */
  redirectedAccounts(): Generator<Account>;
}

export function createRedirectTruths(layout: Layout): RedirectTruths {
  const scatterOf = perSegment(layout, (segment) =>
    layout.permutation(segment.count, `rules ${segment.category.id} ${segment.index}`),
  );
  const patternOf = createPatterns(layout, (account) => scatterOf(account.segment).forward(account.ordinal));
  const partOf = createRedirectedParts(layout.spec.redirects, (size, purpose) =>
    layout.permutation(size, purpose),
  );
  const compute = (account: Account): RedirectTruth => {
    const { pattern, rank, ordinal } = patternOf(account);
    if (account.segment.kind !== 'mailbox') return redirectOfThing(pattern, rank, account.slot);
    if (isEffective(pattern)) return redirectOf(pattern, partOf(ordinal));
    return { ...NO_REDIRECT, pattern, variant: account.noise >>> 8 };
  };
  // Several facets of one account ask for its redirects, one after the other.
  let last: { readonly slot: number; readonly truth: RedirectTruth } | null = null;
  return {
    redirectOf(account) {
      if (last?.slot !== account.slot) last = { slot: account.slot, truth: compute(account) };
      return last.truth;
    },
    decoyOf: createDecoys(layout),
    *redirectedAccounts() {
      for (const segment of layout.segments) {
        if (segment.kind !== 'mailbox') continue;
        for (let rank = 0; rank < redirecting([segment.category]); rank += 1) {
          yield layout.accountAt(segment.start + scatterOf(segment).inverse(rank));
        }
      }
    },
  };
}

/** A mailbox whose mail stays. */
export const NO_REDIRECT = {
  pattern: 'none',
  ruleClass: null,
  secondClass: null,
  action: 'redirectTo',
  forwardClass: null,
  coverage: 'plain',
  variant: 0,
} as const satisfies RedirectTruth;

/** The pattern of a mailbox's rules, its rank in its segment and its ordinal among all that redirect. */
function createPatterns(
  layout: Layout,
  rankOf: (account: Account) => number,
): (account: Account) => { pattern: RulePattern; rank: number; ordinal: number } {
  const startOf = perSegment(layout, (segment) =>
    redirecting(
      layout.segments
        .slice(0, segment.index)
        .filter(({ kind }) => kind === 'mailbox')
        .map((before) => before.category),
    ),
  );
  const partitionOfSegment = perSegment(layout, (segment) =>
    partitionOf(rulesOf(segment, layout.spec.decoys)),
  );
  return (account) => {
    const { segment } = account;
    const rank = rankOf(account);
    const pattern = partAt(partitionOfSegment(segment), rank, 'none');
    return { pattern, rank, ordinal: startOf(segment) + rank };
  };
}

function rulesOf({ kind, category }: Segment, decoys: Layout['spec']['decoys']): [RulePattern, number][] {
  if (kind === 'mailbox') return RULE_PATTERNS.map((pattern) => [pattern, category.rules[pattern]]);
  const { licensed, unlicensed } = sharedRedirected(decoys);
  if (kind === 'shared') return [['effective', unlicensed]];
  if (kind === 'shared-licensed') return [['effective', licensed]];
  if (kind === 'room') return [['effective', decoys.roomsRedirected]];
  return kind === 'equipment' ? [['effective', decoys.equipmentRedirected]] : [];
}

/** A few of the redirected shared mailboxes are licensed ones. */
function sharedRedirected(decoys: Layout['spec']['decoys']): { licensed: number; unlicensed: number } {
  const licensed = Math.min(decoys.sharedLicensed, Math.floor(decoys.sharedRedirected / 12));
  return { licensed, unlicensed: Math.min(decoys.sharedUnlicensed, decoys.sharedRedirected - licensed) };
}

function redirectOf(pattern: RulePattern, part: RedirectedPart): RedirectTruth {
  const { mechanism, index, ...redirect } = part;
  const variant = index;
  if (mechanism !== 'forwarding') return { ...NO_REDIRECT, pattern, variant, ...redirect };
  return { ...NO_REDIRECT, ...redirect, pattern: BESIDE_FORWARDING[index % 4] ?? 'none', variant };
}

const MECHANISMS = ['rule', 'forwarding', 'both'] as const satisfies readonly Mechanism[];

/** Redirected shared mailboxes, rooms and equipment take the mechanisms and classes in turn. */
function redirectOfThing(pattern: RulePattern, rank: number, slot: number): RedirectTruth {
  if (!isEffective(pattern)) return { ...NO_REDIRECT, pattern };
  const mechanism = MECHANISMS[rank % 3] ?? 'rule';
  const targetClass = TARGET_CLASSES[rank % TARGET_CLASSES.length] ?? 'internal';
  return {
    ...NO_REDIRECT,
    pattern: mechanism === 'forwarding' ? 'none' : pattern,
    ruleClass: mechanism === 'forwarding' ? null : targetClass,
    forwardClass: mechanism === 'rule' ? null : targetClass,
    variant: hash32(slot),
  };
}

function createDecoys(layout: Layout): (account: Account) => ForwardingDecoy {
  const { copyKeptOfNothing, emptyAddress } = layout.spec.redirects.decoys;
  const scatter = layout.permutation(layout.mailboxes, 'forwarding decoys');
  const decoys = partitionOf([
    ['copy-kept', copyKeptOfNothing],
    ['empty-address', emptyAddress],
  ]);
  return ({ segment, ordinal }) =>
    segment.kind === 'mailbox'
      ? partAt(decoys, scatter.forward(segment.personalStart + ordinal), null)
      : null;
}
