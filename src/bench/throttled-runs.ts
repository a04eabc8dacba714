import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import {
  loadTenant,
  startSimulator,
  type LoggedRequest,
  type SimulatorOptions,
} from '../simulator/simulator.ts';
import { measured } from './measured-process.ts';
import type { BenchLine } from './table.ts';
import { DEMO_CONFIG, TENANT } from './whole-runs.ts';
import { withFolder } from './with-folder.ts';

const BATCH_MS = 200;
const IN_FLIGHT = 16;
const CLOCK_SPEED = 10;

/** Inbox rules when each batch takes 200 ms and 16 are in flight: the time against what the way alone takes. */
export async function benchInboxRules(): Promise<BenchLine[]> {
  const log = await collectAgainst(['inbox-rules'], DEMO_CONFIG, {
    mailboxes: 48_000,
    batchLatencyMs: BATCH_MS,
  });
  const batches = log.filter(({ path }) => path.endsWith('$batch'));
  const seconds = (spanOf(batches) + BATCH_MS) / 1_000;
  const bound = (batches.length * BATCH_MS) / IN_FLIGHT / 1_000;
  return [
    {
      what: `inbox rules, ${batches.length} batches of 200 ms, 16 in flight`,
      reached: seconds / bound,
      bound: 1.1,
      unit: '×',
      note: `${seconds.toFixed(1)} s against ${bound.toFixed(1)} s`,
    },
  ];
}

/** The documented throttles on a clock ten times as fast, the product told so by its configuration. */
export async function benchThrottled(): Promise<BenchLine[]> {
  return withFolder(async (folder) => {
    const config = join(folder, 'vigie.config.yaml');
    await writeFile(config, await spedUp(CLOCK_SPEED));
    const log = await collectAgainst(['sign-in-activity'], config, {
      mailboxes: 30_000,
      throttle: { clockSpeed: CLOCK_SPEED },
    });
    const signIns = log.filter(({ path }) => path.includes('signInActivity'));
    const answered = signIns.filter(({ status }) => status === 200);
    const floor = (answered.length / 10) * (60_000 / CLOCK_SPEED);
    const refused = signIns.length - answered.length;
    return [
      {
        what: `sign-ins as throttled, ${answered.length} pages, clock 10 ×: first to last`,
        reached: spanOf(signIns) / floor,
        bound: 1.05,
        unit: '×',
        note: `${(spanOf(signIns) / 1_000).toFixed(1)} s against ${(floor / 1_000).toFixed(1)} s`,
      },
      {
        what: 'sign-ins as throttled: share answered 429',
        reached: (100 * refused) / signIns.length,
        bound: 1,
        unit: '%',
      },
    ];
  });
}

async function collectAgainst(
  sources: readonly string[],
  config: string,
  more: Partial<SimulatorOptions>,
): Promise<LoggedRequest[]> {
  return withFolder(async (out) => {
    const today = new Date().toISOString().slice(0, 10);
    const simulator = await startSimulator({ tenant: await loadTenant(TENANT), today, log: true, ...more });
    try {
      const only = sources.flatMap((source) => ['--only', source]);
      await measured(['collect', '--config', config, '--out', out, ...only], simulator.environment);
      return [...simulator.requests];
    } finally {
      await simulator.close();
    }
  });
}

const configText = z.record(z.string(), z.unknown());

/** The tenant's configuration with the documented rates, times the speed of the clock. */
async function spedUp(speed: number): Promise<string> {
  const config = configText.parse(parse(await readFile(DEMO_CONFIG, 'utf8')));
  const limits = {
    signInActivityRequestsPerMinute: 10 * speed,
    registrationDetailsRequestsPerSecond: 0.5 * speed,
    reportRequestsPerMinute: 1.4 * speed,
  };
  return stringify({ ...config, limits });
}

/** From the first arrival to the last, in milliseconds. */
function spanOf(log: readonly LoggedRequest[]): number {
  const arrivals = log.map(({ at }) => at);
  return Math.max(...arrivals) - Math.min(...arrivals);
}
