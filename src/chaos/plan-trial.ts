import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { randomFaultPlan } from '../simulator/faults/random-plan.ts';
import { auditUnder, type Patience, type RunAgainst } from './audit-under.ts';
import type { Judgement } from './evidence.ts';
import { trafficOf, type Traffic } from './judge-requests.ts';
import { judgeTrial } from './judge-trial.ts';

export interface Trial {
  readonly seed: number;
  readonly plan: FaultPlan;
  /** One line for each thing that was not as it must be. */
  readonly problems: readonly string[];
  /** Something that passes was given up at first, and a second run had more patience. */
  readonly tookPatience: boolean;
  readonly traffic: Traffic;
  readonly milliseconds: number;
}

/** Short, because of the mailboxes that never answer. */
const PATIENCE: Patience = { patienceS: 6, longestMs: 120_000 };
const MORE_PATIENCE: Patience = { patienceS: 60, longestMs: 300_000 };

/**
 * Audits a small tenant, its cloud misbehaving by the random plan of `seed`, and judges what came of it. What passes
 * may be given up by an audit without patience, never by one that has it. The audit is a process of its own, unless `run` is another way.
 */
export async function planTrial(seed: number, run?: RunAgainst): Promise<Trial> {
  const plan = randomFaultPlan(seed);
  const startedAt = performance.now();
  const first = await judgedUnder(seed, plan, PATIENCE, run);
  const tookPatience = first.problems.length === 0 && first.unlucky.length > 0;
  const second = tookPatience ? await judgedUnder(seed, plan, MORE_PATIENCE, run) : null;
  const givenUp = second?.unlucky.map((told) => `given up with all patience: ${told}`) ?? [];
  return {
    ...{ seed, plan, tookPatience, traffic: first.traffic },
    problems: [...first.problems, ...(second?.problems ?? []), ...givenUp],
    milliseconds: Math.round(performance.now() - startedAt),
  };
}

async function judgedUnder(
  seed: number,
  plan: FaultPlan,
  patience: Patience,
  run: RunAgainst | undefined,
): Promise<Judgement & { readonly traffic: Traffic }> {
  try {
    const evidence = await auditUnder(seed, plan, patience, run);
    return { ...judgeTrial(evidence), traffic: trafficOf(evidence.requests) };
  } catch (error) {
    // What an audit left may be anything; the other trials go on.
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { problems: [`cannot be judged: ${told}`], unlucky: [], traffic: trafficOf([]) };
  }
}
