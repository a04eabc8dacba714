import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import { joined } from '../../i18n/text.ts';
import { displayWidth } from '../findings/display-width.ts';
import { bar, GLYPHS } from './bar.ts';
import { changeMark } from './change-mark.ts';
import { shortCell } from './short-cell.ts';
import type { ShownFigure } from './shown-figure.ts';
import type { Style } from './style.ts';
import { TERMINAL_WORDS } from './words.ts';
import { wrapText } from './wrap-text.ts';

const BULLET = '  • ';
const INDENT = '    ';
const GAP = '   ';
const WIDEST_BAR = 30;
/** Of nearly every share: "100,0 %". */
const SHARE = 7;

/** A Constat: its first sentence, a bar of its share, what changed and who moved; then its other sentences. */
export function constatLines(figure: ShownFigure, style: Style, language: Language): string[] {
  const { headline } = figure;
  const [first, ...others] = headline.sentences.map((sentence) =>
    wrapText(joined(sentence), style.width, BULLET),
  );
  if (first === undefined) return [];
  const moves = headline.change?.moves ?? [];
  return [
    ...first,
    ...measureLines(figure, style, language),
    ...(moves.length === 0 ? [] : wrapText(moves.join(' · '), style.width, INDENT).map(style.paint.dim)),
    ...others.flat(),
  ];
}

/** What the parts of a bar are. */
export function legend(style: Style, language: Language): string[] {
  const parts = [
    `${GLYPHS.counted}\u00a0${phrase(TERMINAL_WORDS, 'counted', language)}`,
    `${GLYPHS.undetermined}\u00a0${phrase(TERMINAL_WORDS, 'unknown', language)}`,
    `${GLYPHS.others}\u00a0${phrase(TERMINAL_WORDS, 'others', language)}`,
  ];
  return wrapText(parts.join(' '), style.width, INDENT).map(style.paint.dim);
}

/** Bar, share and change, on one line where they fit. */
function measureLines({ headline, tally }: ShownFigure, style: Style, language: Language): string[] {
  const { change, gravity, share } = headline;
  const marked = change === null ? undefined : changeMark(change, style);
  const alone = marked === undefined ? [] : wrapText(marked.text, style.width, INDENT).map(marked.paint);
  if (!style.drawings || style.width === null || tally.population === 0) return alone;
  const room = style.width - INDENT.length;
  const width = Math.min(WIDEST_BAR, Math.floor(room / 2));
  const paint = gravity === 'notable' ? style.paint.plain : style.paint.worse;
  const shareText = share.kind === 'share' ? shortCell(share, language, style).text.padStart(SHARE) : '';
  const pieces = [
    { text: ' '.repeat(width), painted: bar(tally, width, paint, style) },
    ...(shareText === '' ? [] : [{ text: shareText, painted: shareText }]),
    ...(marked === undefined ? [] : [{ text: marked.text, painted: marked.paint(marked.text) }]),
  ];
  if (displayWidth(pieces.map(({ text }) => text).join(GAP)) <= room) {
    return [INDENT + pieces.map(({ painted }) => painted).join(GAP)];
  }
  const fits = displayWidth(`${' '.repeat(width)}${GAP}${shareText}`) <= room;
  const drawn = pieces.slice(0, shareText === '' ? 1 : 2).map(({ painted }) => painted);
  return [...(fits ? [drawn.join(GAP)] : drawn).map((line) => `${INDENT}${line}`), ...alone];
}
