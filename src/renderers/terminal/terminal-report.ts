import { day } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Situation } from '../../situation/situation.ts';
import { constats } from '../constats.ts';
import { worstOf } from '../report/headlines.ts';
import { reportScope } from '../report/overview.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { changeMark } from './change-mark.ts';
import { constatLines, legend } from './constat-lines.ts';
import { worstEstablishments } from './establishment-table.ts';
import { evolutionLines } from './evolution-lines.ts';
import { gapLines } from './gap-lines.ts';
import { indicatorTable } from './indicator-table.ts';
import { shownFigures, type ShownFigure } from './shown-figure.ts';
import { createStyle, type Appearance, type Style } from './style.ts';
import { TERMINAL_WORDS } from './words.ts';
import { wrapText } from './wrap-text.ts';

interface Page {
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
  const page = { situation, figures: shownFigures(situation, language), style, language };
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

function title({ situation, style, language }: Page): string[] {
  const { tenant, asOf } = situation;
  const scope = reportScope(situation, language);
  return [
    ...wrapText(frame('title', language), style.width).map(style.paint.title),
    ...wrapText(`${tenant.displayName} (${tenant.defaultDomain})`, style.width),
    ...(scope === '' ? [] : wrapText(scope, style.width).map(style.paint.title)),
    ...wrapText(frame('asOf', language, { day: day(asOf, language) }), style.width),
  ];
}

function worst({ figures, style, language }: Page): string[] {
  if (figures.length === 0) return [];
  const all = figures.map(({ headline }) => headline);
  const headline = figures.find(({ tally }) => tally.count > 0)?.headline;
  const sentence = wrapText(worstOf(all, language), style.width).map(style.paint.strong);
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

function evolution({ situation, figures, style, language }: Page): string[] {
  const lines = evolutionLines(situation, figures, style, language);
  return lines.length === 0 ? [] : [...heading(phrase(REPORT_WORDS, 'evolution', language), style), ...lines];
}

function gaps({ situation, style, language }: Page): string[] {
  const lines =
    situation.gaps.length === 0
      ? wrapText(frame('noGap', language), style.width, '  ')
      : situation.gaps.flatMap((gap) => gapLines(gap, language, style));
  return [...heading(frame('gaps', language), style), ...lines];
}

function constatsPart({ situation, figures, style, language }: Page): string[] {
  const told = new Set(figures.flatMap(({ headline }) => headline.sentences));
  const others = constats(situation, language).filter((sentence) => !told.has(sentence));
  const lines = [
    ...figures.flatMap((figure) => constatLines(figure, style, language)),
    ...others.flatMap((sentence) => wrapText(sentence, style.width, '  • ')),
  ];
  const shown = lines.length > 0 ? lines : wrapText(frame('noConstat', language), style.width, '  ');
  const drawn = style.drawings && figures.length > 0 ? legend(style, language) : [];
  return [...heading(frame('constats', language), style), ...shown, ...drawn];
}

function indicators({ figures, style, language }: Page): string[] {
  if (figures.length === 0) return [];
  const table = indicatorTable(figures, style, language);
  return [...heading(frame('indicators', language), style), ...table, ...marks(table, style, language)];
}

const MARKS = [
  ['≥', 'atLeast'],
  ['≈', 'about'],
  ['n. ', 'notAssessable'],
  ['*', 'notComparable'],
] as const;

/** What the marks of a table mean, for those that occur. */
function marks(table: readonly string[], style: Style, language: Language): string[] {
  const found = MARKS.filter(([mark]) => table.some((line) => line.includes(mark)));
  if (found.length === 0) return [];
  const words = found.map(([, key]) => phrase(TERMINAL_WORDS, key, language));
  const separator = language === 'fr' ? '\u00a0; ' : '; ';
  return wrapText(words.join(separator), style.width, '  ').map(style.paint.dim);
}

function places({ situation, figures, style, language }: Page): string[] {
  const found = worstEstablishments(situation, figures, style, language);
  return found === null ? [] : [...heading(found.title, style), ...found.lines];
}

function heading(text: string, style: Style): string[] {
  return wrapText(text, style.width).map(style.paint.title);
}
