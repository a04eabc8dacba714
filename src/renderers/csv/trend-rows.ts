import { isNotAssessable } from '../../i18n/sentence.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import { arePhysiciansComparable } from '../../situation/trend/comparability.ts';
import type { IndicatorChange } from '../../situation/trend/trend-schema.ts';
import type { Cell } from './csv-text.ts';

type Row = readonly Cell[];

/** One row for each audit of the tenant and indicator, oldest first, heads first; heads alone where no audit was looked for. */
export function trendRows({ trend }: Situation): Row[] {
  const heads = [
    'audit',
    'asOf',
    'collectedAt',
    'indicator',
    'population',
    'populationBound',
    'examined',
    'count',
  ];
  const rows = (trend?.points ?? []).flatMap(({ audit, asOf, collectedAt, indicators }) =>
    indicators.map((point): Row => {
      const { id, population, populationBound, examined, lowerBound, undetermined } = point;
      const assessable = !isNotAssessable(point);
      const [count, physicians] = assessable ? [point.count, point.physicians ?? ''] : ['', ''];
      const before = [audit, asOf, collectedAt, id, population, populationBound, examined, count];
      return [...before, lowerBound, undetermined, assessable, physicians];
    }),
  );
  return [[...heads, 'lowerBound', 'undetermined', 'assessable', 'physiciansCount'], ...rows];
}

const MOVES = ['appeared', 'joined', 'becameKnown', 'resolved', 'left', 'becameUnknown', 'altered'] as const;

type Group = 'all' | 'physicians' | 'establishment' | 'establishment-physicians';
type Moved = Pick<IndicatorChange, 'before' | 'change' | 'moves'>;

/**
 * Each indicator against the previous audit, heads first: of all, of the physicians, of each establishment and of its
 * physicians. `compared` is false, and the numbers empty, where there is nothing to compare with, or it is not known who is a physician; `movesKnown` is false where the
 * earlier findings could not be read.
 */
export function evolutionRows({ trend, indicators, categoriesKnown }: Situation): Row[] {
  const heads = ['indicator', 'group', 'id', 'previousAudit', 'previousAsOf', 'compared', 'comparable'];
  const numbers = ['before', 'now', 'change', 'movesKnown', ...MOVES];
  const physiciansKnown = categoriesKnown && trend?.previous?.categoriesKnown !== false;
  const isPlacedAlike = trend?.differences.every(({ kind }) => kind !== 'establishments') === true;
  const previous = [trend?.previous?.audit ?? '', trend?.previous?.asOf ?? ''];
  const rows = indicators.flatMap((indicator: Indicator): Row[] => {
    const change = trend?.indicators.find(({ id }) => id === indicator.id);
    if (trend === undefined || change === undefined)
      return [[indicator.id, 'all', '', ...previous, false, ...blank(1 + numbers.length)]];
    const isComparable = (group: Group): boolean =>
      group.endsWith('physicians') ? arePhysiciansComparable(trend, change) : change.comparable;
    const row = (group: Group, id: string, moved: Moved): Row => {
      if (group.endsWith('physicians') && !physiciansKnown)
        return [indicator.id, group, id, ...previous, false, ...blank(1 + numbers.length)];
      return [
        indicator.id,
        group,
        id,
        ...previous,
        true,
        isComparable(group) && (isPlacedAlike || !group.startsWith('establishment')),
        ...movedCells(moved),
      ];
    };
    return [
      row('all', '', change),
      row('physicians', '', change.physicians),
      ...change.byEstablishment.flatMap((one) => [
        row('establishment', one.id, one),
        row('establishment-physicians', one.id, one.physicians),
      ]),
    ];
  });
  return [[...heads, ...numbers], ...rows];
}

function movedCells({ before, change, moves }: Moved): Cell[] {
  return [
    ...[before, before + change, change, moves !== undefined],
    ...MOVES.map((kind): Cell => moves?.[kind] ?? ''),
  ];
}

function blank(cells: number): Cell[] {
  return Array.from({ length: cells }, () => '');
}
