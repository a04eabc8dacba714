import { KnownError, type FailureKind } from '../errors.ts';
import { ClosedPipe } from './io.ts';

const OF_KIND: Readonly<Record<FailureKind, number>> = { usage: 2, tenant: 3, local: 4, interrupted: 130 };

/** A bug of this program. */
export const BUG = 70;

/** The exit code of a run that ended with `error`, as the README's table tells. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ClosedPipe) return 0;
  return error instanceof KnownError ? OF_KIND[error.kind] : BUG;
}
