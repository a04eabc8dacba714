import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  loadTenant,
  startSimulator,
  type LoggedRequest,
  type RunningSimulator,
} from '../simulator/simulator.ts';
import { auditsUnder } from '../audits/audit-folder.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { chanceOf, type Chance } from './chance.ts';
import { situationWithoutInstants } from './read-situation.ts';
import { needlessRepeats } from './repeats.ts';
import { CONFIG_FILE, startVigie, TENANT_FOLDER, type Ended } from './vigie-process.ts';

export interface KillCampaign {
  readonly kills: number;
  readonly audits: number;
  /** One line for each thing that was not as it must be. */
  readonly problems: readonly string[];
}

/** Every source has several pages, and the batches last long enough to be killed in. */
const CLOUD = { mailboxes: 400, batchLatencyMs: 80, latencyMs: 5, log: 'batches' } as const;
const PAGE_ROWS = 60;

/**
 * Kills audits (`kill -9`) at random instants and has them resumed until each is done, `kills` times in all. The
 * situation must be that of an audit nobody killed, and next to nothing asked twice.
 */
export async function killCampaign(
  seed: number,
  kills: number,
  onKill: (count: number) => void = () => undefined,
): Promise<KillCampaign> {
  const simulator = await startSimulator({
    ...CLOUD,
    tenant: await loadTenant(TENANT_FOLDER),
    today: new Date().toISOString().slice(0, 10),
    faults: { seed, faults: [{ kind: 'small-pages', rows: PAGE_ROWS }] },
  });
  const folder = await mkdtemp(join(tmpdir(), 'vigie-kill-'));
  try {
    return await campaign({ simulator, folder, chance: chanceOf(seed), kills, onKill });
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ground {
  readonly simulator: RunningSimulator;
  readonly folder: string;
  readonly chance: Chance;
  readonly kills: number;
  readonly onKill: (count: number) => void;
}

async function campaign(ground: Ground): Promise<KillCampaign> {
  const { calm, calmMs } = await calmAudit(ground);
  const wanted = await situationWithoutInstants(calm.stdout.trimEnd());
  const problems: string[] = [];
  let kills = 0;
  let audits = 0;
  while (kills < ground.kills) {
    audits += 1;
    const audit = await killedAudit(ground, `audit-${audits}`, calmMs, ground.kills - kills);
    for (let kill = 1; kill <= audit.kills; kill += 1) ground.onKill(kills + kill);
    kills += audit.kills;
    problems.push(...(await problemsOf(audit, wanted)).map((problem) => `audit ${audits}: ${problem}`));
  }
  return { kills, audits, problems };
}

/** How long an audit takes that nobody kills: the shorter of two, so that a busy moment makes no kill come too late. */
async function calmAudit(ground: Ground): Promise<{ calm: Ended; calmMs: number }> {
  const timed = async (out: string): Promise<{ calm: Ended; calmMs: number }> => {
    const startedAt = performance.now();
    const calm = await run(ground, out, null);
    if (calm.exitCode !== 0)
      throw new Error(`the audit nobody killed ended with ${String(calm.exitCode)}: ${calm.stderr}`);
    return { calm, calmMs: performance.now() - startedAt };
  };
  const [first, second] = [await timed('calm-1'), await timed('calm-2')];
  return first.calmMs < second.calmMs ? first : second;
}

interface KilledAudit {
  readonly kills: number;
  readonly last: Ended;
  readonly runs: readonly (readonly LoggedRequest[])[];
}

const MOST_KILLS_OF_AN_AUDIT = 12;

async function killedAudit(
  ground: Ground,
  out: string,
  calmMs: number,
  mostKills: number,
): Promise<KilledAudit> {
  const runs: LoggedRequest[][] = [];
  const most = Math.min(mostKills, MOST_KILLS_OF_AN_AUDIT);
  for (let kills = 0; ;) {
    const from = ground.simulator.requests.length;
    const killAfterMs = kills < most ? ground.chance.whole(200, Math.round(calmMs)) : null;
    const last = await run(ground, out, killAfterMs);
    runs.push(ground.simulator.requests.slice(from));
    if (last.exitCode !== null) return { kills, last, runs };
    kills += 1;
    const finished = await finishedAudit(join(ground.folder, out));
    if (finished !== null) return { kills, runs, last: { ...last, exitCode: 0, stdout: finished } };
  }
}

/** The kill came when all was written, and only the exit was left: there is nothing to resume. */
async function finishedAudit(out: string): Promise<string | null> {
  const [newest] = await auditsUnder(out, auditPaths.manifest);
  return newest === undefined || (await pathExists(auditPaths.beginning(newest))) ? null : newest;
}

async function run(ground: Ground, out: string, killAfterMs: number | null): Promise<Ended> {
  const argv = ['audit', '--resume', '--out', join(ground.folder, out), '--config', CONFIG_FILE];
  const vigie = startVigie([...argv, '--formats', 'json', '--quiet'], ground.simulator.environment);
  if (killAfterMs === null) return vigie.ended;
  const timer = new AbortController();
  await Promise.race([
    vigie.ended,
    sleep(killAfterMs, undefined, { signal: timer.signal }).catch(ignoreAbort),
  ]);
  timer.abort();
  vigie.child.kill('SIGKILL');
  return vigie.ended;
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

async function problemsOf({ last, runs }: KilledAudit, wanted: string): Promise<string[]> {
  if (last.exitCode !== 0) return [`ended with ${String(last.exitCode)}: ${last.stderr}`];
  const situation = await situationWithoutInstants(last.stdout.trimEnd());
  const same = situation === wanted ? [] : [firstDifference(situation, wanted)];
  return [...same, ...needlessRepeats(runs)];
}

/** Where two texts differ first. */
export function firstDifference(text: string, wanted: string): string {
  const lines = text.split('\n');
  const at = wanted.split('\n').findIndex((line, index) => line !== lines[index]);
  return `the situation differs: “${(lines[at] ?? '').trim()}” for “${(wanted.split('\n')[at] ?? '').trim()}”`;
}
