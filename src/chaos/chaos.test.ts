import { expect, test } from 'vitest';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { randomFaultPlan } from '../simulator/faults/random-plan.ts';
import { killCampaign } from './kill-campaign.ts';
import { planTrial } from './plan-trial.ts';
import { sideBySide } from './side-by-side.ts';

/** Fifty plans that together hold every fault, at every place, that plans at random hold. */
const SEEDS = [
  0, 1, 2, 3, 4, 5, 6, 7, 10, 23, 29, 33, 63, 86, 94, 100, 106, 132, 147, 166, 177, 191, 219, 248, 296, 307,
  398, 421, 430, 450, 458, 541, 544, 559, 633, 638, 723, 750, 771, 822, 915, 999, 1031, 1057, 1093, 1126,
  1139, 1242, 1277, 1307,
];

/** What tells faults of a plan apart: the kind, and where or how it strikes. */
function traitsOf({ faults }: FaultPlan): string[] {
  return faults.flatMap((fault) => {
    const traits = Object.entries(fault).flatMap(([name, value]): string[] => {
      if (name === 'on' || name === 'for' || name === 'missing')
        return Array.isArray(value) ? value.map(String) : [];
      return name === 'walks' || name === 'answer' ? [String(value)] : [];
    });
    return [fault.kind, ...traits.map((trait) => `${fault.kind} ${trait}`)];
  });
}

test('the fifty plans hold every fault at every place that a thousand plans hold', () => {
  const held = new Set(SEEDS.flatMap((seed) => traitsOf(randomFaultPlan(seed))));
  const thousand = Array.from({ length: 1000 }, (_, seed) => traitsOf(randomFaultPlan(seed))).flat();
  expect([...new Set(thousand)].filter((trait) => !held.has(trait))).toEqual([]);
  expect(new Set(SEEDS).size).toBe(50);
});

test('under fifty plans every figure is the true one, or what is not known is told', async () => {
  const trials = await sideBySide(SEEDS, 4, planTrial, () => undefined);
  const failed = trials.filter(({ problems }) => problems.length > 0);
  expect(failed.map(({ seed, problems }) => ({ seed, problems }))).toEqual([]);
}, 400_000);

test('audits that are killed and resumed end as one that nobody killed, and ask next to nothing twice', async () => {
  const { kills, problems } = await killCampaign(1, 10);
  expect({ kills, problems }).toEqual({ kills: 10, problems: [] });
}, 300_000);
