import { setMaxListeners } from 'node:events';
import type { Io } from '../io.ts';

/** What ends the collection early. */
export interface Endings {
  /** Aborted by an interruption, or by `halt`: everything breaks off. */
  readonly signal: AbortSignal;
  /** Aborted when `--max-duration` is over: what is not read by then stays unread. */
  readonly deadline: AbortSignal;
  readonly halt: () => void;
  readonly clear: () => void;
}

/** setTimeout fires at once beyond this; no collection lasts 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Both end with `io`; the deadline also after `maxDuration`, in ms. */
export function endingsOf(
  { maxDuration }: { readonly maxDuration?: number },
  io: Pick<Io, 'signal'>,
): Endings {
  const halt = new AbortController();
  const deadline = new AbortController();
  const isBound = maxDuration !== undefined && maxDuration <= LONGEST_TIMER_MS;
  const timer = isBound ? setTimeout(() => deadline.abort(), maxDuration) : undefined;
  const signal = AbortSignal.any([io.signal, halt.signal]);
  // One listener for each request in flight and each wait: many at once, and no leak.
  setMaxListeners(0, signal, deadline.signal);
  return {
    signal,
    deadline: deadline.signal,
    halt: () => halt.abort(),
    clear: () => clearTimeout(timer),
  };
}
