import type PptxGenJS from 'pptxgenjs';
import type { Language } from '../../i18n/language.ts';
import { FONT, PALETTE, SERIES_COLOURS } from './palette.ts';
import type { Page, Presentation } from './presentation.ts';
import type { ChartPiece } from './slide.ts';

type Options = PptxGenJS.default.IChartOpts;

// The number formats carry their language: a computer set to another one shows the same.
const COUNTS = { fr: '[$-C0C]#,##0', en: '[$-1009]#,##0' };
const SHARES = { fr: '[$-C0C]0.0\u00a0%', en: '[$-1009]0.0%' };

/** A chart that its reader can edit, its numbers in a workbook beside it. */
export function drawChart(deck: Presentation, page: Page, piece: ChartPiece, language: Language): void {
  const { chart, box } = piece;
  const type = chart.form === 'lines' ? deck.ChartType.line : deck.ChartType.bar;
  const series = chart.series.map(({ name, values }) => ({
    name,
    labels: [...chart.labels],
    // pptxgenjs writes an empty value for what is no number, which is taken out afterwards.
    values: values.map((value) => value ?? Number.NaN),
  }));
  page.addChart(type, series, { ...box, ...optionsOf(piece, language) });
}

function optionsOf(piece: ChartPiece, language: Language): Options {
  const { chart, size } = piece;
  const format = (chart.unit === 'share' ? SHARES : COUNTS)[language];
  const hasLegend = chart.series.length > 1;
  return {
    altText: chart.summary,
    objectName: chart.title,
    title: chart.title,
    showTitle: piece.hasTitle,
    titleFontFace: FONT,
    titleFontSize: size + 1,
    titleColor: PALETTE.ink,
    showLegend: hasLegend,
    legendPos: 'b',
    legendFontFace: FONT,
    legendFontSize: size,
    legendColor: PALETTE.ink,
    // With fewer colours than series pptxgenjs would draw lots for the markers of lines.
    chartColors: chart.series.map((_, at) => SERIES_COLOURS[at % SERIES_COLOURS.length] ?? PALETTE.navy),
    displayBlanksAs: 'gap',
    dataLabelFormatCode: format,
    dataLabelFontFace: FONT,
    dataLabelFontSize: Math.max(10, hasLegend ? size - 2 : size),
    dataLabelColor: PALETTE.ink,
    valAxisLabelFormatCode: format,
    catAxisLabelFontFace: FONT,
    catAxisLabelFontSize: size,
    catAxisLabelColor: PALETTE.ink,
    valAxisLabelFontFace: FONT,
    valAxisLabelFontSize: Math.max(10, size - 1),
    valAxisLabelColor: PALETTE.muted,
    valAxisMinVal: 0,
    ...(piece.greatest === undefined ? {} : { valAxisMaxVal: piece.greatest }),
    catGridLine: { style: 'none' },
    ...(chart.form === 'lines' ? LINES : barsOf(piece)),
  };
}

const LINES: Options = {
  lineSize: 2.5,
  lineDataSymbolSize: 8,
  showValue: false,
  catAxisLabelPos: 'low',
  valGridLine: { color: PALETTE.rule, size: 0.5, style: 'solid' },
  valAxisLineShow: false,
};

/** Bars lie, so that long names can be read; their values stand at their ends and need no axis. */
function barsOf({ chart: { form } }: ChartPiece): Options {
  const isStacked = form === 'stacked';
  return {
    barDir: 'bar',
    barGrouping: isStacked ? 'stacked' : 'clustered',
    barGapWidthPct: form === 'grouped' ? 45 : 40,
    showValue: true,
    dataLabelPosition: isStacked ? 'ctr' : 'outEnd',
    valAxisHidden: true,
    valGridLine: { style: 'none' },
    catAxisMajorTickMark: 'none',
  };
}
