import { ConcurrencyLimit } from './concurrency-limit.ts';
import { reasonOf } from './deadline.ts';

/** At most `requests` in any `perMs`. */
export interface Window {
  readonly requests: number;
  readonly perMs: number;
}

export type Verdict = 'answered' | 'throttled' | 'failed';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Waiter {
  go(): void;
}

/**
 * Keeps requests of one documented limit within it, whoever sends them; first come, first served. A slot that
 * a request took is free again `perMs` after its *answer*: the far side counted it before answering, so its own
 * window can never see more than `requests`, however long the way. `close` holds back every worker of the
 * limit; throttling also halves how many may be in flight (`ConcurrencyLimit`).
 */
export class RateLimiter {
  readonly #window: Window | null;
  readonly #concurrency: ConcurrencyLimit;
  /** When each slot of the window that was answered is free again, earliest first. */
  readonly #freeAt: number[] = [];
  readonly #queue = new Set<Waiter>();
  #inFlight = 0;
  #closedUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(window: Window | null, mostInFlight: number) {
    this.#window = window;
    this.#concurrency = new ConcurrencyLimit(mostInFlight);
  }

  /** How many requests may be in flight at present. */
  get allowed(): number {
    return this.#concurrency.size;
  }

  /** Waits for a turn; the caller tells `answered` once for it. Rejects with the signal's reason when it is aborted. */
  async enter(signal: AbortSignal): Promise<number> {
    if (signal.aborted) throw reasonOf(signal);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        signal.removeEventListener('abort', onAbort);
        this.#queue.delete(waiter);
      };
      const onAbort = (): void => {
        leave();
        if (this.#queue.size === 0) clearTimeout(this.#timer);
        reject(reasonOf(signal));
      };
      const waiter: Waiter = {
        go: () => {
          leave();
          this.#inFlight += 1;
          resolve(this.#concurrency.leave());
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.add(waiter);
      this.#letGo();
    });
  }

  /** The far side answered the turn, or will not: its slot counts from now. */
  answered(turn: number, verdict: Verdict): void {
    this.#inFlight -= 1;
    if (this.#window !== null) this.#freeAt.push(performance.now() + this.#window.perMs);
    if (verdict === 'answered') this.#concurrency.succeeded();
    else this.#concurrency[verdict](turn);
    this.#letGo();
  }

  /** An answer told that what the turn carried was throttled. */
  throttled(turn: number): void {
    this.#concurrency.throttled(turn);
  }

  /** Nobody sends before `delayMs` from now. */
  close(delayMs: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, performance.now() + delayMs);
  }

  #letGo(): void {
    clearTimeout(this.#timer);
    for (const waiter of this.#queue) {
      const waitMs = this.#waitMs(performance.now());
      if (waitMs === null) return;
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#letGo(), Math.min(waitMs, LONGEST_TIMER_MS));
        return;
      }
      waiter.go();
    }
  }

  /** 0: go; a number: come back then; null: wait for an answer. */
  #waitMs(now: number): number | null {
    if (this.#inFlight >= this.#concurrency.size) return null;
    const closedMs = Math.max(0, this.#closedUntil - now);
    if (this.#window === null) return closedMs;
    while ((this.#freeAt[0] ?? Infinity) <= now) this.#freeAt.shift();
    if (this.#inFlight + this.#freeAt.length < this.#window.requests) return closedMs;
    const earliest = this.#freeAt[0];
    return earliest === undefined ? null : Math.max(closedMs, earliest - now);
  }
}

export type LimitName =
  | 'directory'
  | 'sign-in-activity'
  | 'registration-details'
  | 'reports'
  | 'mail'
  | 'exchange'
  | 'conditional-access';

export interface Rates {
  readonly signInActivityRequestsPerMinute: number;
  readonly registrationDetailsRequestsPerSecond: number;
  readonly reportRequestsPerMinute: number;
  /** Requests of one limit in flight at most; 16 unless told. */
  readonly concurrency?: number;
}

/**
 * One rate limiter per documented limit. The number of requests in a window is Graph's, the rate is the config's:
 * sign-in activity 10 a minute, registration details 5 in 10 s, each usage report 14 in 10 minutes
 * (https://learn.microsoft.com/graph/throttling-limits).
 */
export function createRateLimiters(rates: Rates): Readonly<Record<LimitName, RateLimiter>> {
  const most = rates.concurrency ?? 16;
  const perSecond = (requests: number, rate: number): RateLimiter =>
    new RateLimiter({ requests, perMs: (requests / rate) * 1_000 }, most);
  return {
    directory: new RateLimiter(null, most),
    'sign-in-activity': perSecond(10, rates.signInActivityRequestsPerMinute / 60),
    'registration-details': perSecond(5, rates.registrationDetailsRequestsPerSecond),
    reports: perSecond(14, rates.reportRequestsPerMinute / 60),
    mail: new RateLimiter(null, most),
    exchange: new RateLimiter(null, most),
    'conditional-access': perSecond(1, 1),
  };
}
