import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToWidth, displayWidth } from './display-width.ts';

test('accents are one wide however they are written, CJK and emoji two', () => {
  expect(['Zoé', 'Zoe\u0301', '中文', '👩🏽‍⚕️', '«\u00a0x\u00a0»', ''].map(displayWidth)).toEqual([
    3, 3, 4, 2, 5, 0,
  ]);
});

test('long text is cut with an ellipsis, never within a character', () => {
  expect([cutToWidth('Tremblay', 8), cutToWidth('Tremblay', 5), cutToWidth('中文字', 4)]).toEqual([
    'Tremblay',
    'Trem…',
    '中…',
  ]);
});

test('a cut text fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, width) => {
      expect(displayWidth(cutToWidth(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});

test('a long text is measured and cut as a short one, wherever a character stands', () => {
  for (const lead of [0, 1, 2, 3, 5, 7]) {
    const text = 'a'.repeat(1_024 - lead) + '👩🏽‍⚕️'.repeat(300) + '─'.repeat(5_000);
    expect(displayWidth(text)).toBe(1_024 - lead + 600 + 5_000);
    expect(cutToWidth(text, 1_028 - lead)).toBe(`${'a'.repeat(1_024 - lead)}👩🏽‍⚕️…`);
  }
});
