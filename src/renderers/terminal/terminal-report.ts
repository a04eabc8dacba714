import { day } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { joined } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import { worstOf } from '../report/headlines.ts';
import { headlinesOf, otherConstats, reportTree } from '../report/report.ts';
import type { Sentence, TableBlock, TableColumn } from '../report/block.ts';
import type { Cell } from '../report/cell.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { neutralise } from '../neutralise.ts';
import { phrase } from '../../i18n/phrase.ts';
import { findSection, findTable, sentencesOf, type Section, type SectionId } from '../report/section.ts';
import { changeMark } from './change-mark.ts';
import { constatLines, legend } from './constat-lines.ts';
import { worstEstablishments } from './establishment-table.ts';
import { evolutionLines } from './evolution-lines.ts';
import { reportGapLines } from './gap-lines.ts';
import { indicatorTable } from './indicator-table.ts';
import { shownFigures, type ShownFigure } from './shown-figure.ts';
import { createStyle, type Appearance, type Style } from './style.ts';
import { wrapText } from './wrap-text.ts';

interface Page {
  readonly report: Section;
  readonly situation: Situation;
  readonly figures: readonly ShownFigure[];
  readonly style: Style;
  readonly language: Language;
}

/**
 * The situation for a terminal or a log, lines ended by \n: what is worst, the sentences that the report opens with, what to decide, the
 * establishments most concerned, how sure that is, what changed, every check, worst first, and its figures. Free of whatever a terminal would act upon
 * but its own colours.
 */
