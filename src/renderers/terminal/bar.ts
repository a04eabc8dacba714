import type { Tally } from '../../situation/situation.ts';
import type { Paint, Style } from './style.ts';

export const GLYPHS = { counted: '█', undetermined: '░', others: '·' } as const;

/**
 * A tally as a bar of `width` columns: counted, undetermined, the others. Whoever is there has one column at least, so
 * that a few among many are seen and almost all do not look like all.
 */
export function bar(tally: Tally, width: number, counted: Paint, { paint }: Style): string {
  const { count, undetermined, population } = tally;
  const sizes = inColumns([count, undetermined, population - count - undetermined], width);
  const [ofCount = 0, ofUndetermined = 0, ofOthers = 0] = sizes;
  return [
    counted(GLYPHS.counted.repeat(ofCount)),
    paint.unsure(GLYPHS.undetermined.repeat(ofUndetermined)),
    paint.dim(GLYPHS.others.repeat(ofOthers)),
  ].join('');
}

/** Parts of a whole as columns that add up to `width`; 0 for a part of nobody alone. Three columns are needed. */
export function inColumns(parts: readonly number[], width: number): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole === 0) return parts.map(() => 0);
  const sizes = parts.map((part) => (part === 0 ? 0 : Math.max(1, Math.round((part / whole) * width))));
  const left = width - sizes.reduce((sum, size) => sum + size, 0);
  const widest = sizes.indexOf(Math.max(...sizes));
  return sizes.map((size, at) => (at === widest ? size + left : size));
}
