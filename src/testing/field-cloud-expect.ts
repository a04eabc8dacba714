import { expect } from 'vitest';
import type { Situation } from '../situation/situation.ts';
import type { FieldOutcome, Row } from './field-cloud-audit.ts';
import { EVERYBODY, type PersonName } from './field-cloud-people.ts';

/** The situation of an audit that must have left one. */
export function assessed({ situation, stderr }: FieldOutcome): Situation {
  expect(situation, stderr).not.toBeNull();
  if (situation === null) throw new Error('unreachable');
  return situation;
}

type Indicator = Situation['indicators'][number];

export function indicatorOf(outcome: FieldOutcome, id: string): Indicator {
  const found = assessed(outcome).indicators.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no indicator is called ${id}`);
  return found;
}

/** An indicator's own figures. */
export function figuresOf(outcome: FieldOutcome, id: string): Readonly<Record<string, unknown>> {
  const { population, examined, count, undetermined, lowerBound } = indicatorOf(outcome, id);
  return { population, examined, count, undetermined, lowerBound };
}

/** Nothing can be said of the check: nobody is examined, though there is somebody to examine. */
export function expectNotAssessable(outcome: FieldOutcome, id: string): void {
  const { population, examined, count } = indicatorOf(outcome, id);
  expect({ id, isEmpty: population === 0, examined, count }).toEqual({
    ...{ id, isEmpty: false, examined: 0, count: 0 },
  });
}

type Source = Situation['sources'][number];

export function sourceOf(outcome: FieldOutcome, id: Source['id']): Source {
  const found = assessed(outcome).sources.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no source is called ${id}`);
  return found;
}

/** Why the gaps of a source are, each reason once. */
export function gapReasons(outcome: FieldOutcome, source: string): readonly string[] {
  const own = assessed(outcome).gaps.filter((gap) => gap.source === source);
  return [...new Set(own.map(({ reason }) => reason))].sort();
}

type Expected = string | readonly string[];

/** The verdict of each account, whole: `rest` is everybody's who is not named. A list is of those that are all right. */
export async function expectVerdicts(
  outcome: FieldOutcome,
  check: string,
  named: Readonly<Partial<Record<PersonName, Expected>>>,
  rest: Expected | null,
): Promise<void> {
  const told = await outcome.verdicts(check);
  const isRight = (name: string, expected: Expected): boolean =>
    [expected].flat().includes(told[name] ?? 'no verdict');
  const expected: Record<string, Expected> = {};
  for (const name of EVERYBODY) {
    const one = named[name] ?? rest;
    if (one !== null) expected[name] = one;
  }
  const settled = Object.entries(expected).map(([name, one]) => [
    name,
    isRight(name, one) ? told[name] : Array.isArray(one) ? one.join(' or ') : one,
  ]);
  expect(told, check).toEqual(Object.fromEntries(settled));
}

/** The rows of one account, with some of their columns. */
export async function rowsOf(
  outcome: FieldOutcome,
  check: string,
  name: PersonName,
  columns: readonly string[],
): Promise<readonly Row[]> {
  const rows = await outcome.rows(check);
  return rows
    .filter((row) => String(row.userPrincipalName).startsWith(`${name}@`))
    .map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
}
