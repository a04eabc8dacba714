import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  loadTenant,
  startSimulator,
  type RunningSimulator,
  type SimulatorOptions,
} from '../simulator/simulator.ts';
import { chanceOf, type Chance } from './chance.ts';
import { firstDifference } from './kill-campaign.ts';
import { situationWithoutInstants } from './read-situation.ts';
import { CONFIG_FILE, startVigie, TENANT_FOLDER, type Ended } from './vigie-process.ts';

export interface OutageCampaign {
  /** How many outages came while something was left to be read. */
  readonly noticed: number;
  /** One line for each thing that was not as it must be. */
  readonly problems: readonly string[];
}

/** The batches last long enough for the network to go among them. */
const CLOUD = { mailboxes: 300, batchLatencyMs: 60, latencyMs: 5 } as const;
const PAGE_ROWS = 60;

/**
 * Takes the network away for good at random instants, `outages` times: nobody listens any more, or what is sent is never
 * answered. Each audit must end as one that is not finished, and be the one that nobody disturbed once it is resumed.
 */
export async function outageCampaign(
  seed: number,
  outages: number,
  onOutage: (count: number) => void = () => undefined,
): Promise<OutageCampaign> {
  const ground: Ground = { chance: chanceOf(seed), cloud: await cloud(seed), ...(await calmAudit(seed)) };
  const problems: string[] = [];
  let noticed = 0;
  for (let count = 1; count <= outages; count += 1) {
    const outage = await disturbed(ground, count % 2 === 0);
    if (outage.isNoticed) noticed += 1;
    problems.push(...outage.problems.map((problem) => `outage ${count}: ${problem}`));
    onOutage(count);
  }
  return { noticed, problems };
}

interface Calm {
  /** The situation of an audit that nobody disturbed, without its instants. */
  readonly wanted: string;
  readonly calmMs: number;
  readonly requests: number;
}

interface Ground extends Calm {
  readonly chance: Chance;
  readonly cloud: SimulatorOptions;
}

async function cloud(seed: number): Promise<SimulatorOptions> {
  return {
    ...CLOUD,
    log: true,
    tenant: await loadTenant(TENANT_FOLDER),
    today: new Date().toISOString().slice(0, 10),
    faults: { seed, faults: [{ kind: 'small-pages', rows: PAGE_ROWS }] },
  };
}

async function calmAudit(seed: number): Promise<Calm> {
  return inFolder(async (out) => {
    const simulator = await startSimulator(await cloud(seed));
    try {
      const startedAt = performance.now();
      const ended = await audit(simulator, out);
      if (ended.exitCode !== 0) throw new Error(`the audit nobody disturbed failed: ${ended.stderr}`);
      const calmMs = performance.now() - startedAt;
      const wanted = await situationWithoutInstants(ended.stdout.trimEnd());
      return { wanted, calmMs, requests: simulator.requests.length };
    } finally {
      await simulator.close();
    }
  });
}

interface Outage {
  /** The audit ended because of it. */
  readonly isNoticed: boolean;
  readonly problems: readonly string[];
}

function disturbed(ground: Ground, isSilent: boolean): Promise<Outage> {
  return inFolder(async (out) => {
    const first = isSilent ? await silenced(ground, out) : await closed(ground, out);
    const problems = [...problemsOfEnd(first), ...(await leftovers(out, first))];
    const simulator = await startSimulator(ground.cloud);
    try {
      const last = first.exitCode === 0 ? first : await audit(simulator, out);
      const told =
        last.exitCode === 0
          ? await problemsOfSituation(last.stdout.trimEnd(), ground.wanted)
          : [`the resumed audit ended with ${String(last.exitCode)}: ${last.stderr}`];
      return { isNoticed: first.exitCode === 3, problems: [...problems, ...told] };
    } finally {
      await simulator.close();
    }
  });
}

/** From a random request on, nothing is answered. */
async function silenced({ chance, cloud: calm, requests }: Ground, out: string): Promise<Ended> {
  const at = chance.whole(1, requests);
  const faults = [...(calm.faults?.faults ?? []), { kind: 'network-gone' as const, at }];
  const simulator = await startSimulator({ ...calm, faults: { seed: at, faults } });
  try {
    return await audit(simulator, out);
  } finally {
    await simulator.close();
  }
}

/** At a random instant, nobody listens any more. */
async function closed({ chance, cloud: calm, calmMs }: Ground, out: string): Promise<Ended> {
  const simulator = await startSimulator(calm);
  const ended = audit(simulator, out);
  await Promise.race([ended, sleep(chance.whole(300, Math.round(calmMs)))]);
  await simulator.close();
  return ended;
}

async function audit(simulator: RunningSimulator, out: string): Promise<Ended> {
  const argv = ['audit', '--resume', '--out', out, '--config', CONFIG_FILE, '--give-up-after', '2s'];
  return startVigie([...argv, '--formats', 'json', '--quiet', '--lang', 'en'], simulator.environment).ended;
}

/** Done before the network went, or not finished because of it. */
function problemsOfEnd({ exitCode, stderr }: Ended): string[] {
  if (exitCode === 0 || exitCode === 3) return [];
  return [`ended with ${String(exitCode)}: ${stderr}`];
}

/** An audit that is not finished says so on the disk as well. */
async function leftovers(out: string, { exitCode }: Ended): Promise<string[]> {
  const names = await readdir(out, { recursive: true });
  const assessed = names.filter((name) => name.endsWith('situation.json'));
  return exitCode === 3 && assessed.length > 0 ? ['it is not finished, and has a situation'] : [];
}

async function problemsOfSituation(auditFolder: string, wanted: string): Promise<string[]> {
  const situation = await situationWithoutInstants(auditFolder);
  return situation === wanted ? [] : [firstDifference(situation, wanted)];
}

async function inFolder<T>(work: (out: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-outage-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
