import type { Language } from '../../i18n/language.ts';
import type { Chart, TableBlock } from '../report/block.ts';
import { findChart, findTable, tablesOf, type Section } from '../report/section.ts';
import { notesOf } from './notes.ts';
import { hasValue, plainChart, unknownOf } from './plain-chart.ts';
import { plainText } from './plain-text.ts';
import { sectionOf, textsOf, type Report } from './report-parts.ts';
import { numbered, sentenceSlides } from './sentence-slides.ts';
import { CONTENT, type Piece, type Slide } from './slide.ts';
import { tableSlides } from './table-slides.ts';

/** As many cautions as a table leaves room for above it. */
const ABOVE = 3;

/** The figures over the audits; what changed since the previous one, with what keeps it from being compared; who moved. */
export function evolutionSlides(report: Report): Slide[] {
  const section = sectionOf(report, 'evolution');
  if (section === undefined) return [];
  const { language } = report;
  const { title, sections } = section;
  const notes = notesOf(report, section.checkIds);
  const cautions = sections.filter(({ id }) => id === 'differences' || id === 'not-used');
  const told = cautions.flatMap(textsOf);
  const apart = told.length > ABOVE ? cautions : [];
  const sentences = [...textsOf(section), ...(apart.length > 0 ? [] : told)];
  const table = findTable(section, 'changes');
  return [
    ...numbered(
      [
        ...chartSlides(section, notes, language),
        ...tableSlides(title, { table, sentences }, notes, language).map((slide) => ({ ...slide, title })),
      ],
      language,
    ),
    ...apart.flatMap((part) => sentenceSlides(plainText(part.title, 120), textsOf(part), notes, language)),
    ...otherTables(section).flatMap((part) =>
      tableSlides(plainText(part.title, 120), { table: part.table }, notes, language),
    ),
  ];
}

/** Every table but that of the changes, and one that a chart shows. */
function otherTables(section: Section): { readonly title: string; readonly table: TableBlock }[] {
  return section.sections.flatMap((part) =>
    tablesOf(part)
      .filter(({ id, drawnAs }) => id !== 'changes' && drawnAs === undefined)
      .map((table) => ({ title: part.title, table })),
  );
}

function chartSlides(section: Section, notes: readonly string[], language: Language): Slide[] {
  const { title } = section;
  const chart = findChart(section, 'trend');
  if (chart === undefined || !hasValue(chart)) return [];
  return seriesPages(chart).map((page) => chartSlide(title, page, notes, language));
}

/** So many lines as a legend can name beside them; the gravest first. */
const MOST_LINES = 5;

function seriesPages(chart: Chart): Chart[] {
  const pages: Chart[] = [];
  for (let at = 0; at < chart.series.length; at += MOST_LINES) {
    pages.push({ ...chart, series: chart.series.slice(at, at + MOST_LINES) });
  }
  return pages.filter(hasValue);
}

function chartSlide(title: string, chart: Chart, notes: readonly string[], language: Language): Slide {
  const unknown = unknownOf(chart, language);
  const room = unknown.length === 0 ? 0 : 0.5;
  const pieces: Piece[] = [
    {
      kind: 'chart',
      box: { ...CONTENT, h: CONTENT.h - room },
      chart: plainChart(chart),
      size: 13,
      hasTitle: true,
    },
    ...unknown.map((text): Piece => ({
      kind: 'text',
      name: text,
      box: { ...CONTENT, y: CONTENT.y + CONTENT.h - room, h: room },
      lines: [{ runs: [{ text }] }],
      size: 12,
    })),
  ];
  return { layout: 'content', title, pieces, notes };
}
