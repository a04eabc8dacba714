import { frame, type FrameKey } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countBound, isNotAssessable, type Bound } from '../../i18n/sentence.ts';
import type { Situation, Tally } from '../../situation/situation.ts';
import { categoryLabel, establishmentLabel } from '../constats.ts';
import { counted, dayCell, unknown } from '../report/cells.ts';
import { countCell, rankedChecks, shareCell, type Judged } from '../report/figures.ts';
import { headXml, rowXml, type Sheet, type SheetCell } from './sheet.ts';
import { WORDS } from './words.ts';

const TALLY_HEADS = ['population', 'examined', 'nonCompliant', 'shareOfExamined', 'undetermined'] as const;
const NUMBER_WIDTHS = [14, 14, 16, 13, 15];
const WIDEST_INDICATOR = 74;

function indicatorWidth({ checks }: Situation, language: Language): number {
  const longest = Math.max(...checks.map(({ title }) => title[language].length));
  return Math.min(WIDEST_INDICATOR, longest + 2);
}

interface FlatTable {
  readonly heads: readonly string[];
  readonly widths: readonly number[];
  readonly count: number;
  /** Made as they are read: there may be thousands. */
  readonly rows: () => Iterable<readonly SheetCell[]>;
}

/** Every indicator in every category, a row for each; nothing where the categories are not known. */
export function categorySheets(situation: Situation, language: Language): Sheet[] {
  const { categories, categoriesKnown } = situation;
  if (!categoriesKnown || categories.length === 0) return [];
  const judged = rankedChecks(situation);
  const parts = judged.flatMap((one) =>
    categories.map(({ id, physician }) => ({
      one,
      id,
      physician,
      tally: one.indicator.byCategory.find((tally) => tally.id === id),
    })),
  );
  const table: FlatTable = {
    heads: [
      frame('indicator', language),
      frame('category', language),
      phrase(WORDS, 'physician', language),
      ...framed(TALLY_HEADS, language),
    ],
    widths: [indicatorWidth(situation, language), 40, 12, ...NUMBER_WIDTHS],
    count: parts.length,
    *rows() {
      for (const { one, id, physician, tally } of parts) {
        const label = categoryLabel(situation, id, language);
        yield [one.check.title[language], label, physician, ...tallyCells(tally, one, language)];
      }
    },
  };
  return [flat('categories', 'categoriesAbout', table, language)];
}

/** Every indicator in every establishment, a row for each, with its physicians beside. */
export function establishmentSheets(situation: Situation, language: Language): Sheet[] {
  const judged = rankedChecks(situation).filter(({ indicator }) => indicator.byEstablishment.length > 0);
  if (judged.length === 0) return [];
  const physicianHeads = [
    frame('physiciansPopulation', language),
    phrase(WORDS, 'physiciansExamined', language),
    frame('physiciansNonCompliant', language),
    phrase(WORDS, 'physiciansShare', language),
    phrase(WORDS, 'physiciansUndetermined', language),
  ];
  const table: FlatTable = {
    heads: [
      frame('establishment', language),
      frame('indicator', language),
      ...framed(TALLY_HEADS, language),
      ...physicianHeads,
    ],
    widths: [52, indicatorWidth(situation, language), ...NUMBER_WIDTHS, ...NUMBER_WIDTHS],
    count: judged.reduce((sum, { indicator }) => sum + indicator.byEstablishment.length, 0),
    *rows() {
      for (const one of judged) {
        for (const tally of one.indicator.byEstablishment) {
          const name = establishmentLabel(tally.id, language);
          const cells = [tally, tally.physicians].flatMap((part) => tallyCells(part, one, language));
          yield [name, one.check.title[language], ...cells];
        }
      }
    },
  };
  return [flat('establishments', 'establishmentsAbout', table, language)];
}

/** Every indicator in every audit so far; nothing where this is the first. */
export function trendSheets(situation: Situation, language: Language): Sheet[] {
  const points = situation.trend?.points ?? [];
  if (points.length < 2) return [];
  const titles = new Map(situation.checks.map(({ id, title }) => [id, title[language]]));
  const rows = points.flatMap(({ asOf, indicators }) =>
    indicators.map((point): SheetCell[] => {
      const bound = countBound(point);
      const isKnown = !isNotAssessable(point);
      return [
        dayCell(asOf, language),
        titles.get(point.id) ?? point.id,
        ...numbers(point, { bound, population: point.populationBound, share: bound }, language),
        isKnown && point.physicians !== undefined
          ? counted(point.physicians, language, bound)
          : unknown(language),
      ];
    }),
  );
  const heads = [
    phrase(WORDS, 'asOf', language),
    frame('indicator', language),
    ...framed(TALLY_HEADS, language),
    frame('physiciansNonCompliant', language),
  ];
  const widths = [14, indicatorWidth(situation, language), ...NUMBER_WIDTHS, 16];
  return [flat('trend', 'trendAbout', { heads, widths, count: rows.length, rows: () => rows }, language)];
}

function tallyCells(
  tally: Tally | undefined,
  { indicator, shareBound }: Judged,
  language: Language,
): SheetCell[] {
  if (tally === undefined) return TALLY_HEADS.map(() => null);
  const bounds = { bound: countBound(indicator), population: indicator.populationBound, share: shareBound };
  return numbers(tally, bounds, language);
}

function numbers(
  tally: Tally,
  { bound, population, share }: Record<'bound' | 'population' | 'share', Bound>,
  language: Language,
): SheetCell[] {
  return [
    counted(tally.population, language, population),
    counted(tally.examined, language),
    // Undetermined accounts have their own column here.
    countCell({ ...tally, undetermined: 0 }, bound, language),
    shareCell(tally, share, language),
    counted(tally.undetermined, language),
  ];
}

function framed(keys: readonly FrameKey[], language: Language): string[] {
  return keys.map((key) => frame(key, language));
}

function flat(
  title: 'categories' | 'establishments' | 'trend',
  about: 'categoriesAbout' | 'establishmentsAbout' | 'trendAbout',
  { heads, widths, count, rows }: FlatTable,
  language: Language,
): Sheet {
  return {
    title: title === 'establishments' ? frame('establishments', language) : phrase(WORDS, title, language),
    about: phrase(WORDS, about, language),
    count,
    widths,
    table: true,
    merges: [],
    colour: 'breakdown',
    *rows() {
      yield headXml(heads);
      for (const cells of rows()) yield rowXml({ cells });
    },
  };
}
