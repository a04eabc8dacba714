import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.ts';

test('as many items as there are jobs are worked on at once, and the results come in their order', async () => {
  const pending: (() => void)[] = [];
  const done: number[] = [];
  const all = sideBySide(
    [1, 2, 3],
    2,
    async (item) => {
      await new Promise<void>((resolve) => pending.push(resolve));
      return item * 10;
    },
    (result) => done.push(result),
  );
  expect(pending).toHaveLength(2);
  pending[1]?.();
  await expect.poll(() => pending.length).toBe(3);
  pending[2]?.();
  pending[0]?.();
  expect(await all).toEqual([10, 20, 30]);
  expect(done[0]).toBe(20);
});
