import { expect, test } from 'vitest';
import { chanceOf } from './chance.ts';

test('the same seed gives the same numbers, another seed others, all within their bounds', () => {
  const draw = (seed: number): number[] => {
    const chance = chanceOf(seed);
    return Array.from({ length: 200 }, () => chance.whole(3, 7));
  };
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
  expect([...new Set(draw(5))].sort()).toEqual([3, 4, 5, 6, 7]);
});
