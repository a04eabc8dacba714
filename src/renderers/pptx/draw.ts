import type PptxGenJS from 'pptxgenjs';
import { drawChart } from './draw-chart.ts';
import { fittingSize, heightOf } from './measure.ts';
import { FONT, PALETTE } from './palette.ts';
import { COVER_TITLE, HEIGHT, SLIDE_NUMBER, TITLE, WIDTH } from './places.ts';
import { plainText } from './plain-text.ts';
import type { Page, Presentation } from './presentation.ts';
import type { Slide, TablePiece, TextPiece } from './slide.ts';
import { CELL_MARGIN } from './table-pages.ts';
import type { Language } from '../../i18n/language.ts';
import { slideWords } from './words.ts';

const LAYOUTS = { cover: 'Vigie 1', content: 'Vigie 2' } as const;

/** Where titles stand; what else the layouts show is in `master-parts.ts`, which writes them anew. */
export function defineLayouts(deck: Presentation): void {
  deck.defineLayout({ name: 'WIDE', width: WIDTH, height: HEIGHT });
  deck.layout = 'WIDE';
  deck.theme = { headFontFace: FONT, bodyFontFace: FONT };
  deck.defineSlideMaster({
    title: LAYOUTS.cover,
    objects: [{ placeholder: { options: titleOptions(COVER_TITLE, PALETTE.white, 44), text: '' } }],
  });
  deck.defineSlideMaster({
    title: LAYOUTS.content,
    objects: [{ placeholder: { options: titleOptions(TITLE, PALETTE.navy, 28), text: '' } }],
    slideNumber: { ...SLIDE_NUMBER, fontFace: FONT, fontSize: 10, color: PALETTE.muted, align: 'right' },
  });
}

function titleOptions(
  box: typeof TITLE,
  color: string,
  fontSize: number,
): PptxGenJS.default.PlaceholderProps & PptxGenJS.default.TextPropsOptions {
  return {
    ...box,
    name: 'title',
    type: 'title',
    margin: 0,
    align: 'left',
    valign: fontSize > 30 ? 'bottom' : 'middle',
    fontFace: FONT,
    fontSize,
    bold: true,
    color,
  };
}

/** One slide: its title, its pieces in reading order. */
export function drawSlide(deck: Presentation, slide: Slide, language: Language): void {
  const page = deck.addSlide({ masterName: LAYOUTS[slide.layout] });
  const isCover = slide.layout === 'cover';
  const box = isCover ? COVER_TITLE : TITLE;
  const title = plainText(slide.title, 180);
  const sizes: readonly [number, ...number[]] = isCover ? [44, 40, 36, 30, 24] : [28, 26, 24, 22, 20, 18];
  const fontSize = fittingSize(sizes, (size) => heightOf(title, box.w * 0.94, size), box.h);
  page.addText([{ text: title, options: { fontSize } }], { placeholder: 'title', objectName: 'Title' });
  for (const piece of slide.pieces) {
    if (piece.kind === 'text') drawText(page, piece);
    else if (piece.kind === 'table') drawTable(page, piece);
    else drawChart(deck, page, piece, language);
  }
}

function drawText(page: Page, { name, box, lines, size, colour, fill, anchor, gap }: TextPiece): void {
  const runs = lines.flatMap(({ runs: ofLine, bullet }, at) =>
    ofLine.map((run, index) => ({
      text: run.text,
      options: {
        ...(bullet === true && index === 0 ? { bullet: { indent: 16 } } : {}),
        ...(run.bold === true ? { bold: true } : {}),
        ...(run.size === undefined ? {} : { fontSize: run.size }),
        ...(run.colour === undefined ? {} : { color: run.colour }),
        breakLine: index === ofLine.length - 1 && at < lines.length - 1,
      },
    })),
  );
  page.addText(runs, {
    ...box,
    objectName: plainText(name, 120),
    isTextBox: true,
    margin: fill === undefined ? 0 : [11, 11, 6, 6],
    fontFace: FONT,
    fontSize: size,
    color: colour ?? PALETTE.ink,
    valign: anchor ?? 'top',
    wrap: true,
    paraSpaceAfter: gap ?? 0,
    ...(fill === undefined ? {} : { fill: { color: fill } }),
  });
}

function drawTable(
  page: Page,
  { name, box, widths, heights, right, head, rows, tints, size }: TablePiece,
): void {
  const rule = { type: 'solid', pt: 0.75, color: PALETTE.rule } as const;
  const none = { type: 'none' } as const;
  const align = (at: number): 'left' | 'right' => (right[at] === true ? 'right' : 'left');
  const headRow = head.map((text, at) => ({
    text,
    options: {
      align: align(at),
      bold: true,
      color: PALETTE.white,
      fill: { color: PALETTE.navy },
      valign: 'bottom' as const,
    },
  }));
  const body = rows.map((row, index) =>
    row.map((text, at) => ({
      text,
      options: {
        align: align(at),
        color: PALETTE.ink,
        ...fillOf(tints[index]?.[at] ?? (index % 2 === 1 ? PALETTE.panel : null)),
      },
    })),
  );
  page.addTable([headRow, ...body], {
    x: box.x,
    y: box.y,
    w: box.w,
    h: box.h,
    colW: [...widths],
    rowH: [...heights],
    objectName: plainText(name, 120),
    fontFace: FONT,
    fontSize: size,
    valign: 'middle',
    margin: [CELL_MARGIN.y, CELL_MARGIN.x, CELL_MARGIN.y, CELL_MARGIN.x],
    border: [none, none, rule, none],
    autoPage: false,
  });
}

function fillOf(color: string | null): { fill?: { color: string } } {
  return color === null ? {} : { fill: { color } };
}

/** What the file says of itself. */
export function describeDeck(deck: Presentation, title: string, language: Language): void {
  deck.title = title;
  deck.author = 'Vigie';
  deck.company = '';
  deck.subject = slideWords('subject', language);
}
