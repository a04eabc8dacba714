import type { Language } from '../../i18n/language.ts';
import type { Chart } from '../report/block.ts';
import { plainText } from './plain-text.ts';
import { slideWords } from './words.ts';

const LONGEST_NAME = 70;

/** Whether there is anything to draw. */
export function hasValue({ series }: Chart): boolean {
  return series.some(({ values }) => values.some((value) => value !== null));
}

/** What a chart leaves blank, to be said beside it. */
export function unknownOf({ labels, series }: Chart, language: Language): string[] {
  const unknown = series.flatMap(({ name, values }) =>
    labels.flatMap((label, at) => {
      if ((values[at] ?? null) !== null) return [];
      const short = plainText(label, LONGEST_NAME);
      return [series.length === 1 ? short : `${short} (${plainText(name, LONGEST_NAME)})`];
    }),
  );
  if (unknown.length === 0) return [];
  return [slideWords('notKnown', language, { labels: plainText(unknown.join(', '), 240) })];
}

/** A chart with names that fit and that XML can hold. */
export function plainChart(chart: Chart): Chart {
  return {
    ...chart,
    title: plainText(chart.title, 160),
    summary: plainText(chart.summary, 1200),
    labels: chart.labels.map((label) => plainText(label, LONGEST_NAME)),
    series: chart.series.map(({ name, values }) => ({ name: plainText(name, LONGEST_NAME), values })),
  };
}
