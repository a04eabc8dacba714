import { integer, share } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Chart } from '../report/block.ts';
import { barRows } from './bars.ts';
import type { Drawing } from './drawing.ts';
import { linePlots } from './lines.ts';
import { markup, type Markup } from './markup.ts';
import { endOfScale } from './scale.ts';
import { PAGE_WORDS } from './words.ts';

/** A chart as a figure: its title is the caption, its summary the text alternative. What is not known is hatched. */
export function chartMarkup(chart: Chart, id: string, language: Language): Markup {
  const write = (value: number | null): string => {
    if (value === null) return frame('notKnown', language);
    return chart.unit === 'count' ? integer(value, language) : share(value, 1, language);
  };
  const drawing: Drawing = { chart, end: endOfScale(sizesOf(chart), chart.unit), write };
  const isHatched = chart.series.some(({ values }) => values.includes(null));
  const notes = [
    ...(chart.form === 'lines' ? [] : [phrase(PAGE_WORDS, 'scale', language, { end: write(drawing.end) })]),
    ...(isHatched ? [phrase(PAGE_WORDS, 'hatched', language)] : []),
  ];
  return markup`<figure class="chart ${chart.form}" id="chart-${id}">
<figcaption id="${id}-title">${chart.title}</figcaption>
<div role="img" aria-labelledby="${id}-title" aria-describedby="${id}-summary">
${chart.form === 'lines' ? linePlots(drawing) : barRows(drawing)}</div>
<p class="note">${notes.join(' · ')}</p>
<p class="hidden" id="${id}-summary">${chart.summary}</p>
</figure>\n`;
}

/** The lengths that must find room: the values, or the whole that they make. */
function sizesOf({ form, labels, series }: Chart): (number | null)[] {
  const values = series.flatMap((one) => one.values);
  if (form !== 'stacked') return values;
  return labels.map((_, at) => series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0));
}
