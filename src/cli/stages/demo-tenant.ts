import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withWorkFolder } from '../../disk/work-folder.ts';
import { asIs, KnownError } from '../../errors.ts';
import { FaultPlanError, loadFaultPlan, type FaultPlan } from '../../simulator/faults/fault-plan.ts';
import { startSimulator, type RunningSimulator } from '../../simulator/simulator.ts';
import { loadTenant } from '../../simulator/tenant/tenant-spec.ts';
import type { Io } from '../io.ts';
import { refuseOddFile } from './refuse-odd-file.ts';

const TENANT = fileURLToPath(new URL('../../../fixtures/tenants/rsss-2020', import.meta.url));

export interface DemoTenantOptions {
  readonly accounts?: number;
  readonly seed?: number;
  readonly clockSpeed?: number;
  /** A fault plan, from the folder that the command was started in. */
  readonly faults?: string;
}

export interface DemoTenant {
  readonly environment: Readonly<Record<string, string>>;
  /** The configuration that goes with the tenant. */
  readonly config: string;
}

/** Serves the shipped tenant, dated today, during `work`. Throws `KnownError` (usage) for a fault plan that is not one. */
export async function withDemoTenant<T>(
  given: DemoTenantOptions,
  io: Io,
  work: (tenant: DemoTenant) => Promise<T>,
): Promise<T> {
  return withWorkFolder(tmpdir(), io.now, async (folder) => {
    const simulator = await startTenant(given, folder, io);
    try {
      return await work({
        environment: simulator.environment,
        config: join(TENANT, 'vigie.config.yaml'),
      });
    } finally {
      await simulator.close();
    }
  });
}

async function startTenant(given: DemoTenantOptions, folder: string, io: Io): Promise<RunningSimulator> {
  const faults = given.faults === undefined ? undefined : await readFaults(given.faults, io);
  return startSimulator({
    folder,
    tenant: await loadTenant(TENANT),
    today: io.now().toISOString().slice(0, 10),
    ...(given.accounts === undefined ? {} : { mailboxes: given.accounts }),
    ...(given.seed === undefined ? {} : { seed: given.seed }),
    ...(faults === undefined ? {} : { faults }),
    ...(given.clockSpeed === undefined ? {} : { throttle: { clockSpeed: given.clockSpeed } }),
  });
}

const MOST_BYTES = 1_048_576;

async function readFaults(file: string, { cwd }: Io): Promise<FaultPlan> {
  try {
    await refuseOddFile('--faults', file, resolve(cwd, file), MOST_BYTES);
    return await loadFaultPlan(resolve(cwd, file), file);
  } catch (error) {
    if (!(error instanceof FaultPlanError)) throw error;
    throw new KnownError('usage', asIs(error.message), {
      nextSteps: [
        {
          fr: 'Chaque sorte de panne, ses clés et un exemple\u00a0: src/simulator/faults/README.md',
          en: 'Every kind of fault, its keys and an example: src/simulator/faults/README.md',
        },
      ],
      cause: error,
    });
  }
}
