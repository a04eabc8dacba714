import { frame } from '../../i18n/frame.ts';
import { cellText, type Chart, type TableBlock } from '../report/block.ts';
import type { Headline } from '../report/headlines.ts';
import { brief } from './brief.ts';
import { cover } from './cover.ts';
import { evolutionSlides } from './evolution-slides.ts';
import { notesOf, sourceNotes } from './notes.ts';
import { rankingSlides } from './ranking-slides.ts';
import {
  partsOf,
  partWithChart,
  sectionOf,
  sentencesOf,
  tablesOf,
  type Part,
  type Report,
} from './report-parts.ts';
import { sentenceSlides } from './sentence-slides.ts';
import type { Slide } from './slide.ts';
import { tableSlides } from './table-slides.ts';
import { themeSlides } from './theme-slides.ts';
import { slideWords } from './words.ts';

const SHORT_RULE = 470;
const REDIRECTS = ['mailbox-redirects'];
/** With the accounts themselves, as many checks less one. */
const TURNED_ROWS = 3;
const MFA = ['mfa-status', 'mfa-enforcement', 'admin-mfa'];

/** The état de situation as it is shown in a meeting, slide by slide. */
export function deckOf(report: Report): Slide[] {
  return [
    cover(report),
    ...brief(report),
    ...gaps(report),
    ...constats(report),
    ...physicians(report),
    ...redirects(report),
    ...mfa(report),
    ...services(report),
    ...rankingSlides(report),
    ...evolutionSlides(report),
    ...section(report, 'enrolments', ['enrolled-unused']),
    ...section(report, 'licences', ['unused-licences']),
    ...coverage(report),
  ];
}

/** What is not known; where nothing is unknown, the Constats say so. */
function gaps(report: Report): Slide[] {
  const found = sectionOf(report, 'gaps');
  const [first] = found === undefined ? [] : tablesOf(found);
  if (found === undefined || first === undefined) return [];
  const ids = report.situation.gaps.map(({ source }) => source);
  return tableSlides(found.title, { table: first }, sourceNotes(report, [...new Set(ids)]), report.language);
}

function constats(report: Report): Slide[] {
  const found = sectionOf(report, 'constats');
  if (found === undefined) return [];
  const unknown = sectionOf(report, 'gaps');
  const noGap = unknown === undefined ? [] : sentencesOf(unknown);
  const notes = notesOf(
    report,
    report.headlines.map(({ checkId }) => checkId),
  );
  return sentenceSlides(report.title, [...sentencesOf(found), ...noGap], notes, report.language);
}

function physicians(report: Report): Slide[] {
  const found = sectionOf(report, 'physicians');
  if (found === undefined) return [];
  const charts = chartsOf(report, ['unused-by-category']).filter(({ labels }) => labels.length > 1);
  const [own, ...lower] = partsOf(found);
  const parts = own === undefined ? [] : [own];
  const slides = themeSlides(report, {
    title: found.title,
    cards: [],
    charts,
    sentences: parts.flatMap(sentencesOf),
    tables: parts
      .flatMap(tablesOf)
      .flatMap((whole) => [...(charts.length === 0 ? [] : [turned(whole)]), whole]),
    checkIds: report.situation.checks.slice(0, 1).map(({ id }) => id),
  });
  const roster = lower.flatMap((part) =>
    tableSlides(part.title, { table: tablesOf(part)[0], sentences: sentencesOf(part) }, [], report.language),
  );
  return [...slides, ...roster];
}

/** The first rows of a table as columns, to stand beside a chart. */
function turned({ columns, rows }: TableBlock): TableBlock {
  const [corner, ...heads] = columns;
  const shown = rows.slice(0, TURNED_ROWS);
  return {
    kind: 'table',
    columns: [corner, ...shown.map(([first]) => first)].map((head, at) => ({
      head:
        at === 0 || head === undefined
          ? ''
          : typeof head === 'object' && 'head' in head
            ? head.head
            : cellText(head),
      align: at === 0 ? 'left' : 'right',
    })),
    rows: heads.map(({ head }, at) => [head, ...shown.map((row) => row[at + 1] ?? '')]),
  };
}

function redirects(report: Report): Slide[] {
  return ofChecks(
    report,
    REDIRECTS,
    ['redirects-by-class', 'redirects-by-effect'],
    factsOf(report, REDIRECTS)?.title,
  );
}

