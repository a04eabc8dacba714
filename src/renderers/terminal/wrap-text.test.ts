import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../findings/display-width.ts';
import { printable } from '../findings/unprintable.ts';
import { wrapText } from './wrap-text.ts';

test('a text is broken at its plain spaces alone, the further lines below the text of the first', () => {
  expect(wrapText('134\u00a0115 comptes courriels non utilisés', 20, '  • ')).toEqual([
    '  • 134\u00a0115 comptes',
    '    courriels non',
    '    utilisés',
  ]);
});

test('without a width nothing is broken', () => {
  expect(wrapText('un deux trois', null, '  ! ')).toEqual(['  ! un deux trois']);
});

test('a word wider than a line is broken where it must, a wide character never', () => {
  expect(wrapText('a incompréhensible 医療医', 5)).toEqual([
    'a',
    'incom',
    'préhe',
    'nsibl',
    'e',
    '医療',
    '医',
  ]);
  expect(wrapText('医', 1)).toEqual(['医']);
});

test('an empty text has its line', () => {
  expect(wrapText('\u001b[2J', 20, '  • ')).toEqual(['  • ']);
});

test('nothing but spaces is lost, and no line is too wide', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 4, max: 40 }),
      (text, width) => {
        const lines = wrapText(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(printable(text).replaceAll(' ', ''));
        expect(Math.max(...lines.map((line) => displayWidth(line)))).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('a word of a million characters is broken in a line’s time, wide or not', () => {
  const wide = wrapText('医'.repeat(50_001), 8);
  expect([wide.length, wide[0], wide.at(-1)]).toEqual([12_501, '医医医医', '医']);
  expect(wrapText('x'.repeat(1_000_001), 8)).toHaveLength(125_001);
});
