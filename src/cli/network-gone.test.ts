import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { runAgainst, type EndedHere } from '../testing/run-here.ts';
import {
  figuresOf,
  predictedFigures,
  SHIPPED_CONFIG,
  situationOf,
  tenantToday,
  type SimulatedTenant,
} from '../testing/simulated-audit.ts';

const MAILBOXES = 400;
const LONG = 60_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-gone-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function start(given: SimulatedTenant): Promise<RunningSimulator> {
  return startSimulator(await tenantToday({ mailboxes: MAILBOXES, log: true, ...given }));
}

function audit(cloud: RunningSimulator, ...argv: string[]): Promise<EndedHere> {
  const options = ['--config', SHIPPED_CONFIG, '--formats', 'json', '--quiet', '--lang', 'en'];
  return runAgainst(cloud, [
    'audit',
    '--no-doctor',
    '--out',
    folder,
    '--give-up-after',
    '2s',
    ...options,
    ...argv,
  ]);
}

const batchesOf = ({ requests }: RunningSimulator): number =>
  requests.filter(({ path }) => path.endsWith('batch')).length;

/** Takes the network away in the middle of the inbox rules. */
async function goneAmongRules(cloud: RunningSimulator): Promise<void> {
  while (batchesOf(cloud) < 4) await sleep(5);
  await cloud.close();
}

async function unfinished(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.unfinished.json'));
}

test(
  'where the network goes away for good the audit is not finished, and a later run reads what is missing',
  async () => {
    const first = await start({ batchLatencyMs: 300 });
    const [ended] = await Promise.all([audit(first), goneAmongRules(first)]);
    expect([ended.exitCode, ended.stdout]).toEqual([3, '']);
    expect(ended.stderr).toMatch(
      /^vigie: the network is gone: nobody answers any more \([a-z.0-9]+: ECONNREFUSED\)\. Not read to its end: .*inbox-rules.*\n {2}→ Check the network and the proxy\.\n {2}→ To go on where it stopped, run the same command again with --resume\.\n$/,
    );
    expect(await unfinished()).toHaveLength(1);
    const second = await start({});
    try {
      const resumed = await audit(second, '--resume');
      expect(resumed.exitCode, resumed.stderr).toBe(0);
      const options = await tenantToday({ mailboxes: MAILBOXES });
      expect(figuresOf(await situationOf(resumed.stdout.trimEnd()))).toEqual(predictedFigures(options));
      expect(await unfinished()).toEqual([]);
    } finally {
      await second.close();
    }
  },
  LONG,
);

test(
  'where one host alone is gone, what it would have told is a gap, and the audit is finished',
  async () => {
    const cloud = await start({
      faults: { seed: 1, faults: [{ kind: 'reset-before', on: ['exchange'], rate: 1 }] },
    });
    try {
      const ended = await audit(cloud);
      expect(ended.exitCode, ended.stderr).toBe(0);
      const { sources } = await situationOf(ended.stdout.trimEnd());
      const lost = sources.filter(({ reason }) => reason === 'gave-up').map(({ id }) => id);
      expect(lost).toEqual(['mailbox-forwarding', 'mail-flow']);
    } finally {
      await cloud.close();
    }
  },
  LONG,
);
