import { notesOf } from './notes.ts';
import { hasValue, plainChart, unknownOf } from './plain-chart.ts';
import { plainText } from './plain-text.ts';
import { partsOf, sectionOf, sentencesOf, tablesOf, type Part, type Report } from './report-parts.ts';
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
  const checkIds = report.headlines.map(({ checkId }) => checkId);
  const notes = notesOf(report, checkIds);
  const [opening, ...lower] = partsOf(section);
  const [changes, ...tables] = partsOf(section)
    .filter(({ blocks }) => !blocks.some(({ kind }) => kind === 'chart'))
    .flatMap((part) => tablesOf(part).map((table) => ({ title: part.title, table })));
  const cautions = lower.filter(startsWithList);
  const told = cautions.flatMap(sentencesOf);
  const apart = told.length > ABOVE ? cautions : [];
  const sentences = [
    ...(opening === undefined ? [] : sentencesOf(opening)),
    ...(apart.length > 0 ? [] : told),
  ];
  return [
    ...numbered(
      [
        ...chartSlides(report, section.title, notes),
        ...tableSlides(section.title, { table: changes?.table, sentences }, notes, language).map((slide) => ({
          ...slide,
          title: section.title,
        })),
      ],
      language,
    ),
    ...apart.flatMap((part) =>
      sentenceSlides(plainText(part.title, 120), sentencesOf(part), notes, language),
    ),
    ...tables.flatMap(({ title, table }) => tableSlides(plainText(title, 120), { table }, notes, language)),
  ];
}

function startsWithList({ blocks: [first] }: Part): boolean {
  return first?.kind === 'bullets';
}

function chartSlides(report: Report, title: string, notes: readonly string[]): Slide[] {
  const section = sectionOf(report, 'evolution');
  const found = section?.blocks.find((block) => block.kind === 'chart');
  if (found?.kind !== 'chart' || !hasValue(found.chart)) return [];
  const unknown = unknownOf(found.chart, report.language);
  const room = unknown.length === 0 ? 0 : 0.5;
  const pieces: Piece[] = [
    {
      kind: 'chart',
      box: { ...CONTENT, h: CONTENT.h - room },
      chart: plainChart(found.chart),
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
  return [{ layout: 'content', title, pieces, notes }];
}
