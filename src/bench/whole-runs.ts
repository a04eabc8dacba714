import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bareTablesMs } from './bare-tables.ts';
import { measured, measuredProcess, type Measured } from './measured-process.ts';
import type { BenchLine } from './table.ts';
import { withFolder } from './with-folder.ts';

const FULL = 305_554;

/** The demo at the ministry's size, every format on, then the stages that need no network over the audit that it leaves. */
export async function benchFullDemo(): Promise<{ lines: BenchLine[]; run: Measured }> {
  return withFolder(async (out) => {
    const run = await measured(['demo', '--out', out]);
    const audit = run.stdout.trim().split('\n').at(-1) ?? '';
    const folderMb = (await bytesBelow(audit)) / 1_000_000;
    const stages = [
      ...(await assessLines(audit)),
      ...(await formatLine(audit, 'csv', 5)),
      ...(await formatLine(audit, 'xlsx', 4)),
      ...(await formatLine(audit, 'json', 0.3)),
    ];
    return {
      run,
      lines: [
        { what: `demo, ${FULL} mailboxes: wall`, reached: run.wallMs / 1_000, bound: 60, unit: 's' },
        { what: 'demo: peak memory of the product', reached: run.childPeakMb, bound: 400, unit: 'MB' },
        { what: 'demo: peak memory of the simulator', reached: run.peakMb, bound: 300, unit: 'MB' },
        { what: 'audit folder, every format', reached: folderMb, bound: 400, unit: 'MB' },
        ...stages,
      ],
    };
  });
}

/** The assessment alone, against reading its tables once and writing one. */
async function assessLines(audit: string): Promise<BenchLine[]> {
  const bareMs = await bareTablesMs(audit);
  const assess = await measured(['assess', audit]);
  const seconds = assess.wallMs / 1_000;
  return [
    { what: 'assess: wall', reached: seconds, bound: 12, unit: 's' },
    {
      what: 'assess, against every table read once and one written',
      reached: assess.wallMs / bareMs,
      bound: 4,
      unit: '×',
      note: `${seconds.toFixed(1)} s against ${(bareMs / 1_000).toFixed(1)} s`,
    },
    { what: 'assess: peak memory', reached: assess.peakMb, bound: 350, unit: 'MB' },
  ];
}

async function formatLine(audit: string, format: string, seconds: number): Promise<BenchLine[]> {
  const report = await measured(['report', audit, '--formats', format]);
  return [
    {
      what: `report ${format} of that audit: wall`,
      reached: report.wallMs / 1_000,
      bound: seconds,
      unit: 's',
      note: `${report.peakMb.toFixed(0)} MB at most`,
    },
  ];
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
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
        bound: 10.3,
        unit: '×',
        note: `${(run.wallMs / 1_000).toFixed(0)} s`,
      },
      {
        what: 'ten times the accounts: memory of the product',
        reached: run.childPeakMb / full.childPeakMb,
        bound: 1.3,
        unit: '×',
      },
      { what: 'ten times the accounts: memory', reached: run.childPeakMb, bound: 600, unit: 'MB' },
    ];
  });
}

/** What `vigie --help` takes beyond the start of Node itself. */
export async function benchHelp(): Promise<BenchLine[]> {
  const helps: number[] = [];
  const bares: number[] = [];
  for (let run = 0; run < 9; run += 1) {
    helps.push((await measured(['--help'])).wallMs);
    bares.push((await measuredProcess(['--eval', '0'])).wallMs);
  }
  const over = medianOf(helps) - medianOf(bares);
  const note = `${medianOf(helps).toFixed(0)} ms against ${medianOf(bares).toFixed(0)} ms, medians of 9`;
  return [{ what: 'vigie --help, over a bare start of Node', reached: over, bound: 60, unit: 'ms', note }];
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export const TENANT = join(import.meta.dirname, '../../fixtures/tenants/rsss-2020');
export const DEMO_CONFIG = join(TENANT, 'vigie.config.yaml');
