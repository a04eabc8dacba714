import type { Chart } from '../report/block.ts';

const ENDS_OF_SHARES = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5];

/** The value at the end of a scale: the largest count, or a round share that holds the largest; never 0. */
export function endOfScale(values: readonly (number | null)[], unit: Chart['unit']): number {
  const largest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  if (unit === 'count') return Math.max(1, largest);
  return ENDS_OF_SHARES.find((end) => largest <= end) ?? 1;
}

/** A ratio as a length of a drawing, to a hundredth of a percent. */
export function percent(ratio: number): string {
  return `${Number((Math.min(1, Math.max(0, ratio)) * 100).toFixed(2))}%`;
}
