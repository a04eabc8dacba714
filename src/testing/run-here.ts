import { run } from '../cli/main.ts';
import type { Io } from '../cli/io.ts';

/** What a command line that ran in this process ended with. */
export interface EndedHere {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line of Vigie in this process, without a terminal and without an end from outside. */
export async function runHere(
  argv: readonly string[],
  given: Pick<Io, 'env'> & Partial<Pick<Io, 'cwd' | 'now' | 'random'>>,
): Promise<EndedHere> {
  const written = { stdout: '', stderr: '' };
  const output = (stream: 'stdout' | 'stderr'): Io['stdout'] => ({
    isTerminal: false,
    columns: 120,
    write: (text: string) => {
      written[stream] += text;
      return Promise.resolve();
    },
  });
  const exitCode = await run(argv, {
    cwd: process.cwd(),
    now: () => new Date(),
    random: Math.random,
    ...given,
    stdout: output('stdout'),
    stderr: output('stderr'),
    signal: new AbortController().signal,
    ending: { onInterruption: [], onFailure: [] },
  });
  return { exitCode, ...written };
}
