import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KnownError } from '../../errors.ts';
import { FaultPlanError, loadFaultPlan, type FaultPlan } from '../../simulator/faults/fault-plan.ts';
import { startSimulator, type RunningSimulator } from '../../simulator/simulator.ts';
import { loadTenant } from '../../simulator/tenant/tenant-spec.ts';
import type { Io } from '../io.ts';

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
  close(): Promise<void>;
}

/** Serves the shipped tenant, dated today. Throws `KnownError` (usage) for a fault plan that is not one. */
export async function startDemoTenant(given: DemoTenantOptions, io: Io): Promise<DemoTenant> {
  const faults = given.faults === undefined ? undefined : await readFaults(given.faults, io);
  const simulator: RunningSimulator = await startSimulator({
    tenant: await loadTenant(TENANT),
    today: io.now().toISOString().slice(0, 10),
    ...(given.accounts === undefined ? {} : { mailboxes: given.accounts }),
    ...(given.seed === undefined ? {} : { seed: given.seed }),
    ...(faults === undefined ? {} : { faults }),
    ...(given.clockSpeed === undefined ? {} : { throttle: { clockSpeed: given.clockSpeed } }),
  });
  return {
    environment: simulator.environment,
    config: join(TENANT, 'vigie.config.yaml'),
    close: () => simulator.close(),
  };
}

async function readFaults(file: string, { cwd }: Io): Promise<FaultPlan> {
  try {
    return await loadFaultPlan(resolve(cwd, file), file);
  } catch (error) {
    if (!(error instanceof FaultPlanError)) throw error;
    throw new KnownError('usage', error.message, {
      nextSteps: ['Every kind of fault, its keys and an example: src/simulator/faults/README.md'],
      cause: error,
    });
  }
}
