import { joined, type Text } from '../../i18n/text.ts';
import type { Language } from '../../i18n/language.ts';
import type { TableBlock } from '../report/block.ts';
import { fittingSize } from './measure.ts';
import { plainText } from './plain-text.ts';
import { shownSentences } from './shown-rows.ts';
import { tallOf } from './sentence-slides.ts';
import { CONTENT, type Box, type Line, type Piece } from './slide.ts';
import { tablePages } from './table-pages.ts';

const BETWEEN = 0.2;
const GUTTER = 0.4;

/** What is put on a slide whole, or not at all. */
export type Item =
  | { readonly kind: 'table'; readonly table: TableBlock }
  | { readonly kind: 'sentences'; readonly sentences: readonly Text[] };

export interface Placed {
  readonly pieces: readonly Piece[];
  readonly left: readonly Item[];
}

/** Side by side. */
export const HALVES: readonly Box[] = [0, 1].map((at) => {
  const w = (CONTENT.w - GUTTER) / 2;
  return { ...CONTENT, x: CONTENT.x + at * (w + GUTTER), w };
});

/** Each item in the first of the columns that has room for it, beneath what already stands there. */
export function placed(
  name: string,
  items: readonly Item[],
  columns: readonly Box[],
  language: Language,
): Placed {
  const rooms = [...columns];
  const pieces: Piece[] = [];
  const left: Item[] = [];
  for (const item of items) {
    const found = rooms.flatMap((room, at) => {
      const piece = pieceIn(name, item, room, language);
      return piece === null ? [] : [{ piece, room, at }];
    })[0];
    if (found === undefined) left.push(item);
    else {
      const used = found.piece.box.h + BETWEEN;
      pieces.push(found.piece);
      rooms[found.at] = { ...found.room, y: found.room.y + used, h: found.room.h - used };
    }
  }
  return { pieces, left };
}

function pieceIn(name: string, item: Item, room: Box, language: Language): Piece | null {
  if (room.h < 0.5) return null;
  if (item.kind === 'sentences') return sentencesIn(name, shownSentences(item.sentences, language), room);
  const head = item.table.columns[0]?.head ?? '';
  const title = plainText(head === '' ? name : head, 120);
  const [page, more] = tablePages(item.table, title, language, room, [16, 14, 13, 12]);
  return page === undefined || more !== undefined || page.box.h > room.h || page.isTight ? null : page;
}

function sentencesIn(name: string, sentences: readonly Text[], room: Box): Piece | null {
  const texts = sentences.map((text) => plainText(joined(text), 300));
  const size = fittingSize([16, 15, 14, 13, 12], (at) => tallOf(texts, room, at), room.h);
  const h = tallOf(texts, room, size);
  if (h > room.h) return null;
  return {
    kind: 'text',
    name,
    box: { ...room, h },
    lines: texts.map((text): Line => ({ runs: [{ text }], bullet: texts.length > 1 })),
    size,
    gap: 6,
  };
}
