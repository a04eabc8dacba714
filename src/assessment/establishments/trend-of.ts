import type { Situation } from '../../situation/situation.ts';
import type { IndicatorChange, Trend, TrendPoint } from '../../situation/trend/trend-schema.ts';
import { movesOf, type Part } from '../trend/account-moves.ts';
import { pointOf } from '../trend/point.ts';
import type { EstablishmentPart } from '../../situation/establishments/establishments-schema.ts';

/** The check whose population is every personal mailbox. */
const OF_ALL_MAILBOXES = 'inactive-mailboxes';

type Previous = NonNullable<Trend['previous']>;

const NOBODY = { population: 0, examined: 0, count: 0, undetermined: 0 };
const NOWHERE: Part = { wasIn: () => false, isIn: () => false };

/**
 * What changed at one establishment since the previous audit, and a point for each of the two: earlier ones are not told by
 * establishment.
 */
export function trendOf(trend: Trend, whole: Situation, part: EstablishmentPart): Trend {
  const now = pointOf({ ...whole, indicators: part.indicators }, trend.points.at(-1)?.audit ?? '');
  const { previous } = trend;
  if (previous === undefined)
    return { differences: [], indicators: [], points: [now], notUsed: trend.notUsed };
  const isPlacedAlike = trend.differences.every(({ kind }) => kind !== 'establishments');
  const indicators = trend.indicators
    .map((change) => ({ ...change, comparable: change.comparable && isPlacedAlike }))
    .flatMap((change) => changeOf(change, part) ?? []);
  return {
    previous: previousOf(previous, indicators),
    differences: trend.differences,
    indicators,
    points: [pointBefore(previous, indicators), now],
    notUsed: trend.notUsed,
  };
}

type ChangeOfPart = IndicatorChange & Pick<IndicatorChange['byEstablishment'][number], 'physicians'>;

/** Undefined where nothing is told of the establishment, though the check concerns somebody there. */
function changeOf(change: IndicatorChange, { id, indicators }: EstablishmentPart): ChangeOfPart | undefined {
  const own = change.byEstablishment.find((one) => one.id === id);
  if (own?.tallyBefore !== undefined) {
    return { ...change, ...own, tallyBefore: own.tallyBefore, id: change.id, byEstablishment: [own] };
  }
  const concernsNobody = indicators.find((one) => one.id === change.id)?.population === 0;
  if (own !== undefined || !concernsNobody) return undefined;
  const { lowerBoundBefore, populationBoundBefore, comparable, moves } = change;
  const still = {
    ...{ before: 0, change: 0, tallyBefore: NOBODY },
    ...(moves === undefined ? {} : { moves: movesOf([], NOWHERE) }),
  };
  const resting = { lowerBoundBefore, populationBoundBefore, comparable };
  return { id: change.id, ...still, ...resting, physicians: still, byEstablishment: [] };
}

/** How many mailboxes there were is told by the check of all of them, if it is compared. */
function previousOf(
  { audit, asOf, collectedAt, vigie, inactiveAfterDays, categoriesKnown }: Previous,
  indicators: readonly ChangeOfPart[],
): Previous {
  const all = indicators.find(({ id }) => id === OF_ALL_MAILBOXES);
  const physicians = all?.physicians.tallyBefore?.population;
  return {
    ...{ audit, asOf, collectedAt, vigie, inactiveAfterDays },
    ...(all === undefined ? {} : { mailboxes: all.tallyBefore.population }),
    ...(physicians === undefined ? {} : { physicians }),
    ...(categoriesKnown === undefined ? {} : { categoriesKnown }),
  };
}

function pointBefore(
  { audit, asOf, collectedAt, categoriesKnown }: Previous,
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
        ...(categoriesKnown === false ? {} : { physicians: physicians.before }),
      }),
    ),
  };
}
