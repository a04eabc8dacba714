import { classifyFailure } from './classify-failure.ts';

/** When to try again: pure decisions; the loops that act on them are in `retry-link.ts` and `batch.ts`. */

const FIRST_DELAY_MS = 1_000;
const LEAST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 60_000;

/** A later try can mend it, by its status alone. */
export function isTransientStatus(status: number): boolean {
  const { failureClass } = classifyFailure({ status, codes: [] });
  return failureClass === 'throttled' || failureClass === 'transient';
}

/**
 * Milliseconds that a Retry-After header asks for: whole or fractional seconds, or an HTTP date.
 * Null where it is absent or says nothing usable.
 */
export function parseRetryAfter(value: string | null | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d*)?$|^\.\d+$/.test(text))
    return Math.min(Math.ceil(Number(text) * 1_000), Number.MAX_SAFE_INTEGER);
  if (!/[a-z]{3}/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** The instant that an answer bears (`Date`), in milliseconds since 1970; null where it bears none. */
export function dateOf(headers: Pick<Headers, 'get'>): number | null {
  const at = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(at) ? null : at;
}

/** What an answer's Retry-After asks for; one that names an instant is held against the answer's own clock, where it tells. */
export function retryAfterMs(headers: Pick<Headers, 'get'>): number | null {
  return parseRetryAfter(headers.get('retry-after'), dateOf(headers) ?? Date.now());
}

export interface RetryQuestion {
  /** 1 after the first failed attempt. */
  readonly attempt: number;
  /** What the far side asked for; null where it asked nothing. */
  readonly retryAfterMs: number | null;
  /** In [0, 1). */
  readonly random: number;
  /** The longest wait that is not asked for; 60 s unless told. */
  readonly longestMs?: number;
}

/**
 * How long to wait before the next attempt: the whole of Retry-After and up to a tenth more (so that
 * workers do not return all at once); without it, an exponential delay from 1 s to 60 s with full jitter in
 * its upper half. A far side that says "at once" again and again is not believed: from the third attempt on
 * there is a least delay, from 0.1 s to 60 s.
 */
export function retryDelayMs(question: RetryQuestion): number {
  const { attempt, random, retryAfterMs: asked, longestMs = LONGEST_DELAY_MS } = question;
  if (asked !== null) {
    const leastMs = attempt < 3 ? 0 : doubling(LEAST_DELAY_MS, attempt - 3);
    return Math.max(leastMs, asked + Math.ceil(Math.min(asked * 0.1, 1_000) * random));
  }
  return Math.ceil(Math.min(longestMs, doubling(FIRST_DELAY_MS, attempt - 1)) * (0.5 + 0.5 * random));
}

function doubling(firstMs: number, times: number): number {
  return Math.min(LONGEST_DELAY_MS, firstMs * 2 ** Math.min(times, 20));
}
