import { readParts } from './read-slides.ts';

/** Advances of Arial, in thousandths of an em: what follows is of each width. */
const ADVANCES: readonly (readonly [number, string])[] = [
  [222, 'ijl’'],
  [278, ' \u00a0!,./:;I[]ft·'],
  [333, '()-`r'],
  [500, 'Jckszvxyçý'],
  [556, '#$0123456789?Labdeghnopquàáâäèéêëôöùúûüñ«»—–'],
  [584, '+<=>−'],
  [611, 'FTZ'],
  [667, '&ABEKPSVXYÀÂÉÈÊ'],
  [722, 'CDHNRUwÇ'],
  [778, 'GOQÔ'],
  [833, 'Mm'],
  [889, '%'],
  [944, 'W'],
  [1000, '…œ'],
];
const WIDTHS = new Map(
  ADVANCES.flatMap(([width, letters]) => Array.from(letters, (letter): [string, number] => [letter, width])),
);

/** What another font may take more than Arial, and what bold takes more. */
const RESERVE = 1.12;
const BOLD = 1.07;
const LINE = 1.2;
const INCH = 914_400;
/** Where the footer begins, in inches. */
const FOOTER = 6.95;

interface Style {
  readonly size: number;
  readonly bold: boolean;
}

/** In inches, in a font that is wider than Arial by the reserve. */
function width(text: string, { size, bold }: Style): number {
  const thousandths = Array.from(text).reduce((sum, letter) => sum + (WIDTHS.get(letter) ?? 600), 0);
  return ((thousandths / 1000) * size * RESERVE * (bold ? BOLD : 1)) / 72;
}

function lines(text: string, room: number, style: Style): number {
  let count = 1;
  let used = 0;
  for (const word of text.split(/(?<=[ -])/)) {
    if (used > 0 && used + width(word.trimEnd(), style) > room) {
      count += 1;
      used = 0;
    }
    used += width(word, style);
  }
  return count;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function textIn(xml: string): string {
  const texts = [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text = '']) => text).join('');
  return texts.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function styleIn(xml: string): Style {
  return { size: Number(/ sz="(\d+)"/.exec(xml)?.[1] ?? 1800) / 100, bold: xml.includes(' b="1"') };
}

/**
 * What would not fit on the slides of a deck, were its font wider by an eighth: words of a table's head that break, and tables whose
 * rows, as high as their lines make them, reach into the footer. Read from the file, with widths of its own.
 */
export async function deckOverflow(file: Uint8Array): Promise<string[]> {
  const parts = await readParts(file);
  return [...parts]
    .filter(([path]) => /^ppt\/slides\/[^/]+\.xml$/.test(path))
    .flatMap(([path, xml]) =>
      [...xml.matchAll(/<p:graphicFrame>.*?<\/p:graphicFrame>/gs)].flatMap(([frame]) =>
        tableOverflow(frame).map((fault) => `${path}: ${fault}`),
      ),
    );
}

function tableOverflow(frame: string): string[] {
  const widths = [...frame.matchAll(/<a:gridCol w="(\d+)"/g)].map(([, w]) => Number(w) / INCH);
  if (widths.length === 0) return [];
  const top = Number(/<a:off x="\d+" y="(\d+)"/.exec(frame)?.[1] ?? 0) / INCH;
  const rows = [...frame.matchAll(/<a:tr h="(\d+)".*?<\/a:tr>/gs)].map(([row, height]) => ({
    height: Number(height) / INCH,
    cells: [...row.matchAll(/<a:tc>.*?<\/a:tc>/gs)].map(([cell]) => ({
      text: textIn(cell),
      style: styleIn(cell),
    })),
  }));
  const roomOf = (at: number): number => (widths[at] ?? 0) - 0.16;
  const broken = (rows[0]?.cells ?? []).flatMap(({ text, style }, at) =>
    text
      .split(/[ -]/)
      .filter((word) => width(word, style) > roomOf(at))
      .map((word) => `the head breaks within “${word}”`),
  );
  const bottom = rows.reduce((sum, { height, cells }) => {
    const tall = cells.map(
      ({ text, style }, at) => (lines(text, roomOf(at), style) * style.size * LINE) / 72 + 0.07,
    );
    return sum + Math.max(height, ...tall);
  }, top);
  return bottom <= FOOTER ? broken : [...broken, `a table ends ${bottom.toFixed(2)} inches down`];
}
