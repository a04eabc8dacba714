import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { freshBuild } from '../testing/fresh-build.ts';
import { planTrial } from './plan-trial.ts';
import { clockStepsOf, withClock } from './stepping-clock.ts';

beforeAll(freshBuild, 400_000);

test('under these steps a process reads another time of day, and measures time as before', () => {
  const code = `setTimeout(() => console.log(Math.round((Date.now() - new Date(${Date.now()})) / 60_000), performance.now() < 60_000), 300)`;
  const told = execFileSync(process.execPath, ['-e', code], {
    env: withClock([[100, -25]]),
    encoding: 'utf8',
  });
  expect(told).toBe('-25 true\n');
});

test('an audit whose clock is set meanwhile, forwards and back, has the figures of one that nobody touched', async () => {
  const seeds = [7, 8];
  expect(seeds.map((seed) => clockStepsOf(seed)?.length)).toEqual([6, 6]);
  const trials = [];
  for (const seed of seeds) trials.push(await planTrial(seed));
  expect(trials.map(({ problems }) => problems)).toEqual([[], []]);
}, 300_000);
