import { KnownError } from '../errors.ts';

/** Everything a run takes from its surroundings; nothing below `cli/` looks at them by itself. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  readonly random: () => number;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by Ctrl-C or a request to end. */
  readonly signal: AbortSignal;
  /** What to tell whoever reads how the run ended before its end; filled in as the run goes on. */
  readonly ending: { onInterruption: readonly string[]; onFailure: readonly string[] };
}

export interface Output {
  /** Resolves when more may be written. Rejects with `ClosedPipe` when nobody reads any more. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** A person or the system asked this process to end. */
export class Interruption extends KnownError {
  readonly by: 'SIGINT' | 'SIGTERM';

  constructor(by: 'SIGINT' | 'SIGTERM') {
    super('interrupted', `interrupted (${by})`);
    this.by = by;
  }
}

/** Whoever read our output went away (`| head`): not an error. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe';
}

/** An output over a stream of this process. */
export function streamOutput(stream: NodeJS.WriteStream): Output {
  let closed = false;
  // Without a listener an EPIPE would end the process; the write's own callback reports it.
  stream.on('error', () => {
    closed = true;
  });
  return {
    isTerminal: stream.isTTY,
    get columns() {
      return stream.columns > 0 ? stream.columns : 80;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new ClosedPipe('the output is closed'));
          return;
        }
        stream.write(text, (error) => {
          if (error) reject(new ClosedPipe('the output is closed', { cause: error }));
          else resolve();
        });
      }),
  };
}
