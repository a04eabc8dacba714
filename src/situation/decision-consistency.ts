import type { Contradiction } from './contradiction.ts';
import type { Indicator, Situation } from './plain-situation.ts';
import { byWeight, type Decision } from './sections/decisions.ts';

/** Decisions that settle what no indicator counts, are told surer than it is, or are out of their order. */
export function decisionContradictions({ decisions = [], indicators }: Situation): Contradiction[] {
  return decisions.flatMap((decision, index) => {
    const path = ['decisions', index];
    const { check, id } = decision;
    const before = decisions[index - 1];
    const indicator = indicators.find((one) => one.id === check);
    const problems = [
      ...(decisions.findIndex((one) => one.check === check && one.id === id) < index
        ? ['it is there twice']
        : []),
      ...(before !== undefined && byWeight(before, decision) > 0
        ? ['it weighs more than the one before']
        : []),
      ...(indicator === undefined ? ['no indicator is of its check'] : against(decision, indicator)),
    ];
    return problems.map((message) => ({ path, message }));
  });
}

function against(
  { accounts, physicians, undetermined, lowerBound }: Decision,
  indicator: Indicator,
): string[] {
  const unsettled = indicator.count - accounts;
  return [
    ...(unsettled < 0 || (physicians ?? 0) > indicator.physicians.count
      ? ['it settles more than its indicator counts']
      : []),
    ...((physicians ?? 0) > accounts ? ['it has more physicians than accounts'] : []),
    ...(undetermined > indicator.undetermined + Math.max(unsettled, 0)
      ? ['more are undetermined than its indicator leaves open']
      : []),
    ...(indicator.lowerBound && !lowerBound ? ['it rests on a lower bound and does not say so'] : []),
  ];
}
