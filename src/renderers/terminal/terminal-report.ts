import { day } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { joined } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import { worstOf } from '../report/headlines.ts';
import { headlinesOf, otherConstats, reportTree } from '../report/report.ts';
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
 * The situation for a terminal or a log, lines ended by \n: what is worst, what is not known, what changed, the Constats
 * worst first, their figures, the establishments most concerned. Free of whatever a terminal would act upon
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
    gaps(page),
    evolution(page),
    constatsPart(page),
    indicators(page),
    places(page),
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
    return block.id === 'scope' ? lines.map(style.paint.title) : lines;
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

function gaps({ report, style, language }: Page): string[] {
  const table = findTable(report, 'gaps');
  const lines =
    table === undefined
      ? wrapText(frame('noGap', language), style.width, '  ')
      : reportGapLines(table, style);
  const part = table === undefined ? undefined : findSection(report, 'gaps');
  const told = part === undefined ? [] : sentencesOf(part);
  const others = told.flatMap(({ text }) => wrapText(joined(text), style.width, '  '));
  return [...heading(report, 'gaps', style), ...lines, ...others];
}

function constatsPart({ report, figures, style, language }: Page): string[] {
  const lines = [
    ...figures.flatMap((figure) => constatLines(figure, style, language)),
    ...otherConstats(report).flatMap(({ text }) => wrapText(joined(text), style.width, '  • ')),
  ];
  const shown = lines.length > 0 ? lines : wrapText(frame('noConstat', language), style.width, '  ');
  const drawn = style.drawings && figures.length > 0 ? legend(style, language) : [];
  return [...heading(report, 'constats', style), ...shown, ...drawn];
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
