import type { Language } from '../../i18n/language.ts';
import { joined, type Text } from '../../i18n/text.ts';
import type { TableBlock } from '../report/block.ts';
import { numbered, tallOf } from './sentence-slides.ts';
import { shownSentences } from './shown-rows.ts';
import { plainText } from './plain-text.ts';
import { CONTENT, type Line, type Slide, type TextPiece } from './slide.ts';
import { tablePages } from './table-pages.ts';

const NOTE_SIZE = 14;
const SIZES: readonly [number, ...number[]] = [18, 16, 14, 13, 12, 11];

/** A table over as many slides as it needs; sentences stand above it on the first. */
export function tableSlides(
  title: string,
  { table, sentences = [] }: { readonly table: TableBlock | undefined; readonly sentences?: readonly Text[] },
  notes: readonly string[],
  language: Language,
): Slide[] {
  const texts = shownSentences(sentences, language).map((text) => plainText(joined(text), 300));
  const above = texts.length === 0 ? 0 : Math.min(tallOf(texts, CONTENT, NOTE_SIZE) + 0.1, 2.6);
  const box = { ...CONTENT, y: CONTENT.y + above, h: CONTENT.h - above };
  const pieces =
    table === undefined || table.rows.length === 0 ? [] : tablePages(table, title, language, box, SIZES);
  const text: TextPiece[] =
    texts.length === 0
      ? []
      : [
          {
            kind: 'text',
            name: title,
            box: { ...CONTENT, h: above },
            lines: texts.map((one): Line => ({ runs: [{ text: one }] })),
            size: NOTE_SIZE,
            anchor: 'top',
            gap: 4,
          },
        ];
  if (pieces.length === 0) {
    return text.length === 0 ? [] : [{ layout: 'content', title, pieces: text, notes }];
  }
  return numbered(
    pieces.map((piece, at) => ({
      layout: 'content',
      title,
      pieces: at === 0 ? [...text, piece] : [{ ...piece, box: { ...piece.box, y: CONTENT.y } }],
      notes,
    })),
    language,
  );
}
