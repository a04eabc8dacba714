import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bar, inColumns } from './bar.ts';
import { createStyle } from './style.ts';

const STYLE = createStyle({ width: 80, drawings: true, colour: 0 });

function drawn(count: number, undetermined: number, population: number): string {
  const tally = { count, undetermined, population, examined: population - undetermined };
  return bar(tally, 10, STYLE.paint.plain, STYLE);
}

test('counted, undetermined and others each have their part', () => {
  expect(drawn(50, 20, 100)).toBe('█████░░···');
});

test('a few among many are seen, and almost all do not look like all', () => {
  expect([drawn(1, 0, 305_554), drawn(305_553, 0, 305_554), drawn(100, 0, 100), drawn(0, 7, 7)]).toEqual([
    '█·········',
    '█████████·',
    '██████████',
    '░░░░░░░░░░',
  ]);
});

test('parts fill the columns; nobody has none, somebody has one at least', () => {
  const parts = fc.array(fc.nat(400_000), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 3, max: 60 }), (counts, width) => {
      const sizes = inColumns(counts, width);
      const isEmpty = counts.every((count) => count === 0);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(isEmpty ? 0 : width);
      expect(sizes.map((size) => size > 0)).toEqual(counts.map((count) => count > 0));
    }),
  );
});
