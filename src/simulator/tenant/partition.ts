import { at } from './hash.ts';

/** Named, contiguous ranges of ranks: the first part takes ranks from 0, and so on. */
export interface Partition<K extends string> {
  readonly keys: readonly K[];
  /** Where each part ends (exclusive). */
  readonly ends: readonly number[];
  readonly total: number;
}

export function partitionOf<K extends string>(counts: readonly (readonly [K, number])[]): Partition<K> {
  let total = 0;
  const ends = counts.map(([, count]) => (total += count));
  return { keys: counts.map(([key]) => key), ends, total };
}

/** The part that a rank lies in; `otherwise` beyond the last. */
export function partAt<K extends string, O>(partition: Partition<K>, rank: number, otherwise: O): K | O {
  const { ends, keys } = partition;
  for (let i = 0; i < ends.length; i += 1) if (rank < at(ends, i)) return at(keys, i);
  return otherwise;
}

/**
 * Shares `total` out in proportion to `counts`, by largest remainder: the sum is exact, the same total
 * gives the same counts, and what was not zero stays at least 1 where there is room.
 */
export function apportion(counts: readonly number[], total: number): number[] {
  const sum = counts.reduce((a, b) => a + b, 0);
  if (sum === total) return [...counts];
  if (sum === 0) throw new RangeError('nothing to share out in proportion to');
  const least = counts.filter((count) => count > 0).length <= total ? 1 : 0;
  const quotas = counts.map((count) => (count * total) / sum);
  const shares = counts.map((count, i) => Math.max(Math.floor(at(quotas, i)), count > 0 ? least : 0));
  let rest = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = counts
    .map((_, i) => i)
    .filter((i) => at(counts, i) > 0)
    .sort((a, b) => at(quotas, b) - at(shares, b) - (at(quotas, a) - at(shares, a)) || a - b);
  for (let i = 0; rest > 0; i += 1, rest -= 1) {
    const part = at(byRemainder, i % byRemainder.length);
    shares[part] = at(shares, part) + 1;
  }
  for (; rest < 0; rest += 1) {
    const largest = shares.indexOf(Math.max(...shares));
    shares[largest] = at(shares, largest) - 1;
  }
  return shares;
}
