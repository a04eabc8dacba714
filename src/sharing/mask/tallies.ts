import type { Tally } from '../../situation/situation.ts';
import { isTellable } from './small.ts';

/** A tally with that of the physicians among its accounts. */
export interface Tallies extends Tally {
  readonly physicians: Tally;
}

const NOBODY: Tally = { population: 0, examined: 0, count: 0, undetermined: 0 };

/** The three that all numbers of a tally are sums of: found, cleared, not known. */
export function atomsOf({ examined, count, undetermined }: Tally): number[] {
  return [count, examined - count, undetermined];
}

/** Where these three may be told, so may every sum and difference of them. */
export function isTellableTally(tally: Tally, least: number): boolean {
  return atomsOf(tally).every((n) => isTellable(n, least));
}

/** The same of the physicians, and of everybody else, whom a subtraction gives. */
export function areTellable(tallies: Tallies, least: number): boolean {
  return [tallies.physicians, othersOf(tallies)].every((tally) => isTellableTally(tally, least));
}

/** Those who are no physicians. */
export function othersOf({ physicians, ...all }: Tallies): Tally {
  return {
    population: all.population - physicians.population,
    examined: all.examined - physicians.examined,
    count: all.count - physicians.count,
    undetermined: all.undetermined - physicians.undetermined,
  };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      population: sum.population + one.population,
      examined: sum.examined + one.examined,
      count: sum.count + one.count,
      undetermined: sum.undetermined + one.undetermined,
    }),
    NOBODY,
  );
}

export function talliesOf(parts: readonly Tallies[]): Tallies {
  return { ...sumOf(parts), physicians: sumOf(parts.map(({ physicians }) => physicians)) };
}
