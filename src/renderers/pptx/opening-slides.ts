import type { Language } from '../../i18n/language.ts';
import { joined } from '../../i18n/text.ts';
import { phrase } from '../../i18n/phrase.ts';
import { table, type TableBlock } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import { changeCell, nothing, unknown, words } from '../report/cells.ts';
import { numberedActs } from '../report/decisions.ts';
import type { Headline } from '../report/headline.ts';
import { findChart, findTable, type SectionId } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { heightOf } from './measure.ts';
import { notesOf, sourceNotes } from './notes.ts';
import { hasValue, plainChart } from './plain-chart.ts';
import { HALVES, placed } from './placing.ts';
import { PALETTE } from './palette.ts';
import { plainText } from './plain-text.ts';
import { sectionOf, textsOf, type Report } from './report-parts.ts';
import { numbered, sentenceSlides } from './sentence-slides.ts';
import { CONTENT, line, type Piece, type Slide, type TextPiece } from './slide.ts';
import { tableSlides } from './table-slides.ts';
import { slideWords } from './words.ts';

const WORST_SIZE = 18;
/** Whose report it is, and of when. */
const WHOSE_SIZE = 14;

/** The ministry's slide: its sentences beside the use of each service, under what is worst. */
export function constatSlides(report: Report): Slide[] {
  const found = sectionOf(report, 'constats');
  if (found === undefined) return [];
  const { title } = report.tree;
  const notes = [...notesOf(report, found.checkIds), ...sourceNotes(report, ['tenant', 'accounts'])];
  const sentences = textsOf(found);
  const chart = findChart(found, 'service-chart');
  const top = worstPiece(report);
  const room = top === null ? 0 : top.box.h + 0.15;
  const [left, right] = HALVES.map((half) => ({ ...half, y: half.y + room, h: half.h - room }));
  if (left === undefined || right === undefined || chart === undefined || !hasValue(chart)) {
    return sentenceSlides(
      title,
      [...(top === null ? [] : [worstText(report)]), ...sentences],
      notes,
      report.language,
    );
  }
  const beside = placed(title, [{ kind: 'sentences', sentences }], [left], report.language);
  const drawn: Piece = { kind: 'chart', box: right, chart: plainChart(chart), size: 12, hasTitle: true };
  if (beside.left.length > 0) {
    const drawnAlone: Slide = { layout: 'content', title, pieces: [{ ...drawn, box: CONTENT }], notes };
    return numbered(
      [...sentenceSlides(title, sentences, notes, report.language), drawnAlone],
      report.language,
    );
  }
  const pieces = [...(top === null ? [] : [top]), ...beside.pieces, drawn];
  return [{ layout: 'content', title, pieces, notes }];
}

function worstText({ tree }: Report): ReturnType<typeof textsOf>[number] {
  const block = tree.blocks.find(({ id }) => id === 'worst');
  return block?.kind === 'paragraph' ? (block.sentences[0]?.text ?? []) : [];
}

function worstPiece(report: Report): TextPiece | null {
  const text = plainText(joined(worstText(report)), 300);
  if (text === '') return null;
  const h =
    heightOf(text, CONTENT.w - 0.4, WORST_SIZE) + heightOf(report.footer, CONTENT.w - 0.4, WHOSE_SIZE) + 0.25;
  return {
    kind: 'text',
    name: slideWords('worst', report.language),
    box: { ...CONTENT, h },
    lines: [
      line(report.footer, { size: WHOSE_SIZE, colour: PALETTE.muted }),
      line(text, { bold: true, colour: PALETTE.navy }),
    ],
    size: WORST_SIZE,
    fill: PALETTE.panel,
    anchor: 'middle',
  };
}

/** What to decide, where to act, or how sure that is: a table with its sentences, or the sentences alone. */
export function firstPageSlides(
  report: Report,
  id: Extract<SectionId, 'decisions' | 'matrix' | 'certainty'>,
): Slide[] {
  const found = sectionOf(report, id);
  if (found === undefined) return [];
  const notes = notesOf(report, found.checkIds);
  const whole = id === 'certainty' ? undefined : findTable(found, id);
  const sentences = textsOf(found);
  return whole === undefined
    ? sentenceSlides(found.title, sentences, notes, report.language)
    : tableSlides(found.title, { table: withoutLists(whole), sentences }, notes, report.language);
}

/** A room has no use for the names of files. */
function withoutLists(whole: TableBlock): TableBlock {
  if (whole.id !== 'decisions') return whole;
  return {
    ...whole,
    columns: whole.columns.slice(0, -1),
    rows: numberedActs(whole).rows.map((row) => row.slice(0, -1)),
  };
}

/** Every check in a line: what it found, of how many, how sure, and how it changed. */
export function checkSlides(report: Report): Slide[] {
  const found = sectionOf(report, 'checks');
  if (found === undefined) return [];
  const { language, headlines } = report;
  const hasChange = headlines.some(({ change }) => change !== null);
  const heads = [
    ...(['check', 'number', 'shareOfAll', 'physicians', 'howSure'] as const).map((key) =>
      phrase(REPORT_WORDS, key, language),
    ),
    ...(hasChange ? [phrase(REPORT_WORDS, 'change', language)] : []),
  ];
  const rows = headlines.map((one) => [
    words(one.title),
    one.figure,
    words(one.of === '' ? '' : `${one.shareText} (${one.of})`),
    one.physicians?.figure ?? words(''),
    words(slideWords(one.certainty.level, language)),
    ...(hasChange ? [changeOf(one, language)] : []),
  ]);
  const whole = table('headlines', heads, rows, { text: [4] });
  return tableSlides(found.title, { table: whole }, notesOf(report, found.checkIds), language);
}

function changeOf({ change }: Headline, language: Language): Cell {
  if (change === null) return nothing();
  return change.value === null ? unknown(language) : changeCell(change.value, language);
}
