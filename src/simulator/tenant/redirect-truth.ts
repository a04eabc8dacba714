import { perSegment, type Account, type Layout, type Segment } from './layout.ts';
import { partAt, partitionOf } from './partition.ts';
import { redirecting, sum, type RedirectAction, type RulePattern, type TargetClass } from './tenant-spec.ts';

/** The inbox rules of a mailbox. */
export interface RedirectTruth {
  readonly pattern: RulePattern;
  /** Riskiest class of the effective targets; null where nothing redirects. */
  readonly targetClass: TargetClass | null;
  /** Class of a second effective target, never riskier than the first. */
  readonly secondClass: TargetClass | null;
  readonly action: RedirectAction;
}

/** Riskiest first. */
export const TARGET_CLASSES = [
  'public-webmail',
  'external',
  'university',
  'unresolved',
  'partner',
  'internal',
] as const satisfies readonly TargetClass[];

const ACTIONS = [
  'redirectTo',
  'forwardTo',
  'forwardAsAttachmentTo',
] as const satisfies readonly RedirectAction[];

const RULE_PATTERNS = [
  'effective',
  'effectiveOnSecondPage',
  'disabledOnly',
  'brokenOnly',
  'brokenAndDisabled',
  'movingOnly',
  'manyMovingOnly',
] as const satisfies readonly RulePattern[];

export function isEffective(pattern: RulePattern): boolean {
  return pattern === 'effective' || pattern === 'effectiveOnSecondPage';
}

export function createRedirectTruths(layout: Layout): (account: Account) => RedirectTruth {
  const patternOf = createPatterns(layout);
  const redirectOf = createRedirects(layout);
  return (account) => {
    const { segment, noise } = account;
    if (segment.kind !== 'mailbox') return redirectOfOther(patternOf(account).pattern, noise);
    const { pattern, ordinal } = patternOf(account);
    if (isEffective(pattern)) return { pattern, ...redirectOf(ordinal, noise) };
    return { pattern, targetClass: null, secondClass: null, action: ACTIONS[noise % 3] ?? 'redirectTo' };
  };
}

/** The pattern of a mailbox's rules and, where they redirect, its ordinal among all that do. */
function createPatterns(layout: Layout): (account: Account) => { pattern: RulePattern; ordinal: number } {
  const { spec } = layout;
  const scatterOf = perSegment(layout, (segment) =>
    layout.permutation(segment.count, `rules ${segment.category.id} ${segment.index}`),
  );
  const startOf = perSegment(layout, (segment) =>
    redirecting(
      layout.segments
        .slice(0, segment.index)
        .filter(isMailboxes)
        .map((before) => before.category),
    ),
  );
  const partitionOfSegment = perSegment(layout, (segment) => partitionOf(rulesOf(segment, spec.decoys)));
  return ({ segment, ordinal }) => {
    const rank = scatterOf(segment).forward(ordinal);
    const pattern = partAt(partitionOfSegment(segment), rank, 'none');
    return { pattern, ordinal: startOf(segment) + rank };
  };
}

function isMailboxes(segment: Segment): boolean {
  return segment.kind === 'mailbox';
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

function createRedirects(layout: Layout): (ordinal: number, noise: number) => Omit<RedirectTruth, 'pattern'> {
  const { targets, actions, withSecondTarget } = layout.spec.redirects;
  const total = sum(targets);
  const classes = partitionOf<TargetClass>(TARGET_CLASSES.map((name) => [name, targets[name]]));
  const kinds = partitionOf<RedirectAction>(ACTIONS.map((name) => [name, actions[name]]));
  const scatterClasses = layout.permutation(total, 'redirect classes');
  const scatterActions = layout.permutation(total, 'redirect actions');
  const scatterSecond = layout.permutation(total, 'second targets');
  return (ordinal, noise) => {
    const targetClass = partAt(classes, scatterClasses.forward(ordinal), 'internal');
    const first = TARGET_CLASSES.indexOf(targetClass);
    const second = first + (noise % (TARGET_CLASSES.length - first));
    return {
      targetClass,
      secondClass:
        scatterSecond.forward(ordinal) < withSecondTarget ? (TARGET_CLASSES[second] ?? 'internal') : null,
      action: partAt(kinds, scatterActions.forward(ordinal), 'redirectTo'),
    };
  };
}

function redirectOfOther(pattern: RulePattern, noise: number): RedirectTruth {
  const targetClass = isEffective(pattern)
    ? (TARGET_CLASSES[noise % TARGET_CLASSES.length] ?? 'internal')
    : null;
  return { pattern, targetClass, secondClass: null, action: 'redirectTo' };
}
