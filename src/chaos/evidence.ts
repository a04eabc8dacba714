import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import type { LoggedRequest, SimulatorOptions } from '../simulator/simulator.ts';
import type { Situation } from '../situation/situation.ts';
import type { Ended } from './vigie-process.ts';

/** One row of a check's findings. */
export interface Finding {
  readonly verdict: string;
  readonly accountId: string;
}

/** What an audit of a misbehaving cloud left behind. */
export interface Evidence {
  /** The cloud, without the plan. */
  readonly cloud: SimulatorOptions;
  readonly plan: FaultPlan;
  readonly ended: Ended;
  /** Null where the run left none. */
  readonly situation: Situation | null;
  /** The findings of each check. */
  readonly findings: Readonly<Record<string, readonly Finding[]>>;
  readonly requests: readonly LoggedRequest[];
}

/** What was found about one audit. */
export interface Judgement {
  /** One line for each thing that was not as it must be. */
  readonly problems: readonly string[];
  /** What was given up before it passed: honest, but a run with more patience must do better. */
  readonly unlucky: readonly string[];
}

export const NOTHING_WRONG: Judgement = { problems: [], unlucky: [] };

export function joined(judgements: readonly Judgement[]): Judgement {
  return {
    problems: judgements.flatMap(({ problems }) => problems),
    unlucky: judgements.flatMap(({ unlucky }) => unlucky),
  };
}
