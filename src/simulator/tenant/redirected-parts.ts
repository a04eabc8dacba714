import { at } from './hash.ts';
import { apportion, partAt, partitionOf, type Partition } from './partition.ts';
import type { Permutation } from './permutation.ts';
import {
  TARGET_CLASSES,
  type Coverage,
  type Mechanism,
  type RedirectsSpec,
  type TargetClass,
} from './redirect-spec.ts';
import type { RedirectAction } from './tenant-spec.ts';

/** What one of the redirected accounts has, by its place among them. */
export interface RedirectedPart {
  readonly mechanism: Mechanism;
  readonly ruleClass: TargetClass | null;
  readonly secondClass: TargetClass | null;
  readonly action: RedirectAction;
  readonly forwardClass: TargetClass | null;
  readonly coverage: Coverage;
  /** Its place among the accounts of its class: those with a rule first, then those with both, then the others. */
  readonly index: number;
}

interface ClassPart {
  readonly count: number;
  readonly mechanisms: Partition<Mechanism>;
  readonly coverage: Partition<Coverage>;
  /** Accounts with a rule, those of the classes before, and how many have a second target. */
  readonly ruled: number;
  readonly ruledBefore: number;
  readonly withSecond: number;
}

const MECHANISMS = ['rule', 'both', 'forwarding'] as const satisfies readonly Mechanism[];
const COVERAGES = [
  'permitted',
  'permittedAndBlocked',
  'blockedByName',
  'blockedByGroup',
  'excepted',
  'namedInDisabledRule',
] as const satisfies readonly Coverage[];
const ACTIONS = [
  'redirectTo',
  'forwardTo',
  'forwardAsAttachmentTo',
] as const satisfies readonly RedirectAction[];

/**
 * The redirects of the n-th redirected account. Chance decides who it is; what becomes of the place itself follows
 * from the counts alone, so that no total depends on the seed.
 */
export function createRedirectedParts(
  spec: RedirectsSpec,
  permutation: (size: number, purpose: string) => Permutation,
): (ordinal: number) => RedirectedPart {
  const { targets, actions } = spec;
  const classes = partitionOf<TargetClass>(TARGET_CLASSES.map((name) => [name, targets[name]]));
  const scatter = permutation(classes.total, 'redirect classes');
  const kinds = partitionOf<RedirectAction>(ACTIONS.map((name) => [name, actions[name]]));
  const scatterActions = permutation(kinds.total, 'redirect actions');
  const parts = partsOf(spec);
  return (ordinal) => {
    const rank = scatter.forward(ordinal);
    const name = partAt(classes, rank, 'internal');
    const first = TARGET_CLASSES.indexOf(name);
    const part = at(parts, first);
    const index = rank - (at(classes.ends, first) - part.count);
    const mechanism = partAt(part.mechanisms, index, 'forwarding');
    const hasRule = mechanism !== 'forwarding';
    return {
      mechanism,
      index,
      ...classesOf(part, mechanism, first, index),
      action: hasRule
        ? partAt(kinds, scatterActions.forward(part.ruledBefore + index), 'redirectTo')
        : 'redirectTo',
      coverage: partAt(part.coverage, strewn(index, part.count), 'plain'),
    };
  };
}

function partsOf({ targets, mechanisms, coverage, withSecondTarget }: RedirectsSpec): ClassPart[] {
  const ruled = TARGET_CLASSES.map((name) => mechanisms[name].rule + mechanisms[name].both);
  const seconds = ruled.some((count) => count > 0) ? apportion(ruled, withSecondTarget) : ruled;
  let ruledBefore = 0;
  return TARGET_CLASSES.map((name, i) => {
    const before = ruledBefore;
    ruledBefore += at(ruled, i);
    return {
      count: targets[name],
      mechanisms: partitionOf(MECHANISMS.map((mechanism) => [mechanism, mechanisms[name][mechanism]])),
      coverage: partitionOf<Coverage>(COVERAGES.map((one) => [one, coverage[name][one]])),
      ruled: at(ruled, i),
      ruledBefore: before,
      withSecond: at(seconds, i),
    };
  });
}

/** One of the two mechanisms, where there are both, has the riskiest target; the other takes the classes below in turn. */
function classesOf(
  part: ClassPart,
  mechanism: Mechanism,
  first: number,
  index: number,
): Pick<RedirectedPart, 'ruleClass' | 'secondClass' | 'forwardClass'> {
  const below = (from: number, turn: number): number => from + (turn % (TARGET_CLASSES.length - from));
  const lesser = below(first, index >> 1);
  const rule = mechanism === 'both' && index % 2 === 1 ? lesser : first;
  const forward = mechanism === 'both' && index % 2 === 0 ? lesser : first;
  const nameOf = (place: number): TargetClass => at(TARGET_CLASSES, place);
  const hasSecond = strewn(index, part.ruled) < part.withSecond;
  return {
    ruleClass: mechanism === 'forwarding' ? null : nameOf(rule),
    secondClass: mechanism !== 'forwarding' && hasSecond ? nameOf(below(rule, index)) : null,
    forwardClass: mechanism === 'rule' ? null : nameOf(forward),
  };
}

/** Scatters 0 … count − 1 the same way whatever the seed; beyond, nothing. */
function strewn(index: number, count: number): number {
  if (index >= count) return count;
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (divisor(stride, count) !== 1) stride += 1;
  return (index * stride) % count;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
