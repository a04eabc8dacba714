import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { MARKS, type AlignedColumn } from './aligned-table.ts';
import type { Style } from './style.ts';
import { TERMINAL_WORDS } from './words.ts';
import { wrapText } from './wrap-text.ts';

/** What the marks of a table mean, for those that occur in the columns shown. */
export function marksLines(shown: readonly AlignedColumn[], style: Style, language: Language): string[] {
  const used = new Set(shown.flatMap(({ cells }) => cells.flatMap(({ marks = [] }) => marks)));
  const found = MARKS.filter((mark) => used.has(mark));
  if (found.length === 0) return [];
  const words = found.map((mark) => phrase(TERMINAL_WORDS, mark, language));
  const separator = language === 'fr' ? '; ' : '; ';
  return wrapText(words.join(separator), style.width, '  ').map(style.paint.dim);
}
