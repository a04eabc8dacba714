/** What kind of known failure it was; the exit code follows from it (`cli/exit-code.ts`). */
export type FailureKind = 'usage' | 'tenant' | 'local' | 'interrupted';

/** A text in both languages. */
export interface InBoth {
  readonly fr: string;
  readonly en: string;
}

/** What is printed of a failure. */
export interface Told {
  readonly message: string;
  readonly nextSteps: readonly string[];
}

/**
 * A failure we can explain: what happened and where, the allowed values, the next step.
 * Printed as its message alone, in the language of the run where it has both (`told`; `message` is English); any other error is a bug and keeps its stack.
 */
export class KnownError extends Error {
  override readonly name = 'KnownError';
  readonly kind: FailureKind;
  /** What the reader should do next, one line each, in English. */
  readonly nextSteps: readonly string[];
  readonly #message: string | InBoth;
  readonly #steps: readonly (string | InBoth)[];

  constructor(
    kind: FailureKind,
    message: string | InBoth,
    options: { nextSteps?: readonly (string | InBoth)[]; cause?: unknown } = {},
  ) {
    super(inLanguage(message, 'en'), options.cause === undefined ? {} : { cause: options.cause });
    this.kind = kind;
    this.#message = message;
    this.#steps = options.nextSteps ?? [];
    this.nextSteps = this.told('en').nextSteps;
  }

  /** What to print in a language: in English what has no other words yet. */
  told(language: keyof InBoth): Told {
    return {
      message: inLanguage(this.#message, language),
      nextSteps: this.#steps.map((step) => inLanguage(step, language)),
    };
  }
}

function inLanguage(text: string | InBoth, language: keyof InBoth): string {
  return typeof text === 'string' ? text : text[language];
}

/** The message of anything thrown, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
