import type { Theme as CheckTheme } from '../../situation/check-words.ts';
import { frame } from '../../i18n/frame.ts';
import type { BlockId, Chart, TableBlock } from '../report/block.ts';
import { nothing, words } from '../report/cells.ts';
import {
  allBlocks,
  findChart,
  findSection,
  findTable,
  sentencesOf,
  tablesOf,
  within,
} from '../report/section.ts';
import type { Section, SectionId } from '../report/section.ts';
import { evolutionSlides } from './evolution-slides.ts';
import { notesOf, sourceNotes } from './notes.ts';
import { checkSlides, constatSlides, firstPageSlides } from './opening-slides.ts';
import { rankingSlides } from './ranking-slides.ts';
import { sectionOf, textsOf, type Report } from './report-parts.ts';
import { sentenceSlides } from './sentence-slides.ts';
import type { Slide } from './slide.ts';
import { tableSlides } from './table-slides.ts';
import { themeSlides } from './theme-slides.ts';
import { slideWords } from './words.ts';

/** With the accounts themselves, as many checks less one. */
const TURNED_ROWS = 3;

/**
 * The état de situation as it is shown in a meeting: what the page that decides says, what changed, then one slide for each subject.
 * What does not stand on these comes behind them, as an annex.
 */
export function deckOf(report: Report): Slide[] {
  const subjects = [
    constatSlides(report),
    firstPageSlides(report, 'decisions'),
    firstPageSlides(report, 'matrix'),
    firstPageSlides(report, 'certainty'),
    evolutionSlides(report),
    checkSlides(report),
    ofTheme(report, 'redirects'),
    ofTheme(report, 'mfa', slideWords('mfa', report.language), 'administrators'),
    physicians(report),
    rankingSlides(report),
  ];
  const annex = [
    ...subjects.flatMap((slides) => slides.slice(1)),
    ...others(report),
    ...services(report),
    ...gaps(report),
    ...ofTable(report, 'exceptions'),
    ...ofTable(report, 'enrolments'),
    ...ofTable(report, 'licences'),
    ...coverage(report),
  ];
  const shown = subjects.flatMap((slides) => slides.slice(0, 1));
  return annex.length === 0 ? shown : [...shown, divider(report), ...annex];
}

/** What parts the slides that are shown from those that a question may ask for. */
function divider({ language }: Report): Slide {
  return { layout: 'cover', title: slideWords('annex', language), pieces: [], notes: [] };
}

/** What is not known, each with its remedy. */
function gaps(report: Report): Slide[] {
  const found = sectionOf(report, 'gaps');
  const table = found === undefined ? undefined : findTable(found, 'gaps');
  if (found === undefined || table === undefined) return [];
  const ids = [...new Set(table.keys ?? [])];
  return tableSlides(found.title, { table }, sourceNotes(report, ids), report.language);
}

/** The sentences of the checks that the report does not open with. */
function others(report: Report): Slide[] {
  const found = sectionOf(report, 'checks');
  if (found === undefined) return [];
  return sentenceSlides(found.title, textsOf(found), notesOf(report, found.checkIds), report.language);
}

function physicians(report: Report): Slide[] {
  const found = sectionOf(report, 'physicians');
  if (found === undefined) return [];
  const charts = chartsOf(report.tree, ['unused-by-category']).filter(({ labels }) => labels.length > 1);
  const slides = themeSlides(report, {
    title: found.title,
    cards: [],
    charts,
    sentences: textsOf(found),
    tables: tablesOf(found).flatMap((whole) => [...(charts.length === 0 ? [] : [turned(whole)]), whole]),
    checkIds: found.checkIds,
  });
  const roster = found.sections.flatMap((part) =>
    tableSlides(part.title, { table: rosterTable(part), sentences: textsOf(part) }, [], report.language),
  );
  return [...slides, ...roster];
}

/** By category where there are any. */
function rosterTable(part: Section): TableBlock | undefined {
  return findTable(part, 'roster-by-category') ?? findTable(part, 'roster-by-establishment');
}

