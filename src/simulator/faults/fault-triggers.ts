import { hash32, saltOf } from '../tenant/hash.ts';
import { isTransient, placesOf, type TransientFault } from './fault-kinds.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { Place } from './place.ts';
import type { Visit } from './visit.ts';

interface Armed {
  readonly fault: TransientFault;
  readonly places: ReadonlySet<Place>;
  /** Chance of this fault's own. */
  readonly salt: number;
  matched: number;
}

/**
 * Decides which passing fault is injected into a request, if any; the first of the plan where several do. Told of every
 * attempt. A rate depends on the seed, the request and the number of the attempt, never on who came first.
 */
export function createFaultTriggers({ seed, faults }: FaultPlan): (visit: Visit) => TransientFault | null {
  const armed: Armed[] = faults.filter(isTransient).map((fault, index) => ({
    fault,
    places: new Set(placesOf(fault)),
    salt: hash32(seed, saltOf(fault.kind), index),
    matched: 0,
  }));
  const attempts = new Map<number, number>();
  /** The number of this attempt: that of what was attempted most often, where there is more than one thing. */
  const count = (keys: readonly number[]): number => {
    let most = 1;
    for (const key of keys) {
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      most = Math.max(most, attempt);
    }
    return most;
  };
  return (visit) => {
    const here = armed.filter(({ places }) => places.has(visit.place));
    if (here.length === 0) return null;
    const keys = keysOf(visit);
    const key = keys.reduce((least, one) => Math.min(least, one), 2 ** 32);
    const attempt = count(keys);
    for (const one of here) one.matched += 1;
    return here.find((one) => isTriggered(one, key, attempt))?.fault ?? null;
  };
}

function keysOf({ place, identities }: Visit): number[] {
  return identities.map((identity) => hash32(saltOf(place), saltOf(identity)));
}

function isTriggered({ fault, salt, matched }: Armed, key: number, attempt: number): boolean {
  const { rate = 0, first = 0, at, upTo = Infinity } = fault;
  if (attempt > upTo) return false;
  return attempt <= first || matched === at || hash32(salt, key, attempt) / 2 ** 32 < rate;
}
