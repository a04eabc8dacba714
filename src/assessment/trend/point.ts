import type { Situation } from '../../situation/situation.ts';
import type { TrendPoint } from '../../situation/trend/trend-schema.ts';

/** The figures of an audit, for a line over time; `audit` is the name of its folder. */
export function pointOf(
  { asOf, collectedAt, indicators, categoriesKnown }: Situation,
  audit: string,
): TrendPoint {
  return {
    audit,
    asOf,
    collectedAt,
    indicators: indicators.map((of) => ({
      id: of.id,
      population: of.population,
      examined: of.examined,
      count: of.count,
      undetermined: of.undetermined,
      lowerBound: of.lowerBound,
      populationBound: of.populationBound,
      ...(categoriesKnown ? { physicians: of.physicians.count } : {}),
    })),
  };
}
