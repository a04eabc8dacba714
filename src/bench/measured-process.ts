import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PROGRAM = fileURLToPath(new URL('../../bin/vigie.js', import.meta.url));

export interface Measured {
  readonly wallMs: number;
  /** Peak resident memory of the process itself, in MB. */
  readonly peakMb: number;
  /** Peak resident memory of its largest child, in MB; 0 without one. */
  readonly childPeakMb: number;
  readonly stdout: string;
}

const SAMPLE_MS = 50;

/** Runs `vigie` as a whole process and reads the kernel's own peaks while it lives. Throws when it fails. */
export async function measured(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  return measuredProcess([PROGRAM, ...argv], env);
}

/** The same of any program of Node. */
export async function measuredProcess(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, argv, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const peaks = { own: 0, child: 0 };
  const timer = setInterval(() => {
    if (child.pid === undefined) return;
    peaks.own = Math.max(peaks.own, peakOf(child.pid));
    for (const pid of childrenOf(child.pid)) peaks.child = Math.max(peaks.child, peakOf(pid));
  }, SAMPLE_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(timer);
  if (code !== 0) throw new Error(`node ${argv.join(' ')} ended with ${String(code)}:\n${stderr}`);
  return { wallMs: performance.now() - startedAt, peakMb: peaks.own, childPeakMb: peaks.child, stdout };
}

function peakOf(pid: number): number {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(textOf(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? 0 : Number(kilobytes) / 1_024;
}

function childrenOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

/** Empty for a process that is gone, which between two samples is the ordinary case. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return '';
    throw error;
  }
}
