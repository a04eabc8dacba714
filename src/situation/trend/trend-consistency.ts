import type { Contradiction } from '../contradiction.ts';
import type { Indicator, Situation, Tally } from '../plain-situation.ts';
import { net, type IndicatorChange, type Trend } from './trend-schema.ts';

type Path = Contradiction['path'];
type Moved = IndicatorChange['physicians'];

const ROOT: Path = ['trend'];

/** What contradicts itself, or the indicators, in the trend: changes that the figures or the moves do not give. */
export function trendContradictions({ trend, indicators, collectedAt }: Situation): Contradiction[] {
  if (trend === undefined) return [];
  return [
    ...ofPoints(trend, collectedAt),
    ...found(
      trend.previous === undefined && trend.indicators.length > 0,
      ROOT,
      'there are changes, and no audit before',
    ),
    ...trend.indicators.flatMap((change, index) => {
      const path = [...ROOT, 'indicators', index];
      const now = indicators.find(({ id }) => id === change.id);
      return now === undefined
        ? found(true, [...path, 'id'], 'it is no indicator of the situation')
        : ofChange(change, now, path);
    }),
  ];
}

/** Oldest first, each once; an extract for an establishment may leave them out. */
function ofPoints({ points, previous }: Trend, collectedAt: string): Contradiction[] {
  const path = [...ROOT, 'points'];
  const instants = points.map((point) => Date.parse(point.collectedAt));
  const inOrder = instants.every((instant, index) => index === 0 || (instants[index - 1] ?? 0) < instant);
  return [
    ...found(!inOrder, path, 'they are not one after the other'),
    ...found(
      points.length > 0 && points.at(-1)?.collectedAt !== collectedAt,
      path,
      'the last is not of this audit',
    ),
    ...found(
      previous !== undefined && Date.parse(previous.collectedAt) >= Date.parse(collectedAt),
      [...ROOT, 'previous'],
      'it is not earlier',
    ),
  ];
}

const NOBODY = { count: 0, physicians: { count: 0 } };

function ofChange(change: IndicatorChange, now: Indicator, path: Path): Contradiction[] {
  const { byEstablishment, physicians } = change;
  const ids = byEstablishment.map(({ id }) => id);
  return [
    ...found(change.tallyBefore.count !== change.before, path, 'two counts of the earlier audit'),
    ...ofMoved(change, now, path),
    ...ofMoved(physicians, now.physicians, [...path, 'physicians']),
    ...found(new Set(ids).size < ids.length, [...path, 'byEstablishment'], 'an establishment is there twice'),
    ...byEstablishment.flatMap((one, index) => {
      const at = [...path, 'byEstablishment', index];
      const today = now.byEstablishment.find(({ id }) => id === one.id) ?? NOBODY;
      return [
        ...ofMoved(one, today, at),
        ...ofMoved(one.physicians, today.physicians, [...at, 'physicians']),
      ];
    }),
    ...ofParts(change, [...path, 'byEstablishment']),
  ];
}

function ofMoved({ before, change, moves }: Moved, now: Pick<Tally, 'count'>, path: Path): Contradiction[] {
  return [
    ...found(
      before + change !== now.count,
      path,
      'the change does not lead from the count before to this one',
    ),
    ...found(moves !== undefined && net(moves) !== change, path, 'the moves do not add up to the change'),
  ];
}

function ofParts({ before, physicians, byEstablishment }: IndicatorChange, path: Path): Contradiction[] {
  const total = (of: (one: Moved & { readonly physicians: Moved }) => number): number =>
    byEstablishment.reduce((sum, one) => sum + of(one), 0);
  return found(
    total((one) => one.before) !== before || total((one) => one.physicians.before) !== physicians.before,
    path,
    'the parts do not sum to the whole',
  );
}

function found(isFound: boolean, path: Path, message: string): Contradiction[] {
  return isFound ? [{ path, message }] : [];
}
