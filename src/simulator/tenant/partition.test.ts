import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPermutation } from './permutation.ts';
import { apportion } from './partition.ts';
import { createObjectIds } from './object-id.ts';
import { createCalendar } from './calendar.ts';

test('a permutation gives every number once and can be walked back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer(), (size, seed) => {
      const { forward, inverse } = createPermutation(size, seed, 7);
      const images = Array.from({ length: size }, (_, i) => forward(i));
      expect(images.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      expect(images.map(inverse)).toEqual(Array.from({ length: size }, (_, i) => i));
    }),
    { numRuns: 60 },
  );
});

test('shares add up to their total and nothing that was there is gone where there is room', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), fc.nat(5000), (counts, total) => {
      fc.pre(counts.some((count) => count > 0));
      const shares = apportion(counts, total);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
      expect(shares.every((share, i) => share >= 0 && (counts[i] !== 0 || share === 0))).toBe(true);
      if (total >= counts.filter((count) => count > 0).length) {
        expect(shares.every((share, i) => share > 0 || counts[i] === 0)).toBe(true);
      }
    }),
  );
  expect(apportion([6190, 5410, 1062], 12_662)).toEqual([6190, 5410, 1062]);
  expect(apportion([90, 9, 1], 10)).toEqual([8, 1, 1]);
});

test('an object id is read back into its slot, in any case, and a foreign id into none', () => {
  const ids = createObjectIds(2020, 1000);
  expect(ids.idOf(7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Array.from({ length: 1000 }, (_, slot) => ids.slotOf(ids.idOf(slot).toUpperCase()))).toEqual(
    Array.from({ length: 1000 }, (_, slot) => slot),
  );
  expect(ids.slotOf(ids.idOf(1000))).toBe(-1);
  expect(ids.slotOf('5b7c0a52-91d4-4f0e-8a3b-2020102700a1')).toBe(-1);
  expect(ids.slotOf('nobody')).toBe(-1);
});

test('ages are days before today, and report ages days before the refresh', () => {
  const calendar = createCalendar('2020-10-29', 2);
  expect([calendar.refreshedOn, calendar.day(0), calendar.day(-1), calendar.reportDay(90)]).toEqual([
    '2020-10-27',
    '2020-10-29',
    '2020-10-30',
    '2020-07-29',
  ]);
  expect(calendar.instant(303, 61)).toBe('2019-12-31T01:01:37Z');
  expect(() => createCalendar('29 octobre', 2)).toThrow('YYYY-MM-DD');
});
