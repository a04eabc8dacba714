/** What kind of known failure it was; the exit code follows from it (`cli/exit-code.ts`). */
export type FailureKind = 'usage' | 'tenant' | 'local' | 'interrupted';

/**
 * A failure we can explain: what happened and where, the allowed values, the next step.
 * Printed as its message alone; any other error is a bug and keeps its stack.
 */
export class KnownError extends Error {
  override readonly name = 'KnownError';
  readonly kind: FailureKind;
  /** What the reader should do next, one line each. */
  readonly nextSteps: readonly string[];

  constructor(
    kind: FailureKind,
    message: string,
    options: { nextSteps?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.kind = kind;
    this.nextSteps = options.nextSteps ?? [];
  }
}

/** The message of anything thrown, without a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
