import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

export interface ProgramOptions {
  /** The whole environment: nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the repository. */
  readonly cwd?: string;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartedProgram {
  readonly process: ChildProcess;
  /** What it wrote so far. */
  readonly written: { stdout: string; stderr: string };
  readonly ended: Promise<Ended>;
}

const REPOSITORY = process.cwd();
const exitSchema = z.tuple([z.number().nullable(), z.string().nullable()]);

/** Starts a command without a shell, in its own process, and keeps what it writes. */
export function startCommand(
  file: string,
  argv: readonly string[],
  { env = {}, cwd = REPOSITORY }: ProgramOptions = {},
): StartedProgram {
  const child = spawn(file, argv, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
  const ended = once(child, 'close').then((end) => ({ exitCode: exitSchema.parse(end)[0], ...written }));
  return { process: child, written, ended };
}
