import type { Difference, IndicatorChange, Trend } from './trend-schema.ts';

/** What decides who is a physician, and is not the same in both audits, or was not read. */
const WHO_IS_PHYSICIAN: readonly Difference['kind'][] = ['categories', 'roster'];

/** Whether nothing listed stands in the way of comparing the physicians' figures of an indicator. */
export function physiciansCompare(isComparable: boolean, differences: readonly Difference[]): boolean {
  return isComparable && differences.every(({ kind }) => !WHO_IS_PHYSICIAN.includes(kind));
}

/** The same of an indicator of a trend; one of an earlier version, or of an establishment, does not tell it. */
export function arePhysiciansComparable(
  { differences }: Pick<Trend, 'differences'>,
  { comparable, physicians }: IndicatorChange,
): boolean {
  return physicians.comparable ?? physiciansCompare(comparable, differences);
}