export function terminalReport(situation: Situation, language: Language, appearance: Appearance): string {
  const style = createStyle(appearance);
  const report = reportTree(situation, language);
  const figures = shownFigures(headlinesOf(report), situation, language);
  const page = { report, situation, figures, style, language };
  const parts = [
    title(page),
    worst(page),
    constatsPart(page),
    decisions(page),
    places(page),
    howSure(page),
    evolution(page),
    checks(page),
    indicators(page),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function title({ report, situation: { asOf }, style, language }: Page): string[] {
  const names = report.blocks.flatMap((block) => {
    if (block.kind !== 'strong') return [];
    const lines = wrapText(block.text, style.width);
    return block.id === 'scope' || block.id === 'sample' ? lines.map(style.paint.title) : lines;
  });
  return [
    ...wrapText(report.title, style.width).map(style.paint.title),
    ...names,
    ...wrapText(frame('asOf', language, { day: day(asOf, language) }), style.width),
  ];
}

function worst({ figures, style, language }: Page): string[] {
  if (figures.length === 0) return [];
  const all = figures.map(({ headline }) => headline);
  const headline = figures.find(({ tally }) => tally.count > 0)?.headline;
  const sentence = wrapText(joined(worstOf(all, language)), style.width).map(style.paint.strong);
  if (headline === undefined) return sentence;
  const { certainty, change } = headline;
  const mark = change === null ? undefined : changeMark(change, style);
  return [
    ...sentence,
    ...(mark === undefined ? [] : wrapText(mark.text, style.width, '  ').map(mark.paint)),
    ...wrapText(certainty.text, style.width, '  ').map(
      style.paint[certainty.level === 'whole' ? 'dim' : 'unsure'],
    ),
  ];
}

function evolution({ report, situation, figures, style, language }: Page): string[] {
  const lines = evolutionLines(report, situation, figures, style, language);
  return lines.length === 0 ? [] : [...heading(report, 'evolution', style), ...lines];
}

/** How sure all of it is, and what is to repair, with its remedies. */
function howSure({ report, style }: Page): string[] {
  const part = findSection(report, 'certainty');
  const lines = (part?.blocks ?? [])
    .flatMap((block) => (block.kind === 'paragraph' ? block.sentences : []))
    .flatMap(({ text }) => wrapText(joined(text), style.width, '  '));
  const repairs = repairsOf(report);
  const unknown = repairs === undefined ? [] : reportGapLines(repairs, style);
  const told = findSection(report, 'gaps');
  const others = (told === undefined || repairs === undefined ? [] : sentencesOf(told)).flatMap(({ text }) =>
    wrapText(joined(text), style.width, '  '),
  );
  return [...heading(report, 'certainty', style), ...lines, ...unknown, ...others];
}

/** The gaps to repair alone. */
function repairsOf(report: Section): TableBlock | undefined {
  const table = findTable(report, 'gaps');
  const repairs = findSection(report, 'certainty')?.blocks.find(({ id }) => id === 'to-repair');
  const count = repairs?.kind === 'list' ? repairs.items.length : 0;
  // They come first.
  return table === undefined ? undefined : { ...table, rows: table.rows.slice(0, count) };
}

function decisions({ report, style, language }: Page): string[] {
  const part = findSection(report, 'decisions');
  if (part === undefined) return [];
  const sentences = sentencesOf(part).flatMap(({ text }) => wrapText(joined(text), style.width, '  '));
  const table = findTable(part, 'decisions');
  const rows = (table?.rows ?? []).flatMap((row, at) =>
    decisionLines(row, at, table?.columns ?? [], style, language),
  );
  return [...heading(report, 'decisions', style), ...sentences, ...rows];
}

function decisionLines(
  [act, ...others]: readonly Cell[],
  at: number,
  columns: readonly TableColumn[],
  style: Style,
  language: Language,
): string[] {
  const more = others.map((cell, place) =>
    phrase(REPORT_WORDS, 'labelled', language, { label: columns[place + 1]?.head ?? '', value: cell.text }),
  );
  return [
    ...wrapText(neutralise(act?.text ?? ''), style.width, `  ${at + 1}. `),
    ...wrapText(more.join(' · '), style.width, '     ').map(style.paint.dim),
  ];
}

/** The sentences that the report opens with, those of checks with a bar and their change. */
function constatsPart({ report, figures, style, language }: Page): string[] {
  const opening = openingChecks(report);
  const lines = [
    ...[...opening]
      .flatMap((id) => figures.filter(({ headline }) => headline.checkId === id))
      .flatMap((figure) => constatLines(figure, style, language)),
    ...otherConstats(report).flatMap(({ text }) => wrapText(joined(text), style.width, '  • ')),
  ];
  const shown = lines.length > 0 ? lines : wrapText(frame('noConstat', language), style.width, '  ');
  const notes = footnotes(report).flatMap(({ text }) => wrapText(joined(text), style.width, '  '));
  const drawn = style.drawings && figures.length > 0 ? legend(style, language) : [];
  return [...heading(report, 'constats', style), ...shown, ...notes, ...drawn];
}

/** What stands beneath the sentences. */
function footnotes(report: Section): readonly Sentence[] {
  const blocks = findSection(report, 'constats')?.blocks ?? [];
  return blocks.flatMap((block) =>
    block.id === 'constats-note' && block.kind === 'paragraph' ? block.sentences : [],
  );
}

/** Every other check. */
function checks({ report, figures, style, language }: Page): string[] {
  const opening = openingChecks(report);
  const lines = figures
    .filter(({ headline }) => !opening.has(headline.checkId))
    .flatMap((figure) => constatLines(figure, style, language));
  return lines.length === 0 ? [] : [...heading(report, 'checks', style), ...lines];
}

function openingChecks(report: Section): Set<string> {
  return new Set(findSection(report, 'constats')?.checkIds ?? []);
}

function indicators({ report, figures, style, language }: Page): string[] {
  if (figures.length === 0) return [];
  return [...heading(report, 'indicators', style), ...indicatorTable(figures, style, language)];
}

function places({ situation, figures, style, language }: Page): string[] {
  const found = worstEstablishments(situation, figures, style, language);
  return found === null ? [] : [...titleLines(found.title, style), ...found.lines];
}

function heading(report: Section, id: SectionId, style: Style): string[] {
  return titleLines(findSection(report, id)?.title ?? '', style);
}

function titleLines(text: string, style: Style): string[] {
  return wrapText(text, style.width).map(style.paint.title);
}
