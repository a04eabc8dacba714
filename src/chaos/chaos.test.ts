import { beforeAll, expect, test } from 'vitest';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { randomFaultPlan } from '../simulator/faults/random-plan.ts';
import { freshBuild } from '../testing/fresh-build.ts';
import { runAgainst } from '../testing/run-here.ts';
import { killCampaign } from './kill-campaign.ts';
import type { RunAgainst } from './audit-under.ts';
import { planTrial, type Trial } from './plan-trial.ts';

/** Plans that together hold every fault, at every place, that plans at random hold. */
const SEEDS = [
  48, 99, 208, 724, 747, 772, 844, 1065, 1211, 1486, 1495, 1692, 1741, 1813, 1834, 1930, 2022, 2182, 2245,
  2249, 2472, 2666, 2676, 2790, 2907, 2948, 3163, 3377, 3749, 3974, 3975, 4505, 4658, 4695, 4839, 4868, 4886,
  4901, 4911, 4980, 5147, 5163, 5281, 5314, 5621, 5782,
];

/** What tells faults of a plan apart: the kind, and where or how it is injected. Permissions have tests of their own. */
function traitsOf({ faults }: FaultPlan): string[] {
  return faults.flatMap((fault) => {
    const traits = Object.entries(fault).flatMap(([name, value]): string[] => {
      if (name === 'on' || name === 'missing') return Array.isArray(value) ? value.map(String) : [];
      return name === 'walks' || name === 'answer' || name === 'form' ? [String(value)] : [];
    });
    return [fault.kind, ...traits.map((trait) => `${fault.kind} ${trait}`)];
  });
}

/** In this process, which is started once: what a process of its own adds is what kills are for. */
const here: RunAgainst = async (argv, cloud, longestMs) => {
  const ended = await runAgainst(cloud, argv, { signal: AbortSignal.timeout(longestMs) });
  return ended.exitCode === INTERRUPTED
    ? { ...ended, exitCode: null, stderr: `hangs: ended after ${longestMs / 1000} s\n${ended.stderr}` }
    : ended;
};
const INTERRUPTED = 130;

beforeAll(freshBuild, 400_000);

test('the plans hold every fault at every place that a thousand plans hold', () => {
  const held = new Set(SEEDS.flatMap((seed) => traitsOf(randomFaultPlan(seed))));
  const thousand = Array.from({ length: 1000 }, (_, seed) => traitsOf(randomFaultPlan(seed))).flat();
  expect([...new Set(thousand)].filter((trait) => !held.has(trait))).toEqual([]);
  expect(new Set(SEEDS).size).toBe(SEEDS.length);
});

test('under these plans every figure is the true one, or what is not known is told', async () => {
  const trials: Trial[] = [];
  for (const seed of SEEDS) trials.push(await planTrial(seed, here));
  const failed = trials.filter(({ problems }) => problems.length > 0);
  expect(failed.map(({ seed, problems }) => ({ seed, problems }))).toEqual([]);
}, 900_000);

test('audits that are killed and resumed end as one that nobody killed, and ask next to nothing twice', async () => {
  const { kills, problems } = await killCampaign(1, 10);
  expect({ kills, problems }).toEqual({ kills: 10, problems: [] });
}, 600_000);
