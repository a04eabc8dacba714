import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measured, type Measured } from './measured-process.ts';
import type { BenchLine } from './table.ts';

const FULL = 305_554;

/** The demo at the ministry's size, then the stages that need no network over the snapshot it leaves. */
export async function benchFullDemo(): Promise<{ lines: BenchLine[]; run: Measured }> {
  return withFolder(async (out) => {
    const run = await measured(['demo', '--out', out]);
    const audit = run.stdout.trim();
    const assess = await measured(['assess', audit, '--config', DEMO_CONFIG]);
    const report = await measured(['report', audit, '--formats', 'json,csv,markdown']);
    return {
      run,
      lines: [
        { what: `demo, ${FULL} mailboxes: wall`, reached: run.wallMs / 1_000, bound: 60, unit: 's' },
        { what: 'demo: peak memory of the product', reached: run.childPeakMb, bound: 450, unit: 'MB' },
        { what: 'demo: peak memory of the simulator', reached: run.peakMb, bound: 300, unit: 'MB' },
        {
          what: 'assess and report json, csv, markdown: wall',
          reached: (assess.wallMs + report.wallMs) / 1_000,
          bound: 10,
          unit: 's',
          note: `${(assess.wallMs / 1_000).toFixed(1)} s + ${(report.wallMs / 1_000).toFixed(1)} s`,
        },
        {
          what: 'assess and report: peak memory',
          reached: Math.max(assess.peakMb, report.peakMb),
          bound: 450,
          unit: 'MB',
        },
      ],
    };
  });
}

export async function benchSmallDemo(): Promise<BenchLine[]> {
  return withFolder(async (out) => {
    const run = await measured(['demo', '--accounts', '3000', '--out', out]);
    return [{ what: 'demo --accounts 3000: wall', reached: run.wallMs / 1_000, bound: 5, unit: 's' }];
  });
}

/** Ten times the accounts against the run at full size of the same session. */
export async function benchTenfold(full: Measured): Promise<BenchLine[]> {
  return withFolder(async (out) => {
    const run = await measured(['demo', '--accounts', String(FULL * 10), '--out', out]);
    return [
      {
        what: 'ten times the accounts: time',
        reached: run.wallMs / full.wallMs,
        bound: 10.5,
        unit: '×',
        note: `${(run.wallMs / 1_000).toFixed(0)} s`,
      },
      {
        what: 'ten times the accounts: memory of the product',
        reached: run.childPeakMb / full.childPeakMb,
        bound: 1.5,
        unit: '×',
        note: `${run.childPeakMb.toFixed(0)} MB`,
      },
    ];
  });
}

export async function benchHelp(): Promise<BenchLine[]> {
  const walls: number[] = [];
  for (let run = 0; run < 9; run += 1) walls.push((await measured(['--help'])).wallMs);
  const median = walls.sort((a, b) => a - b)[4] ?? Number.NaN;
  return [{ what: 'vigie --help: wall, median of 9', reached: median, bound: 120, unit: 'ms' }];
}

export const TENANT = join(import.meta.dirname, '../../fixtures/tenants/rsss-2020');
export const DEMO_CONFIG = join(TENANT, 'vigie.config.yaml');

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
