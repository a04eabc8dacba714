import { joined } from '../../i18n/text.ts';
import { PALETTE } from './palette.ts';
import { fittingSize, heightOf } from './measure.ts';
import { plainText } from './plain-text.ts';
import type { Report } from './report-parts.ts';
import type { Line, Slide } from './slide.ts';
import { sourceNotes } from './notes.ts';

const BOX = { x: 0.9, y: 3.25, w: 11.5, h: 3.3 };
const STRONG = 1.35;

/** Whose report it is, of which date, and its worst line. */
export function cover(report: Report): Slide {
  const texts = openingOf(report);
  const tall = (size: number): number =>
    texts.reduce(
      (sum, { text, strong }) => sum + 0.1 + heightOf(text, BOX.w - 0.3, strong ? size * STRONG : size),
      0,
    );
  const size = fittingSize([20, 18, 16, 14, 12, 10], tall, BOX.h);
  const lines = texts.map(({ text, strong }): Line => {
    const style = strong ? { bold: true, size: Math.round(size * STRONG), colour: PALETTE.white } : {};
    return { runs: [{ text, ...style }] };
  });
  return {
    layout: 'cover',
    title: report.tree.title,
    pieces: [
      {
        kind: 'text',
        name: report.footer,
        box: BOX,
        lines,
        size,
        colour: PALETTE.pale,
        anchor: 'top',
        gap: 6,
      },
    ],
    notes: sourceNotes(report, ['tenant', 'accounts']),
  };
}

interface Told {
  readonly text: string;
  readonly strong: boolean;
}

/** What stands beneath the title of the report: whose it is, of when, what is worst. */
function openingOf({ tree }: Report): Told[] {
  return tree.blocks.flatMap((block): Told[] => {
    if (block.kind === 'strong') return [{ text: plainText(block.text, 300), strong: true }];
    if (block.kind !== 'paragraph') return [];
    return block.sentences.map(({ text }) => ({ text: plainText(joined(text), 300), strong: false }));
  });
}
