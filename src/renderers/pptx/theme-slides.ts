import type { Chart, TableBlock } from '../report/block.ts';
import type { Language } from '../../i18n/language.ts';
import { joined, plain, type Text } from '../../i18n/text.ts';
import type { Headline } from '../report/headline.ts';
import { hasFound } from '../report/headlines.ts';
import { fittingSize, heightOf, widthOf } from './measure.ts';
import { notesOf } from './notes.ts';
import { PALETTE } from './palette.ts';
import { plainText } from './plain-text.ts';
import { hasValue, plainChart, unknownOf } from './plain-chart.ts';
import type { Report } from './report-parts.ts';
import { HALVES, placed, type Item } from './placing.ts';
import { numbered, sentenceSlides } from './sentence-slides.ts';
import { CONTENT, line, type Box, type Piece, type Slide, type TextPiece } from './slide.ts';
import { tablePages } from './table-pages.ts';
import { slideWords } from './words.ts';

const GUTTER = 0.3;
const CARD_HEIGHT = 1.65;

/** What one subject has to show. */
export interface Theme {
  readonly title: string;
  readonly cards: readonly Headline[];
  /** One, or two side by side. */
  readonly charts: readonly Chart[];
  readonly sentences: readonly Text[];
  readonly tables: readonly TableBlock[];
  /** Of its notes. */
  readonly checkIds: readonly string[];
}

/** A subject: its figures as cards, its charts with what fits beside them, then what did not. */
export function themeSlides(report: Report, theme: Theme): Slide[] {
  const { title, tables } = theme;
  const { language } = report;
  const cards = cardsOf(theme.cards, report);
  const top = cards.length === 0 ? 0 : CARD_HEIGHT + 0.2;
  const body: Box = { ...CONTENT, y: CONTENT.y + top, h: CONTENT.h - top };
  const charts = theme.charts.filter(hasValue).slice(0, 2);
  const sentences = [...theme.sentences, ...charts.flatMap((chart) => unknownOf(chart, language).map(plain))];
  const items: Item[] = [
    ...(sentences.length === 0 ? [] : [{ kind: 'sentences', sentences } as const]),
    ...tables.filter(({ rows }) => rows.length > 0).map((table): Item => ({ kind: 'table', table })),
  ];
  const halves = HALVES.map((half) => ({ ...half, y: body.y, h: body.h }));
  const beside = placed(title, items, halves.slice(charts.length), language);
  const isAlone = charts.length === 1 && beside.pieces.length === 0;
  const drawn = charts.map((chart, at): Piece => ({
    kind: 'chart',
    box: isAlone ? body : (halves[at] ?? body),
    chart: plainChart(chart),
    size: 13,
    hasTitle: chart.title !== title,
  }));
  const pieces: Piece[] = [...cards, ...drawn, ...beside.pieces];
  const notes = notesOf(report, theme.checkIds);
  const first: Slide = { layout: 'content', title, pieces, notes };
  const rest = leftSlides(title, beside.left, notes, language);
  return numbered(pieces.length === 0 ? rest : [first, ...rest], language);
}

/** What is narrow by twos, what is wide by itself. */
function leftSlides(
  title: string,
  items: readonly Item[],
  notes: readonly string[],
  language: Language,
): Slide[] {
  if (items.length === 0) return [];
  const { pieces, left } = placed(title, items, HALVES, language);
  if (pieces.length > 0) {
    return [{ layout: 'content', title, pieces, notes }, ...leftSlides(title, left, notes, language)];
  }
  return left.flatMap((item) =>
    item.kind === 'table'
      ? tablePages(item.table, plainText(item.table.columns[0]?.head ?? title, 120), language, CONTENT).map(
          (piece): Slide => ({ layout: 'content', title, pieces: [piece], notes }),
        )
      : sentenceSlides(title, item.sentences, notes, language).map((slide) => ({ ...slide, title })),
  );
}

function cardsOf(headlines: readonly Headline[], { language }: Report): TextPiece[] {
  const width = (CONTENT.w - GUTTER * (headlines.length - 1)) / Math.max(1, headlines.length);
  return headlines.map((headline, at) => {
    const box = { x: CONTENT.x + at * (width + GUTTER), y: CONTENT.y, w: width, h: CARD_HEIGHT };
    return card(headline, box, language);
  });
}

/** A figure with its share, its physicians, how sure it is, and its change. */
function card(headline: Headline, box: Box, language: Language): TextPiece {
  const { title, figure, of, shareText, physicians, certainty, change, gravity } = headline;
  const inner = box.w - 0.35;
  const big = figure.text;
  const ratio = of === '' ? '' : `${of} (${shareText})`;
  const told = [
    ...(physicians === null
      ? []
      : [
          slideWords('labelled', language, {
            label: physicians.label,
            value: `${physicians.figure.text} (${physicians.share.text})`,
          }),
        ]),
    ...(certainty.level === 'part' ? [certainty.text] : []),
    ...(change === null ? [] : [joined(change.text)]),
  ].map((text) => plainText(text, 160));
  const size = fittingSize(
    [14, 13, 12, 11, 10],
    (at) => [title, told.join(' · ')].reduce((sum, text) => sum + heightOf(text, inner, at) + 0.04, 0),
    box.h - 0.72,
  );
  const bigSize = fittingSize(
    [30, 28, 26, 24, 20],
    (at) => widthOf(big, at) * 1.08 + widthOf(` ${ratio}`, 13),
    inner,
  );
  return {
    kind: 'text',
    name: title,
    box,
    lines: [
      line(title, { bold: true, colour: PALETTE.muted }),
      {
        runs: [
          {
            text: big,
            bold: true,
            size: bigSize,
            colour: hasFound(headline) && gravity === 'critical' ? PALETTE.worse : PALETTE.navy,
          },
          ...(ratio === '' ? [] : [{ text: ` ${ratio}`, size: 13 }]),
        ],
      },
      ...(told.length === 0 ? [] : [line(told.join(' · '))]),
    ],
    size,
    fill: PALETTE.panel,
    anchor: 'middle',
    gap: 1,
  };
}
