import { beforeAll, expect, test } from 'vitest';
import { isTransient } from '../simulator/faults/fault-kinds.ts';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { randomFaultPlan } from '../simulator/faults/random-plan.ts';
import { freshBuild } from '../testing/fresh-build.ts';
import { runAgainst } from '../testing/run-here.ts';
import { killCampaign } from './kill-campaign.ts';
import type { RunAgainst } from './audit-under.ts';
import { planTrial, type Trial } from './plan-trial.ts';

/** Plans that together hold every fault, and something at every place, that plans at random hold. */
const SEEDS = [519, 3252, 3283, 4108, 4921, 5566, 5759, 6060, 6738, 6951, 7762, 8442, 8888];

/** What tells faults of a plan apart: the kind and how it is injected; where, for those that pass and those of walks. */
function traitsOf({ faults }: FaultPlan): string[] {
  return faults.flatMap((fault) => {
    const traits = Object.entries(fault).flatMap(([name, value]): string[] => {
      if (name === 'missing') return Array.isArray(value) ? value.map(String) : [];
      return name === 'walks' || name === 'answer' || name === 'form' ? [String(value)] : [];
    });
    const places: readonly string[] = 'on' in fault && Array.isArray(fault.on) ? fault.on.map(String) : [];
    const kind = isTransient(fault) ? 'passes' : 'walk';
    return [
      fault.kind,
      ...traits.map((trait) => `${fault.kind} ${trait}`),
      ...places.map((place) => `${kind} at ${place}`),
    ];
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

test('the plans hold every fault, and something at every place, that a thousand plans hold', () => {
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
  const { kills, problems } = await killCampaign(1, 6);
  expect({ kills, problems }).toEqual({ kills: 6, problems: [] });
}, 600_000);
