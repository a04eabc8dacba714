import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../i18n/language.ts';
import { situationSchema } from '../../situation/situation.ts';
import { htmlPage } from '../html/html.ts';
import { sectionMarkup } from '../html/sections.ts';
import { markdownSection } from '../markdown/blocks.ts';
import { situationPage } from '../markdown/markdown.ts';
import { deckOf } from '../pptx/deck.ts';
import { reportOf } from '../pptx/report-parts.ts';
import type { Slide } from '../pptx/slide.ts';
import { terminalReport } from '../terminal/terminal-report.ts';
import { blockSheet, piecesOf } from '../xlsx/block-sheet.ts';
import { summarySheet } from '../xlsx/summary-sheet.ts';
import { hostileSituation } from '../../testing/hostile-situation.ts';
import { reportTree } from './report.ts';
import { within, type Section } from './section.ts';

const GOLDEN: unknown = JSON.parse(
  readFileSync(new URL('../../../fixtures/goldens/renderers/situation.json', import.meta.url), 'utf8'),
);

/** Texts that a format might take for a figure, a mark or a title; as long as each other. */
const NONSENSE = ['n. d.', 'n. a.', '+1\u00a012', '\u22121\u00a05', '  —  ', 'Alors'];

/** Letters that take as much room as those they stand for; neither words, figures nor signs are left. */
function meaningless(text: string): string {
  return text.replace(/[abcdeghknopqsuvxyzà-ÿ0-9+]/g, 'o').replace(/[A-HJ-LN-VX-ZÀ-Þ]/g, 'O');
}

const TEXTS = [
  ...['text', 'title', 'head', 'caption', 'summary', 'name', 'of', 'shareText', 'since', 'label'],
  ...['labels', 'moves', 'sentences', 'digits', 'mark'],
];

/** The report with every text in it meaningless: titles, heads, cells, sentences. */
function withoutMeaning(value: Section): Section;
function withoutMeaning(value: unknown, key: string): unknown;
function withoutMeaning(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return TEXTS.includes(key) ? meaningless(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => withoutMeaning(one, key));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => [name, withoutMeaning(one, name)]),
  );
}

function shapeOfSlides(slides: readonly Slide[]): unknown[] {
  return slides.map(({ layout, pieces, notes }) => [
    layout,
    notes.length,
    ...pieces.map((piece) =>
      piece.kind === 'text'
        ? ['text', piece.lines.length]
        : piece.kind === 'table'
          ? ['table', piece.head.length, piece.rows.length]
          : ['chart', piece.chart.labels.length],
    ),
  ]);
}

function shapeOfMarkdown(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/[^#|\n`*]/g, ''));
}

function tagsOf(text: string): string[] {
  return (text.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
}

function sheetRows(report: Section, section: Section): (number | null | boolean)[] {
  const heading = { title: section.title, about: '', colour: 'breakdown' } as const;
  return [summarySheet(report, '', 'fr'), blockSheet(heading, piecesOf(section), '')].flatMap((sheet) => {
    const rows = sheet.rows();
    return [sheet.count, sheet.table, sheet.widths.length, Symbol.iterator in rows ? [...rows].length : null];
  });
}

test.each(LANGUAGES)(
  'a report in %s whose every text means nothing has the same parts in every format',
  (language) => {
    const situation = situationSchema.parse(GOLDEN);
    const report = reportTree(situation, language);
    const blank = withoutMeaning(report);
    const titles = new Set([...within(report)].map(({ title }) => title));
    expect([...within(blank)].filter(({ title }) => titles.has(title))).toEqual([]);
    expect(shapeOfMarkdown(markdownSection(blank))).toEqual(shapeOfMarkdown(markdownSection(report)));
    for (const [at, section] of report.sections.entries()) {
      const other = blank.sections[at];
      if (other === undefined) throw new Error(`no part ${section.id}`);
      expect(tagsOf(sectionMarkup(other, language).text)).toEqual(
        tagsOf(sectionMarkup(section, language).text),
      );
      expect(sheetRows(blank, other)).toEqual(sheetRows(report, section));
    }
    const slides = reportOf(situation, language);
    const deck = deckOf({ ...slides, tree: blank });
    expect(shapeOfSlides(deck)).toEqual(shapeOfSlides(deckOf(slides)));
    expect(deck.length).toBeGreaterThan(15);
  },
);

test.each(NONSENSE)('a tenant that calls everything %j has the same report, part by part', (name) => {
  const [plain, odd] = ['Alors', name].map((text) => hostileSituation(GOLDEN, text));
  if (plain === undefined || odd === undefined) throw new Error('no situation');
  const shapes = [plain, odd].map((situation) => [
    [...within(reportTree(situation, 'fr'))].map(({ id, blocks }) => [id, blocks.map((block) => block.id)]),
    situationPage(situation, 'fr').split('\n').length,
    tagsOf(htmlPage(situation, 'fr')),
    deckOf(reportOf(situation, 'fr')).map(({ pieces }) => pieces.map(({ kind }) => kind)),
    terminalReport(situation, 'fr', { width: null, drawings: true, colour: 0 }).split('\n').length,
  ]);
  expect(shapes[1]).toEqual(shapes[0]);
});
