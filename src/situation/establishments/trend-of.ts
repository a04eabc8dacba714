import type { Situation } from '../situation.ts';
import type { IndicatorChange, Trend, TrendPoint } from '../trend/trend-schema.ts';
import { pointOf } from '../trend/point.ts';
import type { EstablishmentPart } from './establishments-schema.ts';

/** The check whose population is every personal mailbox. */
const OF_ALL_MAILBOXES = 'inactive-mailboxes';

type Previous = NonNullable<Trend['previous']>;

/**
 * What changed at one establishment since the previous audit, and a point for each of the two: earlier ones are not told by
 * establishment. Without the previous figures of the establishment, its trend is this audit's point alone.
 */
export function trendOf(trend: Trend, whole: Situation, part: EstablishmentPart): Trend {
  const now = pointOf({ ...whole, indicators: part.indicators }, trend.points.at(-1)?.audit ?? '');
  const alone = { differences: [], indicators: [], points: [now], notUsed: [] };
  const indicators = trend.indicators.flatMap((change) => changeOf(change, part.id) ?? []);
  const mailboxes = indicators.find(({ id }) => id === OF_ALL_MAILBOXES);
  const physicians = mailboxes?.physicians.tallyBefore?.population;
  const { previous } = trend;
  if (previous === undefined || mailboxes === undefined || physicians === undefined) return alone;
  return {
    previous: { ...previous, mailboxes: mailboxes.tallyBefore.population, physicians },
    differences: trend.differences,
    indicators,
    points: [pointBefore(previous, indicators), now],
    notUsed: trend.notUsed,
  };
}

type ChangeOfPart = IndicatorChange & Pick<IndicatorChange['byEstablishment'][number], 'physicians'>;

function changeOf(change: IndicatorChange, establishment: string): ChangeOfPart | undefined {
  const own = change.byEstablishment.find(({ id }) => id === establishment);
  if (own?.tallyBefore === undefined) return undefined;
  return { ...change, ...own, tallyBefore: own.tallyBefore, id: change.id, byEstablishment: [own] };
}

function pointBefore(
  { audit, asOf, collectedAt }: Previous,
  indicators: readonly ChangeOfPart[],
): TrendPoint {
  return {
    ...{ audit, asOf, collectedAt },
    indicators: indicators.map(
      ({ id, tallyBefore, lowerBoundBefore, populationBoundBefore, physicians }) => ({
        id,
        ...tallyBefore,
        lowerBound: lowerBoundBefore,
        populationBound: populationBoundBefore,
        physicians: physicians.before,
      }),
    ),
  };
}
