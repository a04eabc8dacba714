import { integer, pluralForm } from '../../i18n/format.ts';
import type { Chart } from '../report/block.ts';
import { findChart, findTable, type Section, within } from '../report/section.ts';
import { hasValue, plainChart, unknownOf } from './plain-chart.ts';
import { notesOf } from './notes.ts';
import { sectionOf, textsOf, type Report } from './report-parts.ts';
import { numbered } from './sentence-slides.ts';
import { CONTENT, type Piece, type Slide } from './slide.ts';
import { tableSlides } from './table-slides.ts';
import { slideWords } from './words.ts';

const FIRST = 12;
const NEXT = 24;
/** Room at the end of the longest bar for its value. */
const BEYOND = 1.12;

/** The establishments by their share, the highest first: a few that can be read from afar, then the next ones. */
export function rankingSlides(report: Report): Slide[] {
  const { language } = report;
  const section = sectionOf(report, 'establishments');
  if (section === undefined) return [];
  const notes = notesOf(report, section.checkIds);
  const chart = findChart(section, 'establishments-ranked');
  if (chart === undefined) {
    const sentences = [...within(section)].flatMap(textsOf);
    return tableSlides(section.title, { table: undefined, sentences }, notes, language);
  }
  const all = Math.max(chart.labels.length, rowsOf(section));
  if (!hasValue(chart)) return [];
  const greatest =
    Math.max(...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0))) * BEYOND;
  const pages = [slice(chart, 0, FIRST), slice(chart, FIRST, FIRST + NEXT)].filter(
    ({ labels }) => labels.length > 0,
  );
  const left = Math.max(0, all - FIRST - NEXT);
  return numbered(
    pages.map((page, at): Slide => {
      const isLast = at === pages.length - 1;
      // Those that the next slide shows are not left out.
      const others = isLast || left === 0 ? left : all - FIRST;
      const note = [othersText(others, report), ...unknownOf(page, language)]
        .filter((text) => text !== '')
        .join(' · ');
      return {
        layout: 'content',
        title: plainChart(chart).title,
        pieces: barsOf(page, note, greatest),
        notes,
      };
    }),
    language,
  );
}

/** Of the whole report: the chart itself may hold fewer. */
function rowsOf(section: Section): number {
  return findTable(section, 'establishment')?.rows.length ?? 0;
}

function othersText(others: number, { language }: Report): string {
  if (others <= 0) return '';
  const key = pluralForm(others, language) === 'one' ? 'otherOne' : 'others';
  return slideWords(key, language, { n: integer(others, language) });
}

function barsOf(chart: Chart, note: string, greatest: number): Piece[] {
  const small = chart.labels.length > FIRST;
  const box = { ...CONTENT, h: CONTENT.h - (note === '' ? 0 : 0.35) };
  const bars: Piece = {
    kind: 'chart',
    box,
    chart: plainChart(chart),
    size: small ? 11 : 14,
    hasTitle: false,
    ...(greatest === 0 ? {} : { greatest }),
  };
  if (note === '') return [bars];
  const below = { ...CONTENT, y: box.y + box.h, h: 0.35 };
  return [bars, { kind: 'text', name: note, box: below, lines: [{ runs: [{ text: note }] }], size: 14 }];
}

function slice(chart: Chart, from: number, to: number): Chart {
  return {
    ...chart,
    labels: chart.labels.slice(from, to),
    series: chart.series.map(({ name, values }) => ({ name, values: values.slice(from, to) })),
  };
}
