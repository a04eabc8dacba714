import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createRateLimiters, RateLimiter, type Verdict } from './rate-limiter.ts';

const going = new AbortController().signal;
setMaxListeners(0, going);

afterEach(() => {
  vi.useRealTimers();
});

test('no window of the far side ever sees more requests than the limit, however the way delays them', async () => {
  const limiter = new RateLimiter({ requests: 5, perMs: 60 }, 16);
  const arrivals: number[] = [];
  const worker = async (delays: readonly number[]): Promise<void> => {
    for (const delay of delays) {
      const turn = await limiter.enter(going);
      await sleep(delay);
      arrivals.push(performance.now());
      await sleep(3);
      limiter.answered(turn, 'answered');
    }
  };
  await Promise.all([worker([0, 9, 1, 14, 0, 2]), worker([12, 0, 0, 7, 3, 0]), worker([1, 1, 20, 0, 0, 5])]);
  const windows = arrivals.map((start) => arrivals.filter((at) => at >= start && at < start + 60).length);
  expect(arrivals).toHaveLength(18);
  expect(Math.max(...windows)).toBeLessThanOrEqual(5);
});

test('a closed limiter holds every worker back, and opens again', async () => {
  const limiter = new RateLimiter(null, 16);
  limiter.close(80);
  const startedAt = performance.now();
  await Promise.all([limiter.enter(going), limiter.enter(going)]);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(79);
});

test('waiting ends at once when the run is interrupted', async () => {
  const limiter = new RateLimiter({ requests: 1, perMs: 3_600_000 }, 16);
  const stop = new AbortController();
  const turn = await limiter.enter(stop.signal);
  const waits = [expect(limiter.enter(stop.signal)).rejects.toThrow('stop')];
  limiter.answered(turn, 'answered');
  waits.push(expect(limiter.enter(stop.signal)).rejects.toThrow());
  stop.abort(new Error('stop'));
  await Promise.all(waits);
});

test('the configured rates keep the number of requests that Graph documents for each window', async () => {
  vi.useFakeTimers();
  const limiters = createRateLimiters({
    signInActivityRequestsPerMinute: 6_000,
    registrationDetailsRequestsPerSecond: 50,
    reportRequestsPerMinute: 8_400,
  });
  const took: Record<string, number[]> = {};
  for (const name of ['sign-in-activity', 'registration-details', 'reports'] as const) {
    const startedAt = Date.now();
    const turns: number[] = [];
    const asking = (async () => {
      for (let sent = 0; sent < 16; sent += 1) {
        limiters[name].answered(await limiters[name].enter(going), 'answered');
        turns.push(Date.now() - startedAt);
      }
    })();
    await vi.runAllTimersAsync();
    await asking;
    took[name] = turns;
  }
  // The burst of each window goes at once; one request more waits for the window of 100 ms.
  const bursts = (size: number): number[] =>
    Array.from({ length: 16 }, (_, index) => 100 * Math.floor(index / size));
  expect(took).toEqual({
    'sign-in-activity': bursts(10),
    'registration-details': bursts(5),
    reports: bursts(14),
  });
});

interface Scheduled {
  readonly startMs: number;
  readonly wayMs: number;
  readonly backMs: number;
  readonly verdict: Verdict;
  readonly closeMs: number;
}

const scheduled = fc.record<Scheduled>({
  startMs: fc.nat(300),
  wayMs: fc.nat(80),
  backMs: fc.nat(80),
  verdict: fc.constantFrom<Verdict>('answered', 'answered', 'answered', 'throttled', 'failed'),
  closeMs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(500) }),
});

/** Runs the requests over a limiter on a made-up clock; what was seen of them. */
async function runSchedule(
  limiter: RateLimiter,
  requests: readonly Scheduled[],
): Promise<{ turns: number[]; arrivals: number[]; mostInFlight: number; afterClosed: boolean[] }> {
  const seen = {
    turns: Array<number>(),
    arrivals: Array<number>(),
    mostInFlight: 0,
    afterClosed: Array<boolean>(),
  };
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  let inFlight = 0;
  let closedUntil = 0;
  const ask = async ({ startMs, wayMs, backMs, verdict, closeMs }: Scheduled): Promise<void> => {
    await wait(startMs);
    const turn = await limiter.enter(going);
    seen.turns.push(turn);
    seen.afterClosed.push(Date.now() >= closedUntil);
    inFlight += 1;
    seen.mostInFlight = Math.max(seen.mostInFlight, inFlight);
    await wait(wayMs);
    seen.arrivals.push(Date.now());
    await wait(backMs);
    inFlight -= 1;
    if (closeMs > 0) {
      limiter.close(closeMs);
      closedUntil = Math.max(closedUntil, Date.now() + closeMs);
    }
    limiter.answered(turn, verdict);
  };
  const all = Promise.all(requests.map(ask));
  await vi.runAllTimersAsync();
  await all;
  return seen;
}

test('whatever the schedule, everybody gets a turn and no window of the far side sees too many', async () => {
  vi.useFakeTimers();
  await fc.assert(
    fc.asyncProperty(
      fc.array(scheduled, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 8 }),
      async (requests, most, perMs, mostInFlight) => {
        const seen = await runSchedule(new RateLimiter({ requests: most, perMs }, mostInFlight), requests);
        expect(seen.turns).toEqual(requests.map((_, index) => index + 1));
        expect(seen.mostInFlight).toBeLessThanOrEqual(Math.min(most, mostInFlight));
        expect(seen.afterClosed).not.toContain(false);
        for (const start of seen.arrivals) {
          const inWindow = seen.arrivals.filter((at) => at >= start && at < start + perMs).length;
          expect(inWindow).toBeLessThanOrEqual(most);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('turns come in the order in which they were asked for, and who gives up holds nobody up', async () => {
  const limiter = new RateLimiter(null, 1);
  const order: string[] = [];
  const first = await limiter.enter(going);
  const stop = new AbortController();
  const enter = async (name: string, signal: AbortSignal): Promise<void> => {
    const turn = await limiter.enter(signal);
    order.push(name);
    limiter.answered(turn, 'answered');
  };
  const gone = expect(enter('gone', stop.signal)).rejects.toThrow('stop');
  const others = [enter('a', going), enter('b', going), enter('c', going)];
  stop.abort(new Error('stop'));
  await gone;
  limiter.answered(first, 'answered');
  await Promise.all(others);
  expect(order).toEqual(['a', 'b', 'c']);
});

test('an outer 429 halves what may be in flight, and answers give it back', async () => {
  const limiter = new RateLimiter(null, 8);
  const turns = await Promise.all(Array.from({ length: 8 }, () => limiter.enter(going)));
  for (const turn of turns) limiter.answered(turn, 'throttled');
  expect(limiter.allowed).toBe(4);
  for (let answers = 0; answers < 4 + 5 + 6 + 7; answers += 1) {
    limiter.answered(await limiter.enter(going), 'answered');
  }
  expect(limiter.allowed).toBe(8);
});

test('a clock that is put back in the middle of a wait makes it no longer', async () => {
  const limiter = new RateLimiter({ requests: 1, perMs: 30 }, 4);
  limiter.answered(await limiter.enter(going), 'answered');
  limiter.close(20);
  const anHourAgo = Date.now() - 3_600_000;
  const clock = vi.spyOn(Date, 'now').mockReturnValue(anHourAgo);
  try {
    const startedAt = performance.now();
    await limiter.enter(going);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  } finally {
    clock.mockRestore();
  }
});
