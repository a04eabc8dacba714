import { isNotAssessable } from '../../i18n/sentence.ts';
import type { Indicator, Situation, Tally } from '../../situation/situation.ts';
import { ownValue } from '../../situation/own-value.ts';
import type { Cell } from './csv-text.ts';
import { TALLY_HEADS } from './indicator-rows.ts';

type Row = readonly Cell[];

/** One row for each category and check, heads first. A count of which nothing was examined is left empty. */
export function categoryRows(situation: Situation): Row[] {
  const heads = [
    'category',
    'labelFr',
    'labelEn',
    'physician',
    'known',
    'mailboxes',
    'check',
    ...TALLY_HEADS,
  ];
  // Of a masked copy, one that is told in a group, or a group of another breakdown.
  const none = situation.sharedCopy?.maskUnder === undefined ? 0 : '';
  const rows = situation.categories.flatMap(({ id, label, physician }) =>
    situation.indicators.flatMap((indicator): Row[] => {
      const tally = indicator.byCategory.find((one) => one.id === id);
      if (tally === undefined) return [];
      const known = situation.categoriesKnown;
      const mailboxes = known ? (ownValue(situation.population.byCategory, id) ?? none) : '';
      return [
        [
          id,
          label.fr,
          label.en,
          physician,
          known,
          mailboxes,
          indicator.id,
          ...cells(indicator, tally, known),
        ],
      ];
    }),
  );
  return [heads, ...rows];
}

/** One row for each establishment and check, heads first, with its physicians beside. */
export function establishmentRows(situation: Situation): Row[] {
  const heads = ['establishment', 'check', ...TALLY_HEADS];
  const physicianHeads = ['Population', 'Examined', 'Count', 'Undetermined', 'Assessable'].map(
    (head) => `physicians${head}`,
  );
  const rows = situation.indicators.flatMap((indicator) =>
    indicator.byEstablishment.map((one): Row => {
      const physicians = physicianCells(one.physicians, situation.categoriesKnown);
      return [one.id, indicator.id, ...cells(indicator, one), ...physicians];
    }),
  );
  // By establishment, each in the order of the checks.
  const ids = [...new Set(rows.map(([id]) => id))];
  return [[...heads, ...physicianHeads], ...ids.flatMap((id) => rows.filter(([of]) => of === id))];
}

function cells({ populationBound, lowerBound }: Indicator, tally: Tally, known = true): Cell[] {
  const { population, examined, undetermined } = tally;
  const assessable = known && !isNotAssessable(tally);
  const figures = [
    population,
    populationBound,
    examined,
    assessable ? tally.count : '',
    lowerBound,
    undetermined,
  ];
  return known ? [...figures, assessable] : [...TALLY_HEADS.slice(1).map(() => ''), false];
}

function physicianCells(tally: Tally, known: boolean): Cell[] {
  if (!known) return ['', '', '', '', false];
  const { population, examined, count, undetermined } = tally;
  const assessable = !isNotAssessable(tally);
  return [population, examined, assessable ? count : '', undetermined, assessable];
}
