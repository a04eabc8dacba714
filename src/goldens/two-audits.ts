import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadTenant, startSimulator, type SimulatorOptions } from '../simulator/simulator.ts';

const execute = promisify(execFile);

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TENANT = join(ROOT, 'fixtures/tenants/rsss-2020');
const PROGRAM = join(ROOT, 'dist/goldens/audit-on-a-day.js');

const EARLIER = '2020-09-29T06:00:00Z';
const NOW = '2020-10-29T06:00:00Z';
const DAYS_BETWEEN = 30;
const MAILBOXES = 400;

export interface TwoAudits {
  /** Folder of the later one. */
  readonly audit: string;
  /** Folder that both lie in. */
  readonly out: string;
  /** Runs a command line of Vigie on the later day; gives its stdout. */
  readonly vigie: (...argv: string[]) => Promise<string>;
}

/**
 * Audits the shipped tenant at a small scale, through the whole program, as it was a month earlier, when one report
 * was not readable yet, and as it is; then does `work`.
 */
export async function withTwoAudits<T>(work: (audits: TwoAudits) => Promise<T>): Promise<T> {
  const out = await mkdtemp(join(tmpdir(), 'vigie-goldens-'));
  const run = [
    'audit',
    '--no-doctor',
    '--config',
    join(TENANT, 'vigie.config.yaml'),
    '--out',
    out,
    '--lang',
    'fr',
    '--quiet',
  ];
  try {
    await auditOn(EARLIER, [...run, '--formats', 'json'], {
      daysEarlier: DAYS_BETWEEN,
      overrides: { missingPermissions: ['sharepoint-activity'] },
    });
    const audit = await auditOn(NOW, [...run, '--formats', 'json'], {});
    return await work({ audit, out, vigie: (...argv) => runOn(NOW, argv, {}) });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function auditOn(
  instant: string,
  argv: readonly string[],
  more: Partial<SimulatorOptions>,
): Promise<string> {
  const today = instant.slice(0, 10);
  const tenant = await loadTenant(TENANT);
  const simulator = await startSimulator({
    ...{ tenant, today, mailboxes: MAILBOXES, clock: () => Date.parse(instant) },
    ...more,
  });
  try {
    return await runOn(instant, argv, simulator.environment);
  } finally {
    await simulator.close();
  }
}

async function runOn(
  instant: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { ...process.env, ...environment, NO_COLOR: '1' };
  const { stdout } = await execute(process.execPath, [PROGRAM, instant, ...argv], {
    env,
    maxBuffer: 64 * 1_024 * 1_024,
  });
  return stdout.trimEnd();
}
