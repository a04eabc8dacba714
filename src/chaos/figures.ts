import type { Prediction } from '../simulator/predict.ts';
import type { Situation } from '../situation/situation.ts';

export type IndicatorFigures = Omit<Prediction['indicators'][number], 'id'>;
export type Tally = IndicatorFigures['physicians'];

/** The figures of a situation, apart from how far they can be relied on. */
export type Figures = Omit<Prediction, 'indicators'> & {
  readonly indicators: Readonly<Record<string, IndicatorFigures>>;
};

/** Facts of the situation that nobody predicts. */
const UNPREDICTED: ReadonlySet<string> = new Set(['neverSignedIn', 'weakerBasis']);

export function figuresOf({ population, indicators, enrolments, serviceUsage }: Situation): Figures {
  return {
    population,
    indicators: Object.fromEntries(
      indicators.map(({ id, population: of, examined, count, undetermined, facts, ...parts }) => [
        id,
        {
          ...{ population: of, examined, count, undetermined },
          ...{ physicians: parts.physicians, byCategory: parts.byCategory },
          byEstablishment: parts.byEstablishment,
          facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !UNPREDICTED.has(name))),
        },
      ]),
    ),
    enrolments: enrolments.map(({ id, total, byCategory }) => ({ id, total, byCategory })),
    serviceUsage,
  };
}

/** The indicator when nothing of its source was read: nobody examined, everybody undetermined. */
export function notAssessable(indicator: IndicatorFigures): IndicatorFigures {
  const nobody = ({ population }: Tally): Tally => ({
    population,
    examined: 0,
    count: 0,
    undetermined: population,
  });
  return {
    ...nobody(indicator),
    physicians: nobody(indicator.physicians),
    byCategory: indicator.byCategory.map((row) => ({ id: row.id, ...nobody(row) })),
    byEstablishment: indicator.byEstablishment.map((row) => ({
      id: row.id,
      ...nobody(row),
      physicians: nobody(row.physicians),
    })),
    facts: {},
  };
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
