import { setMaxListeners } from 'node:events';
import { expect, test } from 'vitest';
import { ByteBudget } from './byte-budget.ts';

const going = new AbortController().signal;
setMaxListeners(0, going);

/** What has come true by now, of promises in the making. */
function noted(): { note: (name: string) => () => void; seen: string[] } {
  const seen: string[] = [];
  return { seen, note: (name) => () => void seen.push(name) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('bodies hold no more together than the budget, but for the first, which never waits', async () => {
  const budget = new ByteBudget(100);
  const [first, second, third] = [budget.begin(), budget.begin(), budget.begin()];
  await first.grow(60, going);
  await second.grow(40, going);
  const { note, seen } = noted();
  const waiting = [second.grow(1, going).then(note('second')), third.grow(30, going).then(note('third'))];
  await first.grow(5_000, going);
  await settled();
  expect(seen).toEqual([]);
  first.end();
  await Promise.all(waiting);
  expect(seen).toEqual(['second', 'third']);
});

test('whoever ends leaves its place, so that one always comes to its end', async () => {
  const budget = new ByteBudget(10);
  const sizes = Array.from({ length: 30 }, (_, at) => 5 + (at % 7) * 3);
  let held = 0;
  let most = 0;
  await Promise.all(
    sizes.map(async (size) => {
      const lease = budget.begin();
      for (let read = 0; read < size; read += 1) {
        await lease.grow(1, going);
        held += 1;
        most = Math.max(most, held);
        await settled();
      }
      lease.end();
      held -= size;
    }),
  );
  expect(held).toBe(0);
  expect(most).toBeLessThanOrEqual(10 + Math.max(...sizes));
});

test('a body that waits ends with its signal', async () => {
  const budget = new ByteBudget(10);
  const [first, second] = [budget.begin(), budget.begin()];
  await first.grow(10, going);
  const stop = new AbortController();
  const waiting = second.grow(1, stop.signal);
  stop.abort(new Error('stop'));
  await expect(waiting).rejects.toThrow('stop');
});
