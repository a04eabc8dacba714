import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evenPages, fittingSize, heightOf, linesOf, RESERVE, widthOf } from './measure.ts';

test('a text is as wide as Arial writes it, within a few per cent of the reserve', () => {
  // Advances of Arial: 0.556 for a figure or a lower-case letter of the usual width, 0.278 for a space.
  expect(widthOf('134', 72) / RESERVE).toBeCloseTo(3 * 0.556, 1);
  expect(widthOf('comptes non', 72) / RESERVE).toBeCloseTo(5.56, 0);
});

test('a text takes more lines where there is less room, and a word too wide for one is broken', () => {
  expect(linesOf('comptes courriels non utilisés', 10, 18)).toBe(1);
  expect(linesOf('comptes courriels non utilisés', 2.5, 18)).toBe(2);
  expect(linesOf('anticonstitutionnellement', 1.2, 18)).toBe(3);
  expect(heightOf('a', 10, 60)).toBe(1);
});

test('the first size that fits is taken, else the last', () => {
  expect(fittingSize([20, 18, 16], (size) => size, 18)).toBe(18);
  expect(fittingSize([20, 18, 16], (size) => size, 5)).toBe(16);
});

test('pages hold every item once and in order, none is too tall, and none could have been spared', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 60 }), (heights) => {
      const pages = evenPages(heights, (height) => height, 12);
      expect(pages.flat()).toEqual(heights);
      const tall = pages.map((page) => page.reduce((sum, height) => sum + height, 0));
      expect(tall.every((height) => height <= 12)).toBe(true);
      const pairs = tall.slice(1).map((height, at) => height + (tall[at] ?? 0));
      expect(pairs.length === 0 || Math.max(...pairs) > 12 / 2).toBe(true);
    }),
  );
});
