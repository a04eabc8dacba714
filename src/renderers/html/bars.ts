import type { ChartSeries } from '../report/block.ts';
import type { Drawing } from './drawing.ts';
import { legend } from './legend.ts';
import { markup, type Markup } from './markup.ts';
import { percent } from './scale.ts';

/** More rows than this stand in two columns where the page is wide. */
const ONE_COLUMN = 16;

/**
 * A row for each label: the label, a bar, its number. The texts are the page's own, so that they wrap and never shrink;
 * only the bars are drawn, in percentages of their width.
 */
export function barRows(drawing: Drawing): Markup {
  const { form, labels, series } = drawing.chart;
  const rows = labels.map((label, at) => {
    const bars =
      form === 'stacked' ? stackedBar(drawing, at) : series.map((one, s) => bar(drawing, one, s, at));
    return markup`<div class="row"><span class="label">${label}</span><span class="drawn">${bars}</span></div>\n`;
  });
  const columns = rows.length > ONE_COLUMN ? ' two' : '';
  return markup`${series.length > 1 ? legend(series.map(({ name }) => name)) : ''}<div class="rows${columns}">
${rows}</div>\n`;
}

function bar({ end, write }: Drawing, { values }: ChartSeries, series: number, at: number): Markup {
  const value = values[at] ?? null;
  const rect =
    value === null
      ? markup`<rect class="hatched" width="100%" height="100%"/>`
      : markup`<rect class="s${series}" width="${percent(value / end)}" height="100%"/>`;
  return markup`<span class="bar"><svg><rect class="track" width="100%" height="100%"/>${rect}</svg><b>${write(value)}</b></span>`;
}

/** The parts of a label's whole in one bar; one that is not known leaves a hatched end. */
function stackedBar({ chart, end, write }: Drawing, at: number): Markup {
  let start = 0;
  const parts = chart.series.map(({ values }, series) => {
    const value = values[at] ?? null;
    if (value === null) return markup``;
    const rect = markup`<rect class="s${series}" x="${percent(start / end)}" width="${percent(value / end)}" height="100%"/>`;
    start += value;
    return rect;
  });
  const numbers = chart.series.map(({ values }) => write(values[at] ?? null)).join(' · ');
  const rest = chart.series.some(({ values }) => (values[at] ?? null) === null)
    ? markup`<rect class="hatched" x="${percent(start / end)}" width="${percent(1 - start / end)}" height="100%"/>`
    : '';
  return markup`<span class="bar"><svg><rect class="track" width="100%" height="100%"/>${parts}${rest}</svg><b>${numbers}</b></span>`;
}