/** The first rows of a table as columns, to stand beside a chart. */
function turned({ id, columns, rows }: TableBlock): TableBlock {
  const shown = rows.slice(0, TURNED_ROWS);
  const heads = ['', ...shown.map(([first]) => first?.text ?? '')];
  return {
    kind: 'table',
    id,
    columns: heads.map((head, at) => ({ head, align: at === 0 ? 'left' : 'right' })),
    rows: columns
      .slice(1)
      .map(({ head }, at) => [words(head), ...shown.map((row) => row[at + 1] ?? nothing())]),
  };
}

/**
 * The cards of the checks that are told together, the charts and the facts of the first of them, and the tables of a part of the
 * report that goes with them. Without a title of its own, the first check's.
 */
function ofTheme(report: Report, theme: CheckTheme, title?: string, beside?: SectionId): Slide[] {
  const { situation, headlines, tree, language } = report;
  const checks = situation.checks.filter((check) => check.theme === theme);
  const checkIds = checks.map(({ id }) => id);
  const cards = checkIds.flatMap((id) => headlines.filter(({ checkId }) => checkId === id));
  if (cards.length === 0) return [];
  const facts = factsOf(tree, checkIds);
  const charts = facts === undefined ? [] : factChartsOf(facts);
  const more = beside === undefined ? undefined : findSection(tree, beside);
  const tables = [
    ...(facts === undefined ? [] : tablesOf(facts)),
    ...(more === undefined ? [] : tablesOf(more)),
  ];
  return themeSlides(report, {
    title: title ?? checks[0]?.title[language] ?? '',
    cards,
    charts,
    sentences: facts === undefined ? cards.flatMap(({ sentences }) => sentences) : textsOf(facts),
    tables: tables.filter(({ drawnAs }) => !charts.some(({ id }) => id === drawnAs)),
    checkIds,
  });
}

function chartsOf(part: Section, ids: readonly BlockId[]): Chart[] {
  return ids.flatMap((id) => findChart(part, id) ?? []);
}

function factChartsOf(part: Section): Chart[] {
  return allBlocks(part).flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
}

/** The facts of the first of the checks. */
function factsOf(tree: Section, [first]: readonly string[]): Section | undefined {
  if (first === undefined) return undefined;
  return findSection(tree, 'facts')?.sections.find(({ checkIds }) => checkIds.includes(first));
}

function services(report: Report): Slide[] {
  const found = sectionOf(report, 'service-usage');
  if (found === undefined) return [];
  const parts = [...within(found)];
  return themeSlides(report, {
    title: found.title,
    cards: [],
    charts: [],
    sentences: parts.flatMap(textsOf),
    tables: parts.flatMap(tablesOf),
    checkIds: found.checkIds,
  });
}

/** The table that a part of the report is about, with its sentences. */
function ofTable(report: Report, id: 'enrolments' | 'exceptions' | 'licences'): Slide[] {
  const found = sectionOf(report, id);
  if (found === undefined) return [];
  const content = { table: findTable(found, id), sentences: textsOf(found) };
  return tableSlides(found.title, content, notesOf(report, found.checkIds), report.language);
}

/** How every figure was counted, and what became of every source. */
function coverage(report: Report): Slide[] {
  const { situation, language } = report;
  const method = sectionOf(report, 'method');
  const sources = sectionOf(report, 'sources');
  const rules: TableBlock = {
    kind: 'table',
    id: 'rule',
    columns: [frame('indicator', language), slideWords('rule', language)].map((head) => ({
      head,
      align: 'left',
    })),
    rows: situation.checks.map(({ title, rule }) => [words(title[language]), words(rule[language])]),
  };
  // The slides do not print the expressions beneath.
  const told = method === undefined ? [] : sentencesOf(method).filter(({ role }) => role !== 'about-sql');
  const sentences = told.map(({ text }) => text);
  const table = sources === undefined ? undefined : findTable(sources, 'sources');
  const sourceIds = situation.sources.map(({ id }) => id);
  return [
    // Their notes would say the rules again.
    ...tableSlides(method?.title ?? '', { table: rules, sentences }, [], language),
    ...(sources === undefined
      ? []
      : tableSlides(sources.title, { table }, sourceNotes(report, sourceIds), language)),
  ];
}
