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
  const texts = report.opening.map(({ text, strong }) => ({ text: plainText(text, 300), strong }));
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
    title: report.title,
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
