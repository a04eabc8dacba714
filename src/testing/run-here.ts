import { readFile, realpath } from 'node:fs/promises';
import { run } from '../cli/main.ts';
import type { Io } from '../cli/io.ts';
import type { RunningSimulator } from '../simulator/simulator.ts';
import { trustCloud } from './field-cloud-trust.ts';

/** What a command line that ran in this process ended with. */
export interface EndedHere {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where this process works when no command line is run in it. */
const HOME = process.cwd();

/** Command lines at work here, all of them in one folder. */
let atWork = 0;

function enter(folder: string): void {
  if (atWork > 0 && folder !== process.cwd()) {
    throw new Error(`a command line at work in ${process.cwd()} would be taken to ${folder}`);
  }
  process.chdir(folder);
  atWork += 1;
}

/** The last one goes back. Each to where it came from would leave the process in another's folder. */
function leave(): void {
  atWork -= 1;
  if (atWork === 0) process.chdir(HOME);
}

/** Runs a command line of Vigie in this process, without a terminal; without an end from outside, unless a signal is given. */
export async function runHere(
  argv: readonly string[],
  given: Pick<Io, 'env'> &
    Partial<Pick<Io, 'cwd' | 'now' | 'random' | 'signal'>> & {
      /** stdout is a terminal of so many columns. */
      readonly terminal?: number;
      /** Is told each text before the program goes on, which waits for it. */
      readonly onStderr?: (text: string) => Promise<void>;
    },
): Promise<EndedHere> {
  const written = { stdout: '', stderr: '' };
  const output = (stream: 'stdout' | 'stderr'): Io['stdout'] => {
    const write = async (text: string): Promise<void> => {
      written[stream] += text;
      if (stream === 'stderr') await given.onStderr?.(text);
    };
    const isTerminal = stream === 'stdout' && given.terminal !== undefined;
    const columns = given.terminal ?? 120;
    return { isTerminal, columns, write, draw: write, finish: () => Promise.resolve() };
  };
  const cwd = await realpath(given.cwd ?? process.cwd());
  enter(cwd);
  try {
    const exitCode = await run(argv, {
      now: () => new Date(),
      random: Math.random,
      signal: new AbortController().signal,
      ...given,
      // What a failure is told in, where no --lang says; reports keep their own language.
      env: { LANGUAGE: 'en', ...given.env },
      cwd,
      stdout: output('stdout'),
      stderr: output('stderr'),
      ending: { onInterruption: [], onFailure: [], folders: new Set() },
    });
    return { exitCode, ...written };
  } finally {
    leave();
  }
}

/** Runs a command line in this process against a simulated cloud, whose proxy and authority it takes for as long. One at a time. */
export async function runAgainst(
  cloud: RunningSimulator,
  argv: readonly string[],
  given: Partial<Pick<Io, 'env' | 'signal' | 'cwd'>> = {},
): Promise<EndedHere> {
  const distrust = trustCloud(cloud.proxyUrl, await readFile(cloud.caFile, 'utf8'));
  try {
    return await runHere(argv, { env: cloud.environment, ...given });
  } finally {
    distrust();
  }
}