function mfa(report: Report): Slide[] {
  const administrators = sectionOf(report, 'administrators');
  const more = administrators === undefined ? [] : tablesOf(administrators);
  return ofChecks(report, MFA, ['mfa-by-strength'], slideWords('mfa', report.language), more);
}

/** The cards of some checks, the charts of the first, and its facts. */
function ofChecks(
  report: Report,
  checkIds: readonly string[],
  chartIds: readonly string[],
  title: string | undefined,
  more: readonly TableBlock[] = [],
): Slide[] {
  const cards = checkIds.flatMap((id) =>
    report.headlines.filter((one): one is Headline => one.checkId === id),
  );
  if (cards.length === 0) return [];
  const charts = chartsOf(report, chartIds);
  const facts = factsOf(report, checkIds);
  return themeSlides(report, {
    title: title ?? cards[0]?.title ?? '',
    cards,
    charts,
    sentences: facts === undefined ? cards.flatMap(({ sentences }) => sentences) : sentencesOf(facts),
    tables: [...(facts === undefined ? [] : tablesOf(facts)), ...more].filter(
      // Its values are all written on the chart.
      ({ columns: [first] }) => !charts.some(({ title: drawn }) => drawn === first?.head),
    ),
    checkIds,
  });
}

function chartsOf(report: Report, ids: readonly string[]): Chart[] {
  return ids.flatMap((id) => partWithChart(report, id)?.chart ?? []);
}

/** The facts of the first of the checks that has any. */
function factsOf(report: Report, checkIds: readonly string[]): Part | undefined {
  const found = sectionOf(report, 'facts');
  const [first] = checkIds;
  const title = report.situation.checks.find(({ id }) => id === first)?.title[report.language];
  return found === undefined ? undefined : partsOf(found).find((part) => part.title === title);
}

function services(report: Report): Slide[] {
  const found = sectionOf(report, 'service-usage');
  if (found === undefined) return [];
  return themeSlides(report, {
    title: found.title,
    cards: [],
    charts: chartsOf(report, ['service-usage']),
    sentences: partsOf(found).flatMap(sentencesOf),
    tables: partsOf(found).flatMap(tablesOf),
    checkIds: ['service-usage'],
  });
}

/** The first table of a section, with its sentences. */
function section(report: Report, id: string, checkIds: readonly string[]): Slide[] {
  const found = sectionOf(report, id);
  const [part] = found === undefined ? [] : partsOf(found);
  if (part === undefined) return [];
  const content = { table: tablesOf(part)[0], sentences: sentencesOf(part) };
  return tableSlides(part.title, content, notesOf(report, checkIds), report.language);
}

/** Whole sentences, as many as fit. */
function inShort(rule: string): string {
  const sentences = rule.split(/(?<=[.!?]) /);
  const kept = sentences.filter(
    (_, at) => at === 0 || sentences.slice(0, at + 1).join(' ').length <= SHORT_RULE,
  );
  return kept.join(' ');
}

/** How every figure was counted, and what became of every source. */
function coverage(report: Report): Slide[] {
  const { situation, language } = report;
  const method = sectionOf(report, 'method');
  const sources = sectionOf(report, 'sources');
  const rules: TableBlock = {
    kind: 'table',
    columns: [frame('indicator', language), slideWords('ruleInShort', language)].map((head) => ({
      head,
      align: 'left',
    })),
    rows: situation.checks.map(({ title, rule }) => [title[language], inShort(rule[language])]),
  };
  const [opening] = method === undefined ? [] : partsOf(method);
  const [parts] = sources === undefined ? [] : partsOf(sources);
  const checkIds = situation.checks.map(({ id }) => id);
  const sourceIds = situation.sources.map(({ id }) => id);
  // The first sentence is of the expressions that the report prints beneath it, and the slides do not.
  const sentences = opening === undefined ? [] : sentencesOf(opening).slice(1);
  return [
    ...tableSlides(method?.title ?? '', { table: rules, sentences }, notesOf(report, checkIds), language),
    ...(parts === undefined
      ? []
      : tableSlides(parts.title, { table: tablesOf(parts)[0] }, sourceNotes(report, sourceIds), language)),
  ];
}
