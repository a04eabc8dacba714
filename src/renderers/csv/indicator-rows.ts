import { isNotAssessable } from '../../i18n/sentence.ts';
import type { Indicator, Situation, Tally } from '../../situation/situation.ts';
import type { Cell } from './csv-text.ts';

/** The heads of what a tally says, and of how far it can be relied on. */
export const TALLY_HEADS = [
  'population',
  'populationBound',
  'examined',
  'count',
  'lowerBound',
  'undetermined',
  'assessable',
] as const;

export const INDICATOR_HEADS = ['indicator', 'group', 'id', ...TALLY_HEADS] as const;

type Row = readonly Cell[];

/**
 * One row for each tally of each indicator, heads first: of all, of the physicians, of each category and establishment
 * (`id`), and of its physicians. Every row says how far it can be relied on.
 */
export function indicatorRows(situation: Situation): Row[] {
  return [INDICATOR_HEADS, ...indicatorTallies(situation)];
}

/** The same rows without their heads. */
export function indicatorTallies({ indicators }: Situation): Row[] {
  return indicators.flatMap(rowsOf);
}

function rowsOf(indicator: Indicator): Row[] {
  const { physicians, byCategory, byEstablishment } = indicator;
  return [
    row(indicator, 'all', '', indicator),
    row(indicator, 'physicians', '', physicians),
    ...byCategory.map((one) => row(indicator, 'category', one.id, one)),
    ...byEstablishment.flatMap((one) => [
      row(indicator, 'establishment', one.id, one),
      row(indicator, 'establishment-physicians', one.id, one.physicians),
    ]),
  ];
}

function row({ id, populationBound, lowerBound }: Indicator, group: string, part: string, tally: Tally): Row {
  const { population, examined, count, undetermined } = tally;
  const known = [population, populationBound, examined, count, lowerBound, undetermined];
  return [id, group, part, ...known, !isNotAssessable(tally)];
}
