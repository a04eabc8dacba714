import { UNPREDICTED, type Prediction } from '../simulator/predict.ts';
import type { Situation } from '../situation/situation.ts';

export type IndicatorFigures = Omit<Prediction['indicators'][number], 'id'>;
export type Tally = IndicatorFigures['physicians'];

/** The figures of a situation, apart from how far they can be relied on. */
export type Figures = Omit<Prediction, 'indicators'> & {
  readonly indicators: Readonly<Record<string, IndicatorFigures>>;
};

/**
 * The figures of a situation; of its facts, those that the simulated tenant can predict. Establishments are in the order of the
 * prediction, which knows no collation.
 */
export function figuresOf({ population: all, indicators, enrolments, serviceUsage }: Situation): Figures {
  const { accounts, mailboxes, physicians, byCategory } = all;
  return {
    population: { accounts, mailboxes, physicians, byCategory },
    indicators: Object.fromEntries(
      indicators.map(({ id, population: of, examined, count, undetermined, facts, ...parts }) => [
        id,
        {
          ...{ population: of, examined, count, undetermined },
          ...{ physicians: parts.physicians, byCategory: parts.byCategory },
          byEstablishment: [...parts.byEstablishment].sort((a, b) => inOrder(a.id, b.id)),
          facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !UNPREDICTED.has(name))),
        },
      ]),
    ),
    enrolments: enrolments.map(({ id, total, byCategory }) => ({ id, total, byCategory })),
    serviceUsage: serviceFigures(serviceUsage),
  };
}

/** That of the prediction, which knows no collation; the order of the reports is theirs. */
function inOrder(a: string, b: string): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  return a < b ? -1 : Number(a > b);
}

/** The report of Forms tells no licence, which the simulated tenant counts as 0. */
function serviceFigures(usage: Situation['serviceUsage']): Prediction['serviceUsage'] {
  return usage.map(({ service, licensed = 0, active30, active90, physicians }) => ({
    ...{ service, licensed, active30, active90 },
    physicians: { ...physicians, licensed: physicians.licensed ?? 0 },
  }));
}

/** Where two values differ, each difference in one line. */
export function differences(found: unknown, wanted: unknown, place: string): string[] {
  if (isObject(found) && isObject(wanted)) {
    const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
    return names.flatMap((name) => differences(found[name], wanted[name], `${place}.${name}`));
  }
  return found === wanted ? [] : [`${place} is ${written(found)}, not ${written(wanted)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function written(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
