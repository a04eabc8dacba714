import { day } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { joined } from '../../i18n/text.ts';
import type { Situation } from '../../situation/situation.ts';
import { findSection, sentencesOf, type Section } from '../report/section.ts';
import { REPORT_WORDS } from '../report/words.ts';
import { changeMark } from './change-mark.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { Style } from './style.ts';
import { TERMINAL_WORDS } from './words.ts';
import { wrapText } from './wrap-text.ts';

/** The figures that moved since the previous audit, worst first, and what stands in the way of comparing them. */
export function evolutionLines(
  report: Section,
  { trend }: Situation,
  figures: readonly ShownFigure[],
  style: Style,
  language: Language,
): string[] {
  if (trend?.previous === undefined) return [];
  const moved = figures.flatMap(({ headline: { title, change } }) => {
    if (change === null || (change.value ?? 0) === 0) return [];
    const { text, paint } = changeMark(change, style);
    const line = phrase(REPORT_WORDS, 'labelled', language, { label: title, value: text });
    return wrapText(line, style.width, '  ').map(paint);
  });
  const since = day(trend.previous.asOf, language);
  const differences = findSection(report, 'differences');
  const cautions = differences === undefined ? [] : sentencesOf(differences);
  const nothing = phrase(TERMINAL_WORDS, 'nothingMoved', language, { day: since });
  return [
    ...(moved.length === 0 ? wrapText(nothing, style.width, '  ') : moved),
    ...cautions.flatMap(({ text }) => wrapText(joined(text), style.width, '  ! ').map(style.paint.unsure)),
  ];
}
