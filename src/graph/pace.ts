import { setTimeout as sleep } from 'node:timers/promises';

/** At most `requests` in any `perMs`. */
export interface Window {
  readonly requests: number;
  readonly perMs: number;
}

/**
 * Keeps requests of one documented limit within it, whoever sends them. A slot that a request took is
 * free again `perMs` after its *answer*: the far side counted it before answering, so its own window can
 * never see more than `requests`, however long the way. `close` holds back every worker of the limit.
 */
export class Pace {
  readonly #window: Window | null;
  readonly #freeAt: number[] = [];
  #inFlight = 0;
  #closedUntil = 0;
  #waiting: (() => void)[] = [];

  constructor(window: Window | null) {
    this.#window = window;
  }

  /** Waits for a turn; the caller tells `answered` once for each. Rejects when `signal` is aborted. */
  async enter(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = this.#waitMs(Date.now());
      if (waitMs === 0) break;
      if (waitMs === null) await this.#nextAnswer(signal);
      else await sleep(waitMs, undefined, { signal });
    }
    this.#freeAt.shift();
    this.#inFlight += 1;
  }

  /** The far side answered, or will not: the slot counts from now. */
  answered(): void {
    this.#inFlight -= 1;
    if (this.#window !== null) this.#freeAt.push(Date.now() + this.#window.perMs);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  /** Nobody sends before `delayMs` from now. */
  close(delayMs: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, Date.now() + delayMs);
  }

  /** 0: go; a number: come back then; null: every slot is in flight, wait for an answer. */
  #waitMs(now: number): number | null {
    const closed = Math.max(0, this.#closedUntil - now);
    if (this.#window === null) return closed;
    if (this.#inFlight + this.#freeAt.length < this.#window.requests) return this.#take(closed);
    const earliest = this.#freeAt[0];
    if (earliest === undefined) return null;
    return Math.max(closed, earliest - now, 0);
  }

  /** A slot nobody used yet: make it one that is free, so that `enter` always takes from the list. */
  #take(closed: number): number {
    if (closed === 0) this.#freeAt.unshift(0);
    return closed;
  }

  #nextAnswer(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void =>
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(() => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
    });
  }
}

export type LimitName = 'directory' | 'sign-in-activity' | 'registration-details' | 'reports' | 'mail';

export interface Rates {
  readonly signInActivityRequestsPerMinute: number;
  readonly registrationDetailsRequestsPerSecond: number;
  readonly reportRequestsPerMinute: number;
}

/**
 * One pace per documented limit. The number of requests in a window is Graph's, the rate is the config's:
 * sign-in activity 10 a minute, registration details 5 in 10 s, each usage report 14 in 10 minutes
 * (https://learn.microsoft.com/graph/throttling-limits).
 */
export function createPaces(rates: Rates): Readonly<Record<LimitName, Pace>> {
  const perSecond = (requests: number, rate: number): Window => ({
    requests,
    perMs: (requests / rate) * 1_000,
  });
  return {
    directory: new Pace(null),
    'sign-in-activity': new Pace(perSecond(10, rates.signInActivityRequestsPerMinute / 60)),
    'registration-details': new Pace(perSecond(5, rates.registrationDetailsRequestsPerSecond)),
    reports: new Pace(perSecond(14, rates.reportRequestsPerMinute / 60)),
    mail: new Pace(null),
  };
}
