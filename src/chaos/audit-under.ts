import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { auditPaths } from '../disk/audit-paths.ts';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import {
  loadTenant,
  startSimulator,
  type RunningSimulator,
  type SimulatorOptions,
  type TenantSpec,
} from '../simulator/simulator.ts';
import { situationSchema } from '../situation/situation.ts';
import { chanceOf } from './chance.ts';
import type { Evidence, Finding } from './evidence.ts';
import { clockStepsOf, withClock, type ClockSteps } from './stepping-clock.ts';
import { CONFIG_FILE, startVigie, TENANT_FOLDER, type Ended, type VigieProcess } from './vigie-process.ts';

export interface Patience {
  /** `--give-up-after`, in seconds. */
  readonly patienceS: number;
  /** Whatever runs longer hangs. */
  readonly longestMs: number;
}

/** Runs a command line of Vigie against a simulated cloud; ends with exit code null what runs longer than `longestMs`. */
export type RunAgainst = (
  argv: readonly string[],
  cloud: RunningSimulator,
  longestMs: number,
) => Promise<Ended>;

/**
 * Audits a small tenant of its own for each seed, whose cloud misbehaves by the plan. Once more when midnight in UTC
 * came between the cloud's today and the audit's.
 */
export async function auditUnder(
  seed: number,
  plan: FaultPlan,
  { patienceS, longestMs }: Patience,
  run: RunAgainst = asProcess(clockStepsOf(seed)),
): Promise<Evidence> {
  const cloud = await cloudOf(seed);
  const simulator = await startSimulator({ ...cloud, faults: plan, log: 'batches' });
  const folder = await mkdtemp(join(tmpdir(), 'vigie-chaos-'));
  try {
    const argv = [
      'audit',
      '--no-doctor',
      '--out',
      folder,
      '--config',
      CONFIG_FILE,
      '--lang',
      'en',
      '--quiet',
    ];
    const further = ['--formats', 'json', '--give-up-after', `${patienceS}s`];
    const ended = await run([...argv, ...further], simulator, longestMs);
    if (todayInUtc() !== cloud.today) return await auditUnder(seed, plan, { patienceS, longestMs }, run);
    const left = ended.exitCode === 0 ? await readAudit(ended.stdout.trimEnd()) : NOTHING_LEFT;
    return { cloud, plan, ended, ...left, requests: simulator.requests };
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A few hundred mailboxes: with small pages, every listing has several. */
async function cloudOf(seed: number): Promise<SimulatorOptions> {
  const tenant = withMorePages(await loadTenant(TENANT_FOLDER));
  return { tenant, today: todayInUtc(), mailboxes: chanceOf(seed).whole(200, 300), seed: seed + 1 };
}

/** The group and the rules of mailboxes come in pages as well: in a tenant this small they hardly would. */
function withMorePages(tenant: TenantSpec): TenantSpec {
  const share = (mailboxes: number, percent: number): number => Math.ceil((mailboxes * percent) / 100);
  const categories = tenant.categories.map((category) => ({
    ...category,
    telefax: share(category.mailboxes, 30),
    rules: {
      ...category.rules,
      effectiveOnSecondPage: share(category.mailboxes, 6),
      manyMovingOnly: share(category.mailboxes, 4),
    },
  }));
  return { ...tenant, categories };
}

/** As a process of its own, whose clock is set meanwhile. */
export function asProcess(steps: ClockSteps | null): RunAgainst {
  return (argv, { environment }, longestMs) =>
    endedWithin(startVigie(argv, { ...environment, ...withClock(steps) }), longestMs);
}

async function endedWithin(vigie: VigieProcess, longestMs: number): Promise<Ended> {
  const timer = new AbortController();
  const limit = sleep(longestMs, null, { signal: timer.signal });
  const first = await Promise.race([vigie.ended, limit]);
  if (first !== null) {
    limit.catch(() => null);
    timer.abort();
    return first;
  }
  vigie.child.kill('SIGKILL');
  const { stdout, stderr } = await vigie.ended;
  return { exitCode: null, stdout, stderr: `hangs: killed after ${longestMs / 1000} s\n${stderr}` };
}

const NOTHING_LEFT = { situation: null, findings: {} };

async function readAudit(auditFolder: string): Promise<Pick<Evidence, 'situation' | 'findings'>> {
  const text = await readFile(join(auditFolder, 'situation.json'), 'utf8');
  const situation = situationSchema.parse(JSON.parse(text));
  const ids = situation.indicators.map(({ id }) => id);
  return { situation, findings: await findingsOf(auditFolder, ids) };
}

const FINDING = z.object({ verdict: z.string(), accountId: z.string() });

/** The accounts that each check found, by its id. */
async function findingsOf(
  auditFolder: string,
  ids: readonly string[],
): Promise<Readonly<Record<string, readonly Finding[]>>> {
  const db = await openDuckDb({ threads: 1 });
  try {
    const findings: Record<string, Finding[]> = {};
    for (const id of ids) {
      const file = pathLiteral(join(auditPaths.findings(auditFolder), `${id}.parquet`));
      findings[id] = await db.rows(`SELECT verdict, accountId FROM read_parquet(${file})`, FINDING);
    }
    return findings;
  } finally {
    await db.close();
  }
}

function todayInUtc(): string {
  return new Date().toISOString().slice(0, 10);
}
