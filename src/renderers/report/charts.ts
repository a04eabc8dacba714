import type { CheckDescription } from '../../situation/check-description.ts';
import { ownValue } from '../../situation/own-value.ts';
import { capitalised, day, integer, share } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { countBound, isNotAssessable, type Bound } from '../../i18n/sentence.ts';
import type { Indicator, Situation, Tally } from '../../situation/situation.ts';
import { categoryLabel, establishmentLabel } from '../constats.ts';
import { wordOf } from '../vocabulary.ts';
import type { BlockId, Chart, ChartBlock } from './block.ts';
import { judgedChecks, rankedChecks, type Judged } from './figures.ts';
import { REPORT_WORDS } from './words.ts';

/** Bars that one can still tell apart. */
const MOST_BARS = 40;
const MOST_SUMMED_UP = 12;

type Drawing = Omit<Chart, 'summary'>;

/** A chart with its text alternative: every value, as far as they are few. */
export function chartBlock(id: BlockId, drawing: Drawing, language: Language): ChartBlock {
  return { kind: 'chart', id, chart: { ...drawing, summary: summaryOf(drawing, language) } };
}

/** The first check's share of non-compliant accounts in each category, or in those of physicians alone. */
export function shareByCategory(
  situation: Situation,
  id: 'unused-by-category' | 'physicians-by-category',
  language: Language,
): ChartBlock[] {
  const [first] = judgedChecks(situation);
  if (first === undefined || !situation.categoriesKnown) return [];
  const ofPhysicians = situation.categories.filter(({ physician }) => physician).map((one) => one.id);
  const parts = first.indicator.byCategory.filter(
    (one) => one.population > 0 && (id === 'unused-by-category' || ofPhysicians.includes(one.id)),
  );
  if (parts.length === 0) return [];
  const title = phrase(REPORT_WORDS, 'byCategory', language, { title: first.check.title[language] });
  const labels = parts.map((one) => categoryLabel(situation, one.id, language));
  return [chartBlock(id, { id, title, labels, ...sharesOf(parts, language) }, language)];
}

/** The first check's share in each establishment, the highest first. */
export function establishmentsRanked(situation: Situation, language: Language): ChartBlock[] {
  const first = judgedChecks(situation).find(({ indicator }) => indicator.byEstablishment.length > 1);
  if (first === undefined) return [];
  const ranked = first.indicator.byEstablishment
    .filter(({ population }) => population > 0)
    .sort((a, b) => (shareOf(b) ?? -1) - (shareOf(a) ?? -1))
    .slice(0, MOST_BARS);
  const title = phrase(REPORT_WORDS, 'byEstablishment', language, { title: first.check.title[language] });
  const labels = ranked.map(({ id }) => establishmentLabel(id, language));
  const id = 'establishments-ranked';
  return [chartBlock(id, { id, title, labels, ...sharesOf(ranked, language) }, language)];
}

function sharesOf(tallies: readonly Tally[], language: Language): Pick<Chart, 'form' | 'unit' | 'series'> {
  return {
    form: 'bars',
    unit: 'share',
    series: [{ name: frame('shareOfExamined', language), values: tallies.map(shareOf) }],
  };
}

/** The ratio counted of the accounts examined; null where nobody was. */
function shareOf(tally: Tally): number | null {
  return tally.examined === 0 ? null : tally.count / tally.examined;
}

/** The charts that a check asks for, of those of its breakdowns that are known. */
export function factCharts(check: CheckDescription, indicator: Indicator, language: Language): ChartBlock[] {
  if (isNotAssessable(indicator)) return [];
  return Object.entries(check.charts).flatMap(([fact, id]) => {
    const found = ownValue(indicator.facts, fact);
    if (found === undefined || typeof found === 'number') return [];
    const drawing: Drawing = {
      id,
      form: 'bars',
      title: boundedTitle(wordOf(check.facts, fact, language), countBound(indicator), language),
      unit: 'count',
      labels: Object.keys(found).map((key) => capitalised(wordOf(check.terms, key, language))),
      series: [{ name: frame('number', language), values: Object.values(found) }],
    };
    return [chartBlock('fact-chart', drawing, language)];
  });
}

const TITLES = {
  'at-least': 'titleAtLeast',
  approximate: 'titleAbout',
  'approximate-at-least': 'titleAtLeastAbout',
} as const;

/** A chart's values carry no mark of their own: its title says that they are lower bounds, or approximate. */
export function boundedTitle(title: string, bound: Bound, language: Language): string {
  return bound === 'exact' ? title : phrase(REPORT_WORDS, TITLES[bound], language, { title });
}

/** The share of each grave check over the audits; nothing before there are two. */
export function trendChart(situation: Situation, language: Language): ChartBlock[] {
  const points = situation.trend?.points ?? [];
  if (points.length < 2) return [];
  const grave = rankedChecks(situation).filter(({ check }) => (check.gravity ?? 'notable') !== 'notable');
  const series = grave
    .map((judged) => ({ name: judged.check.title[language], values: valuesOver(points, judged) }))
    .filter(({ values }) => values.some((value) => value !== null));
  if (series.length === 0) return [];
  const drawing: Drawing = {
    id: 'trend',
    form: 'lines',
    title: phrase(REPORT_WORDS, 'overTime', language),
    unit: 'share',
    labels: points.map(({ asOf }) => day(asOf, language)),
    series,
  };
  return [chartBlock('trend', drawing, language)];
}

type Points = NonNullable<Situation['trend']>['points'];

function valuesOver(points: Points, { check }: Judged): (number | null)[] {
  return points.map(({ indicators }) => {
    const found = indicators.find(({ id }) => id === check.id);
    return found === undefined ? null : shareOf(found);
  });
}

function summaryOf({ title, labels, series, unit }: Drawing, language: Language): string {
  const write = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? frame('notKnown', language)
      : unit === 'count'
        ? integer(value, language)
        : share(value, 1, language);
  const shown = labels.slice(0, MOST_SUMMED_UP).map((label, at) => {
    const values = series.map(({ name, values: all }) =>
      series.length === 1 ? write(all[at]) : `${name} ${write(all[at])}`,
    );
    return phrase(REPORT_WORDS, 'labelled', language, { label, value: values.join(', ') });
  });
  const left = labels.length - shown.length;
  if (left > 0) {
    shown.push(phrase(REPORT_WORDS, 'chartOthers', language, { n: integer(left, language) }));
  }
  const separator = language === 'fr' ? '; ' : '; ';
  return phrase(REPORT_WORDS, 'chartSummary', language, { title, values: shown.join(separator) });
}
