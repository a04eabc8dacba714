import { KnownError, type InBoth } from '../errors.ts';
import type { Language } from '../i18n/language.ts';

/** What a run takes from its surroundings; nothing below `cli/` looks at them by itself. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  readonly random: () => number;
  /** Data. */
  readonly stdout: Output;
  /** What a person is told besides; it never rejects: where nobody reads, the work goes on. */
  readonly stderr: Output;
  /** Aborted by Ctrl-C or a request to end. */
  readonly signal: AbortSignal;
  /** What to tell whoever reads how the run ended before its end; filled in as the run goes on. */
  readonly ending: {
    onInterruption: readonly InBoth[];
    onFailure: readonly InBoth[];
    /** Folders of this process alone, to be taken away whatever happens. */
    readonly folders: Set<string>;
  };
}

/** Everything a run takes from its surroundings, with the language in which it tells of failures. */
export interface Io extends Surroundings {
  readonly language: Language;
}

export interface Output {
  /**
   * Writes a text: without what acts upon a terminal where a person reads it, as it is where it is data. Resolves when more may
   * be written. Rejects with `ClosedPipe` when nobody reads any more, with `KnownError` (local) for any other trouble.
   */
  write(text: string): Promise<void>;
  /** As `write`, for what this program drew: its colours and its ways of the cursor stay. What it quotes is `printable`. */
  draw(text: string): Promise<void>;
  /** Rejects, as `write`, where what was written did not reach its file. */
  finish(): Promise<void>;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** A person or the system asked this process to end. */
export class Interruption extends KnownError {
  readonly by: 'SIGINT' | 'SIGTERM';

  constructor(by: 'SIGINT' | 'SIGTERM') {
    super('interrupted', { fr: `interrompu (${by})`, en: `interrupted (${by})` });
    this.by = by;
  }
}

/** Whoever read our output went away (`| head`): not an error. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe';
}
