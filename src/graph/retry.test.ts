import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyFailure, isWorthRetrying } from './classify-failure.ts';
import { isTransientStatus, parseRetryAfter, retryAfterMs, retryDelayMs } from './retry.ts';

const NOW = Date.parse('2020-10-29T06:00:00Z');

test.each([
  ['120', 120_000],
  ['2.128', 2_128],
  ['.5', 500],
  ['0', 0],
  [' 7 ', 7_000],
  ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
  ['Thu, 29 Oct 2020 06:00:30 GMT', 30_000],
  ['Thu, 29 Oct 2020 05:00:00 GMT', 0],
  ['soon', null],
  ['-5', null],
  ['', null],
  [null, null],
  [undefined, null],
])('Retry-After %j asks for %j ms', (value, expected) => {
  expect(parseRetryAfter(value, NOW)).toBe(expected);
});

test('a Retry-After that names an instant is held against the clock of whoever names it', () => {
  const retryAfter = 'Thu, 29 Oct 2020 06:00:30 GMT';
  const date = 'Thu, 29 Oct 2020 06:00:20 GMT';
  expect(retryAfterMs(new Headers({ 'retry-after': retryAfter, date }))).toBe(10_000);
});

test('the whole Retry-After is waited, however long, and at most a tenth (or one second) more', () => {
  const question = { attempt: 1, retryAfterMs: 3_600_000 };
  expect(retryDelayMs({ ...question, random: 0 })).toBe(3_600_000);
  expect(retryDelayMs({ ...question, random: 0.999 })).toBe(3_600_999);
  expect(retryDelayMs({ ...question, retryAfterMs: 2_000, random: 0.5 })).toBe(2_100);
});

test('without Retry-After the delay doubles from one second to one minute', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 60].map((attempt) =>
    retryDelayMs({ attempt, retryAfterMs: null, random: 0.999_999 }),
  );
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('a delay is never negative, never shorter than what was asked, and always finite', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.float().map(String),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      (retryAfter, attempt, random) => {
        const delay = retryDelayMs({ attempt, retryAfterMs: parseRetryAfter(retryAfter, NOW), random });
        expect(Number.isFinite(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(parseRetryAfter(retryAfter, NOW) ?? 500);
      },
    ),
  );
});

test('what a later try can mend is 408, 429, 500, 502, 503, 504, 509, and two writes that met', () => {
  const transient = Array.from({ length: 500 }, (_, index) => index + 100).filter(isTransientStatus);
  expect(transient).toEqual([408, 429, 500, 502, 503, 504, 509]);
  const met = ['Directory_ConcurrencyViolation', 'Conflict'].map((code) =>
    isWorthRetrying(classifyFailure({ status: 409, codes: [code] }), undefined),
  );
  expect(met).toEqual([true, false]);
});

test('whatever the header, Retry-After asks for a finite time that is not negative, or for none', () => {
  const digits = fc.stringMatching(/^\s{0,2}\d{1,400}(\.\d{0,20})?\s{0,2}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), digits, fc.date().map(String), fc.float().map(String)), (value) => {
      const asked = parseRetryAfter(value, NOW);
      if (asked !== null) {
        expect(Number.isFinite(asked)).toBe(true);
        expect(asked).toBeGreaterThanOrEqual(0);
      }
      const delay = retryDelayMs({ attempt: 1, retryAfterMs: asked, random: 0.5 });
      expect(Number.isFinite(delay)).toBe(true);
    }),
  );
});

test('a longer Retry-After never asks for less', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((seconds) =>
          parseRetryAfter(seconds.toFixed(3), NOW),
        );
        expect(more ?? -1).toBeGreaterThanOrEqual(less ?? Infinity);
      },
    ),
  );
});

test('a far side that always says "at once" is asked ever more seldom', () => {
  const delays = [1, 2, 3, 4, 5, 12, 13, 900].map((attempt) =>
    retryDelayMs({ attempt, retryAfterMs: 0, random: 0.5 }),
  );
  expect(delays).toEqual([0, 0, 100, 200, 400, 51_200, 60_000, 60_000]);
});
