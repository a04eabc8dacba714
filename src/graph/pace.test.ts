import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPaces, Pace } from './pace.ts';

const going = new AbortController().signal;

test('no window of the far side ever sees more requests than the limit, however the way delays them', async () => {
  const pace = new Pace({ requests: 5, perMs: 60 });
  const arrivals: number[] = [];
  const worker = async (delays: readonly number[]): Promise<void> => {
    for (const delay of delays) {
      await pace.enter(going);
      await sleep(delay);
      arrivals.push(performance.now());
      await sleep(3);
      pace.answered();
    }
  };
  await Promise.all([worker([0, 9, 1, 14, 0, 2]), worker([12, 0, 0, 7, 3, 0]), worker([1, 1, 20, 0, 0, 5])]);
  const windows = arrivals.map((start) => arrivals.filter((at) => at >= start && at < start + 60).length);
  expect(arrivals).toHaveLength(18);
  expect(Math.max(...windows)).toBeLessThanOrEqual(5);
});

test('a closed pace holds every worker back, and opens again', async () => {
  const pace = new Pace(null);
  pace.close(80);
  const startedAt = performance.now();
  await Promise.all([pace.enter(going), pace.enter(going)]);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(79);
});

test('waiting ends at once when the run is interrupted', async () => {
  const pace = new Pace({ requests: 1, perMs: 3_600_000 });
  const stop = new AbortController();
  await pace.enter(stop.signal);
  const waits = [expect(pace.enter(stop.signal)).rejects.toThrow('stop')];
  pace.answered();
  waits.push(expect(pace.enter(stop.signal)).rejects.toThrow());
  stop.abort(new Error('stop'));
  await Promise.all(waits);
});

test('the configured rates keep the number of requests that Graph documents for each window', async () => {
  const paces = createPaces({
    signInActivityRequestsPerMinute: 6_000,
    registrationDetailsRequestsPerSecond: 50,
    reportRequestsPerMinute: 8_400,
  });
  const took: Record<string, number> = {};
  for (const [name, requests] of [
    ['sign-in-activity', 10],
    ['registration-details', 5],
    ['reports', 14],
  ] as const) {
    const startedAt = performance.now();
    for (let sent = 0; sent <= requests; sent += 1) {
      await paces[name].enter(going);
      paces[name].answered();
    }
    took[name] = Math.round((performance.now() - startedAt) / 50) * 50;
  }
  // The burst of each window goes at once; one request more waits for the window of 100 ms.
  expect(took).toEqual({ 'sign-in-activity': 100, 'registration-details': 100, reports: 100 });
});
