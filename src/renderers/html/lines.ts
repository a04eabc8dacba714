import type { ChartSeries } from '../report/block.ts';
import type { Drawing } from './drawing.ts';
import { markup, type Markup } from './markup.ts';
import { endOfScale, percent } from './scale.ts';

/** Heights in pixels; widths are percentages, so that the texts never shrink. */
const TOP = 16;
const HEIGHT = 84;
const BOTTOM = TOP + HEIGHT;

/** Left free at either side, as a ratio of the width. */
const MARGIN = 0.04;

/**
 * A small plot for each series, with its own scale: shares of a thousandth and of a half would not be read from one.
 * The line is interrupted, and the place hatched, where it is not known.
 */
export function linePlots(drawing: Drawing): Markup {
  return markup`<div class="plots">
${drawing.chart.series.map((series) => plot(drawing, series))}</div>\n`;
}

function plot({ chart, write }: Drawing, { name, values }: ChartSeries): Markup {
  const end = endOfScale(values, chart.unit);
  const [first = null, last = null] = [values[0], values.at(-1)];
  return markup`<div class="plot"><p>${name} <b>${write(first)} → ${write(last)}</b></p><svg>
${[0, end].map((value) => gridLine(value / end, write(value)))}${unknownSlots(values)}${line(values, end)}${dates(chart.labels)}</svg></div>\n`;
}

function across(at: number, count: number): number {
  return count === 1 ? 0.5 : MARGIN + ((1 - 2 * MARGIN) * at) / (count - 1);
}

function line(values: ChartSeries['values'], end: number): Markup[] {
  const x = (at: number): string => percent(across(at, values.length));
  const y = (value: number): number => Math.round(BOTTOM - (value / end) * HEIGHT);
  return values.map((value, at) => {
    if (value === null) return markup``;
    const before = values[at - 1] ?? null;
    const segment =
      before === null
        ? ''
        : markup`<line class="line" x1="${x(at - 1)}" y1="${y(before)}" x2="${x(at)}" y2="${y(value)}"/>`;
    return markup`${segment}<circle class="point" cx="${x(at)}" cy="${y(value)}" r="4"/>\n`;
  });
}

function unknownSlots(values: ChartSeries['values']): Markup[] {
  const half = (1 - 2 * MARGIN) / Math.max(1, values.length - 1) / 2;
  return values.flatMap((value, at) => {
    if (value !== null) return [];
    const start = Math.max(0, across(at, values.length) - half);
    const width = Math.min(1, across(at, values.length) + half) - start;
    return [
      markup`<rect class="hatched" x="${percent(start)}" y="${TOP}" width="${percent(width)}" height="${HEIGHT}"/>`,
    ];
  });
}

function gridLine(part: number, label: string): Markup {
  const y = BOTTOM - part * HEIGHT;
  return markup`<line class="grid" x1="0" y1="${y}" x2="100%" y2="${y}"/><text x="0" y="${y - 4}">${label}</text>`;
}

/** The first day and the last. */
function dates(labels: readonly string[]): Markup[] {
  const y = BOTTOM + 16;
  const [first = '', last = ''] = [labels[0], labels.at(-1)];
  return [
    markup`<text x="0" y="${y}">${first}</text>`,
    ...(labels.length > 1 ? [markup`<text class="end" x="100%" y="${y}">${last}</text>`] : []),
  ];
}
