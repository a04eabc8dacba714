import type { FailureClass } from './classify-failure.ts';
import { reasonOf } from './deadline.ts';

/** https://learn.microsoft.com/graph/json-batching: at most 20 requests. */
export const BATCH_SIZE = 20;

export interface BatchItem {
  readonly key: string;
  /** Relative to the version: `/users/…`. */
  readonly url: string;
}

/** An item that waits for its turn, the first or another. */
export interface Queued extends BatchItem {
  readonly attempt: number;
  readonly firstAskedAt: number | null;
  readonly notBefore: number;
  /** What it was answered last said when to come back. */
  readonly isToldToWait: boolean;
  /** What it was answered last. */
  readonly last: {
    readonly status: number;
    readonly code: string;
    readonly body: unknown;
    readonly failureClass: FailureClass | null;
  };
}

/** Past this many items waiting for their turn again, no fresh one is asked: the mail service is busy. */
const MAX_WAITING = 2_000;

/** So few items that fail, when all others are answered, are stragglers; many are a service that is down. */
const MOST_STRAGGLERS = 20;

/** Answered 5xx, or not at all. */
export function isFailing({ attempt, last }: Queued): boolean {
  return attempt > 0 && (last.status === 0 || last.status >= 500);
}

/** How long items that may go again are held for others, so that they fill a batch together. */
const HOLD_MS = 1_000;

/** Items taken at once when the time of the run is over and all are only told so. */
const DRAINED = 2_000;

const NEVER_ASKED = {
  attempt: 0,
  firstAskedAt: null,
  notBefore: 0,
  isToldToWait: false,
  last: { status: 0, code: '', body: undefined, failureClass: null },
};

/** Fresh items as they come, and items that wait for their turn again, handed out in full batches where it can be. */
export class BatchQueue {
  readonly #source: AsyncIterator<readonly BatchItem[]>;
  readonly #signal: AbortSignal;
  readonly #runEnd: AbortSignal;
  readonly #sleepers = new Set<() => void>();
  #fresh: BatchItem[] = [];
  #waiting: Queued[] = [];
  #exhausted = false;
  #stopped = false;
  readonly #inFlight = new Set<Queued>();
  #isHurried = false;
  #onChange: () => void = () => undefined;
  #filling = false;
  #failure: { readonly error: unknown } | null = null;

  /** `signal` interrupts; `runEnd` is aborted by it too, or because the time of the run is over. */
  constructor(
    source: AsyncIterator<readonly BatchItem[]>,
    ends: { signal: AbortSignal; runEnd: AbortSignal },
  ) {
    this.#source = source;
    this.#signal = ends.signal;
    this.#runEnd = ends.runEnd;
  }

  /**
   * Up to 20 items that may go now (many more once the run's time is over), or null when there is nothing
   * left, nor anything that could come back. Throws what the source throws, and the signal's reason.
   */
  async take(): Promise<Queued[] | null> {
    for (;;) {
      if (this.#signal.aborted) throw reasonOf(this.#signal);
      if (this.#stopped) return null;
      if (this.#failure !== null) throw this.#failure.error;
      const batch = this.#runEnd.aborted ? this.#cut(DRAINED, Infinity) : this.#batch(performance.now());
      if (batch.length > 0) {
        for (const item of batch) this.#inFlight.add(item);
        this.#onChange();
        return batch;
      }
      if (this.#exhausted && this.#waiting.length === 0 && this.#inFlight.size === 0) return null;
      if (this.#mayGrow()) this.#fill();
      await this.#sleep(performance.now());
    }
  }

  /** The batch that was taken is done with, but for the items that go again. */
  done(batch: readonly Queued[], again: readonly Queued[]): void {
    for (const item of batch) this.#inFlight.delete(item);
    this.#waiting.push(...again);
    this.#wake();
  }

  /** All that is left is a few items that fail. */
  get isOfStragglers(): boolean {
    const count = this.#inFlight.size + this.#waiting.length;
    if (!this.#exhausted || this.#fresh.length > 0 || count === 0 || count > MOST_STRAGGLERS) return false;
    return [...this.#inFlight, ...this.#waiting].every(isFailing);
  }

  /** Told whenever what is left may have changed. */
  set onChange(listener: () => void) {
    this.#onChange = listener;
  }

  get isHurried(): boolean {
    return this.#isHurried;
  }

  /** Nothing that waits goes on waiting, but for what was told to. */
  hurry(): void {
    this.#isHurried = true;
    this.#wake();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#source.return?.();
  }

  /** A full batch; or what is left, when nothing more can come; or what has been held long enough. */
  #batch(now: number): Queued[] {
    if (this.#isHurried) return this.#hurried(now);
    const ready = this.#waiting.filter((item) => item.notBefore <= now);
    const fresh = this.#waiting.length < MAX_WAITING ? this.#fresh.length : 0;
    const isFull = ready.length + fresh >= BATCH_SIZE;
    const isLast = this.#exhausted && (fresh > 0 || (this.#inFlight.size === 0 && this.#soon(now) === null));
    const isHeldLong = ready.some((item) => item.notBefore + HOLD_MS <= now);
    return isFull || isLast || isHeldLong ? this.#cut(BATCH_SIZE, now) : [];
  }

  #hurried(now: number): Queued[] {
    const ready = this.#waiting.filter((item) => !item.isToldToWait || item.notBefore <= now);
    this.#waiting = this.#waiting.filter((item) => !ready.includes(item));
    return ready;
  }

  /** When the next item that waits may go, if that is soon enough to hold others for it. */
  #soon(now: number): number | null {
    const next = this.#waiting.find((item) => item.notBefore > now && item.notBefore <= now + HOLD_MS);
    return next?.notBefore ?? null;
  }

  #cut(most: number, now: number): Queued[] {
    const ready = this.#waiting.filter((item) => item.notBefore <= now).slice(0, most);
    const taken = new Set(ready);
    const room = this.#waiting.length < MAX_WAITING || now === Infinity ? most - ready.length : 0;
    if (taken.size > 0) this.#waiting = this.#waiting.filter((item) => !taken.has(item));
    return [...ready, ...this.#fresh.splice(0, room).map((item) => ({ ...NEVER_ASKED, ...item }))];
  }

  #mayGrow(): boolean {
    const isBusy = this.#waiting.length >= MAX_WAITING && !this.#runEnd.aborted;
    return !this.#exhausted && !this.#filling && !isBusy;
  }

  #fill(): void {
    this.#filling = true;
    void this.#source
      .next()
      .then(
        (next) => {
          if (next.done === true) this.#exhausted = true;
          else this.#fresh.push(...next.value);
        },
        (error: unknown) => {
          this.#failure = { error };
        },
      )
      .then(() => {
        this.#filling = false;
        this.#wake();
      });
  }

  /** Until something changes, or an item that waits may go, or was held long enough. */
  async #sleep(now: number): Promise<void> {
    const times = this.#waiting.flatMap(({ notBefore }) => [notBefore, notBefore + HOLD_MS]);
    const next = times.reduce((least, at) => (at > now && at < least ? at : least), Infinity);
    await new Promise<void>((resolve) => {
      const timer = next === Infinity ? undefined : setTimeout(() => wake(), Math.min(next - now, 60_000));
      const wake = (): void => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        this.#runEnd.removeEventListener('abort', wake);
        resolve();
      };
      this.#sleepers.add(wake);
      if (this.#signal.aborted) wake();
      else this.#runEnd.addEventListener('abort', wake, { once: true });
    });
  }

  #wake(): void {
    this.#onChange();
    for (const wake of [...this.#sleepers]) wake();
  }
}
