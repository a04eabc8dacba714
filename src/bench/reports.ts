import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { FILE_FORMATS } from '../renderers/renderer.ts';
import { loadTenant, startSimulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { measured, type Measured } from './measured-process.ts';
import type { BenchLine } from './table.ts';
import { DEMO_CONFIG, TENANT } from './whole-runs.ts';
import { withFolder } from './with-folder.ts';

const ALL = FILE_FORMATS.join(',');
const SPLIT = ['--split', 'establishment'];

/**
 * The reports of the ministry's size, which tell what changed since a month earlier: all formats with findings and
 * without, each alone, once more for the bytes, and the establishments' own folders.
 */
export async function benchReports(): Promise<BenchLine[]> {
  return withFolder(async (out) => {
    await auditOf(out, { daysEarlier: 30 });
    const audit = await auditOf(out, {});
    const all = await report(audit, ALL);
    const first = await recordsOf(audit);
    const each: BenchLine[] = [];
    for (const format of FILE_FORMATS)
      each.push(timeOf(`report ${format}`, await report(audit, format), null));
    const again = await recordsOf(audit);
    const alone = await report(await withoutFindings(audit, join(out, 'alone')), ALL);
    const split = await report(audit, ALL, SPLIT);
    return [
      timeOf('all reports with findings', all, 30),
      memoryOf('all reports with findings', all, 500),
      timeOf('all reports without findings', alone, 3),
      memoryOf('all reports without findings', alone, 500),
      ...each,
      {
        what: 'reports written again: files of other bytes',
        reached: differing(first, again),
        bound: 0,
        unit: '',
        note: `of ${first.length} files, each format by itself`,
      },
      timeOf('all reports, --split establishment', split, null),
      memoryOf('all reports, --split establishment', split, 500),
    ];
  });
}

/** Audits the simulated tenant and writes no report but the situation; gives the audit's folder. */
async function auditOf(out: string, more: Partial<SimulatorOptions>): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  const simulator = await startSimulator({ tenant: await loadTenant(TENANT), today, ...more });
  try {
    const argv = [
      'audit',
      '--no-doctor',
      '--config',
      DEMO_CONFIG,
      '--out',
      out,
      '--quiet',
      '--formats',
      'json',
    ];
    return (await measured(argv, simulator.environment)).stdout.trim();
  } finally {
    await simulator.close();
  }
}

async function report(audit: string, formats: string, more: readonly string[] = []): Promise<Measured> {
  return measured(['report', audit, '--lang', 'fr', '--formats', formats, ...more]);
}

function timeOf(what: string, { wallMs, peakMb }: Measured, bound: number | null): BenchLine {
  const note = `${peakMb.toFixed(0)} MB at most`;
  return { what: `${what}: wall`, reached: wallMs / 1_000, bound, unit: 's', note };
}

function memoryOf(what: string, { peakMb }: Measured, bound: number): BenchLine {
  return { what: `${what}: peak memory`, reached: peakMb, bound, unit: 'MB' };
}

const manifestSchema = z.looseObject({
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});
type FileRecords = z.infer<typeof manifestSchema>['files'];

async function recordsOf(audit: string): Promise<FileRecords> {
  return manifestSchema.parse(JSON.parse(await readFile(join(audit, 'manifest.json'), 'utf8'))).files;
}

function differing(first: FileRecords, again: FileRecords): number {
  const before = new Map(first.map(({ path, sha256 }) => [path, sha256]));
  return again.filter(({ path, sha256 }) => before.get(path) !== sha256).length;
}

/** A folder that holds the audit's situation and nothing else, vouched for as it was. */
async function withoutFindings(audit: string, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await copyFile(join(audit, 'situation.json'), join(folder, 'situation.json'));
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(audit, 'manifest.json'), 'utf8')));
  const files = manifest.files.filter(({ path }) => path === 'situation.json');
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files }));
  return folder;
}
