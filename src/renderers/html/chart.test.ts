import { expect, test } from 'vitest';
import type { Chart } from '../report/block.ts';
import { chartMarkup } from './chart.ts';

const CHART: Chart = {
  id: 'service-usage',
  form: 'bars',
  title: 'Utilisation <du> service',
  summary: 'Utilisation du service\u00a0: Exchange\u00a0: 75; Forms\u00a0: inconnu.',
  unit: 'count',
  labels: ['Exchange', 'Forms'],
  series: [{ name: 'Actifs', values: [75, null] }],
};

/** The drawn shapes and the numbers beside them, in order. */
function drawn(chart: Chart): string[] {
  const { text } = chartMarkup(chart, 'a', 'fr');
  return [...text.matchAll(/<(?:rect|circle|line) class="(?!track|grid)[^>]*>|<b>([^<]*)<\/b>/g)].map(
    ([whole, number]) => number ?? whole,
  );
}

test('a bar is as long as its number is of the largest; one that is not known is hatched, never empty', () => {
  expect(drawn(CHART)).toEqual([
    '<rect class="s0" width="100%" height="100%"/>',
    '75',
    '<rect class="hatched" width="100%" height="100%"/>',
    'inconnu',
  ]);
});

test('grouped bars stand each beside the others of its label, under one scale', () => {
  const series = [...CHART.series, { name: 'Avec licence', values: [150, 0] }];
  expect(drawn({ ...CHART, form: 'grouped', series })).toEqual([
    '<rect class="s0" width="100%" height="100%"/>',
    '<rect class="s1" width="100%" height="100%"/>',
    '<rect class="s0" width="50%" height="100%"/>',
    '75',
    '<rect class="s1" width="100%" height="100%"/>',
    '150',
    '<rect class="hatched" width="100%" height="100%"/>',
    'inconnu',
    '<rect class="s1" width="0%" height="100%"/>',
    '0',
  ]);
});

test('stacked parts follow one another; the part that is not known is the hatched rest', () => {
  const series = [
    { name: 'Forte', values: [50, 20] },
    { name: 'Faible', values: [30, null] },
  ];
  expect(drawn({ ...CHART, form: 'stacked', series }).slice(2)).toEqual([
    '<rect class="s0" x="0%" width="62.5%" height="100%"/>',
    '<rect class="s1" x="62.5%" width="37.5%" height="100%"/>',
    '50 · 30',
    '<rect class="s0" x="0%" width="25%" height="100%"/>',
    '<rect class="hatched" x="25%" width="75%" height="100%"/>',
    '20 · inconnu',
  ]);
});

test('a line is interrupted, and its place hatched, where it is not known', () => {
  const chart: Chart = {
    ...CHART,
    form: 'lines',
    unit: 'share',
    labels: ['27 août 2020', '27 septembre 2020', '27 octobre 2020'],
    series: [{ name: 'Redirections', values: [null, 0.005, 0.01] }],
  };
  expect(drawn(chart)).toEqual([
    'inconnu → 1,0\u00a0%',
    '<rect class="hatched" x="0%" y="16" width="27%" height="84"/>',
    '<circle class="point" cx="50%" cy="58" r="4"/>',
    '<line class="line" x1="50%" y1="58" x2="96%" y2="16"/>',
    '<circle class="point" cx="96%" cy="16" r="4"/>',
  ]);
});

test('shares are drawn against a round end above them, which is told with what hatching means', () => {
  const text = (values: (number | null)[]): string =>
    chartMarkup({ ...CHART, unit: 'share', series: [{ name: 'Part', values }] }, 'a', 'fr').text;
  const note = (values: (number | null)[]): string | undefined =>
    /<p class="note">([^<]*)/.exec(text(values))?.[1];
  expect([note([0.44, 0.1]), note([0.003, null]), note([0.6, 1]), note([0, 0])]).toEqual([
    'Échelle\u00a0: de 0 à 50,0\u00a0%',
    'Échelle\u00a0: de 0 à 1,0\u00a0% · Hachuré\u00a0: non connu',
    'Échelle\u00a0: de 0 à 100,0\u00a0%',
    'Échelle\u00a0: de 0 à 1,0\u00a0%',
  ]);
});

test('a chart is one image for a screen reader, named by its caption and told by its summary', () => {
  const { text } = chartMarkup(CHART, 'a', 'fr');
  expect(text).toContain('<figcaption id="a-title">Utilisation &lt;du&gt; service</figcaption>');
  expect(text).toContain('<div role="img" aria-labelledby="a-title" aria-describedby="a-summary">');
  expect(text).toContain(`<p class="hidden" id="a-summary">${CHART.summary}</p>`);
});
