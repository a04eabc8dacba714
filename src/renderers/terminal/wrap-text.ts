import { displayWidth, piecesOf } from '../findings/display-width.ts';
import { printable } from '../findings/unprintable.ts';

/**
 * A text in lines of at most `width` columns, broken at plain spaces; a word wider than a line is broken where it
 * must. `first` stands before the first line, blanks of its width before the others. A null width breaks nothing.
 */
export function wrapText(text: string, width: number | null, first = ''): string[] {
  const shown = printable(text);
  if (width === null) return [`${first}${shown}`];
  const indent = displayWidth(first);
  const lines = brokenAt(shown.split(/ +/), Math.max(1, width - indent));
  return lines.map((line, at) => `${at === 0 ? first : ' '.repeat(indent)}${line}`);
}

function brokenAt(words: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = piecesOf(word, room);
    for (const piece of pieces.slice(0, -1)) lines.push(piece);
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}
