import { integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { Gap } from '../../situation/situation.ts';
import { createStyle, type Style } from './style.ts';
import { wrapText } from './wrap-text.ts';

const PLAIN = createStyle({ width: null, drawings: false, colour: 0 });

/** A gap with its remedy below it. */
export function gapLines({ words, accounts }: Gap, language: Language, style: Style = PLAIN): string[] {
  const concerned = accounts === 0 ? '' : ` (${integer(accounts, language)})`;
  return [
    ...wrapText(`${words.what[language]}${concerned}`, style.width, '  ! ').map(style.paint.unsure),
    ...wrapText(words.remedy[language], style.width, '    → '),
  ];
}
