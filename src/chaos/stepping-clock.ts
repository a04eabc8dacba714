import { chanceOf } from './chance.ts';

/** One audit in so many runs under a clock that somebody sets meanwhile. */
const ONE_IN = 4;
const STEPS = 6;
/** Less than what is told as a clock that is wrong; forwards or back. */
const LONGEST_STEP_MINUTES = 40;

/** Steps of a clock: after so many milliseconds from the start, it is so many minutes off. */
export type ClockSteps = readonly (readonly [afterMs: number, offMinutes: number])[];

/** When the clock of the audit of this seed is set, and to what; null where nobody touches it. */
export function clockStepsOf(seed: number): ClockSteps | null {
  const chance = chanceOf(seed);
  if (chance.whole(1, ONE_IN) !== 1) return null;
  return Array.from({ length: STEPS }, (): readonly [number, number] => [
    chance.whole(0, 5_000),
    chance.whole(-LONGEST_STEP_MINUTES, LONGEST_STEP_MINUTES),
  ]);
}

/** The environment under which a process of Node.js has such a clock. What only measures time goes on. */
export function withClock(steps: ClockSteps | null): Readonly<Record<string, string>> {
  if (steps === null) return {};
  const code = `
    const Real = Date;
    let off = 0;
    for (const [afterMs, offMinutes] of ${JSON.stringify(steps)})
      setTimeout(() => { off = offMinutes * 60_000; }, afterMs).unref();
    globalThis.Date = class extends Real {
      constructor(...given) { super(...(given.length === 0 ? [Real.now() + off] : given)); }
      static now() { return Real.now() + off; }
    };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}
