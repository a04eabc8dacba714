import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConcurrencyLimit } from './concurrency-limit.ts';

function sent(limit: ConcurrencyLimit, count: number): number[] {
  return Array.from({ length: count }, () => limit.leave());
}

test('a burst of 429 to what was in flight together counts once', () => {
  const limit = new ConcurrencyLimit(16);
  for (const request of sent(limit, 16)) limit.throttled(request);
  expect(limit.size).toBe(8);
  for (const request of sent(limit, 8)) limit.throttled(request);
  expect(limit.size).toBe(4);
});

test('each run of successes gives one back, up to the configured maximum', () => {
  const limit = new ConcurrencyLimit(4);
  limit.throttled(limit.leave());
  const sizes = Array.from({ length: 12 }, () => {
    limit.succeeded();
    return limit.size;
  });
  expect(sizes).toEqual([2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4]);
});

test('failures slow nobody down unless they come one after the other', () => {
  const limit = new ConcurrencyLimit(8);
  const fail = (): void => limit.failed(limit.leave());
  fail();
  fail();
  limit.succeeded();
  fail();
  fail();
  expect(limit.size).toBe(8);
  fail();
  expect(limit.size).toBe(4);
});

test('whatever happens, at least one and at most the maximum may be in flight', () => {
  const events = fc.array(fc.constantFrom('succeeded', 'throttled', 'failed', 'old'), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), events, (most, happened) => {
      const limit = new ConcurrencyLimit(most);
      for (const event of happened) {
        if (event === 'succeeded') limit.succeeded();
        else if (event === 'old') limit.throttled(0);
        else limit[event](limit.leave());
        expect(limit.size).toBeGreaterThanOrEqual(1);
        expect(limit.size).toBeLessThanOrEqual(most);
      }
      // However low it fell, it comes back.
      for (let success = 0; success < most * most; success += 1) limit.succeeded();
      expect(limit.size).toBe(most);
    }),
  );
});
