import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Allowance } from './allowance.ts';

function sent(allowance: Allowance, count: number): number[] {
  return Array.from({ length: count }, () => allowance.leave());
}

test('a burst of 429 to what was in flight together counts once', () => {
  const allowance = new Allowance(16);
  for (const request of sent(allowance, 16)) allowance.throttled(request);
  expect(allowance.size).toBe(8);
  for (const request of sent(allowance, 8)) allowance.throttled(request);
  expect(allowance.size).toBe(4);
});

test('each run of successes gives one back, up to the configured maximum', () => {
  const allowance = new Allowance(4);
  allowance.throttled(allowance.leave());
  const sizes = Array.from({ length: 12 }, () => {
    allowance.succeeded();
    return allowance.size;
  });
  expect(sizes).toEqual([2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4]);
});

test('failures slow nobody down unless they come one after the other', () => {
  const allowance = new Allowance(8);
  const fail = (): void => allowance.failed(allowance.leave());
  fail();
  fail();
  allowance.succeeded();
  fail();
  fail();
  expect(allowance.size).toBe(8);
  fail();
  expect(allowance.size).toBe(4);
});

test('whatever happens, at least one and at most the maximum may be in flight', () => {
  const events = fc.array(fc.constantFrom('succeeded', 'throttled', 'failed', 'old'), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), events, (most, happened) => {
      const allowance = new Allowance(most);
      for (const event of happened) {
        if (event === 'succeeded') allowance.succeeded();
        else if (event === 'old') allowance.throttled(0);
        else allowance[event](allowance.leave());
        expect(allowance.size).toBeGreaterThanOrEqual(1);
        expect(allowance.size).toBeLessThanOrEqual(most);
      }
      // However low it fell, it comes back.
      for (let success = 0; success < most * most; success += 1) allowance.succeeded();
      expect(allowance.size).toBe(most);
    }),
  );
});
