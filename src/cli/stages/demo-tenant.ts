import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator, type RunningSimulator } from '../../simulator/simulator.ts';
import { loadTenant } from '../../simulator/tenant/tenant-spec.ts';
import type { Io } from '../io.ts';

const TENANT = fileURLToPath(new URL('../../../fixtures/tenants/rsss-2020', import.meta.url));

export interface DemoTenantOptions {
  readonly accounts?: number;
  readonly seed?: number;
  readonly clockSpeed?: number;
}

export interface DemoTenant {
  readonly environment: Readonly<Record<string, string>>;
  /** The configuration that goes with the tenant. */
  readonly config: string;
  close(): Promise<void>;
}

/** Serves the shipped tenant, dated today. */
export async function startDemoTenant(given: DemoTenantOptions, io: Io): Promise<DemoTenant> {
  const simulator: RunningSimulator = await startSimulator({
    tenant: await loadTenant(TENANT),
    today: io.now().toISOString().slice(0, 10),
    ...(given.accounts === undefined ? {} : { mailboxes: given.accounts }),
    ...(given.seed === undefined ? {} : { seed: given.seed }),
    ...(given.clockSpeed === undefined ? {} : { throttle: { clockSpeed: given.clockSpeed } }),
  });
  return {
    environment: simulator.environment,
    config: join(TENANT, 'vigie.config.yaml'),
    close: () => simulator.close(),
  };
}
