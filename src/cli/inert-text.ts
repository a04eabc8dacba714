import { UNPRINTABLE_JS } from '../renderers/findings/unprintable.ts';

/** An end of a line and a tab, and what a terminal would act upon. */
const PIECES = new RegExp(`\\r?\\n|\\t|${UNPRINTABLE_JS}`, 'gu');

/** The same after what this program draws with: colours, up some lines, erase below, back to the beginning of the line. */
const DRAWN_PIECES = new RegExp(`\\u001b\\[(?:[\\d;]*m|\\d+A|0J)|\\r|${PIECES.source}`, 'gu');

/** A text of which a terminal only prints: each character that it would act upon, or not show, is U+FFFD. */
export function inertText(text: string): string {
  return text.replace(PIECES, (piece) => (/^(\r?\n|\t)$/.test(piece) ? piece : '\uFFFD'));
}

/** A text with this program's own colours and ways of the cursor, and nothing else that a terminal acts upon. */
export function inertDrawing(text: string): string {
  return text.replace(DRAWN_PIECES, (piece) => (/^(\r?\n|\t|\r|\u001b\[.+)$/.test(piece) ? piece : '\uFFFD'));
}
