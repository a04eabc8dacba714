/** setTimeout fires at once beyond this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The deadline of the whole run has passed. */
export class RunDeadlineReached extends Error {
  override readonly name = 'RunDeadlineReached';
}

/** The time of one request, its tries and waits together, is over. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** One signal for both ends of a run: `signal` with its own reason, `deadline` with `RunDeadlineReached`. */
export function endOf(signal: AbortSignal, deadline?: AbortSignal): AbortSignal {
  const end = new AbortController();
  const interrupt = (): void => end.abort(signal.reason);
  const timeIsUp = (): void => end.abort(new RunDeadlineReached());
  if (signal.aborted) interrupt();
  else if (deadline?.aborted === true) timeIsUp();
  signal.addEventListener('abort', interrupt, { once: true });
  deadline?.addEventListener('abort', timeIsUp, { once: true });
  return end.signal;
}

/**
 * The deadline of one request: its signal is aborted with the reason of the run's end, or with `BudgetSpent` when
 * the budget that `start` gave is over. Whoever makes one calls `end`. Like every wait here it goes by a clock that nobody sets:
 * one that is put back in the middle of a run holds nothing up.
 */
export class Deadline {
  readonly #runEnd: AbortSignal;
  readonly #own = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #endsAt = Infinity;

  constructor(runEnd: AbortSignal) {
    this.#runEnd = runEnd;
    if (runEnd.aborted) this.#onRunEnd();
    else runEnd.addEventListener('abort', this.#onRunEnd, { once: true });
  }

  get signal(): AbortSignal {
    return this.#own.signal;
  }

  /** Milliseconds left; infinite before `start`. */
  get leftMs(): number {
    return this.#endsAt - performance.now();
  }

  /** Begins to count, or begins anew. */
  start(budgetMs: number): void {
    clearTimeout(this.#timer);
    this.#endsAt = performance.now() + budgetMs;
    const spend = (): void => this.#own.abort(new BudgetSpent());
    if (budgetMs <= LONGEST_TIMER_MS) this.#timer = setTimeout(spend, budgetMs);
  }

  /** As if the budget were over. */
  spend(): void {
    this.#endsAt = performance.now();
    this.#own.abort(new BudgetSpent());
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#runEnd.removeEventListener('abort', this.#onRunEnd);
  }

  readonly #onRunEnd = (): void => this.#own.abort(this.#runEnd.reason);
}

/** Waits. Rejects with the signal's reason when it is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(ms, LONGEST_TIMER_MS));
  });
  return raced(waited, signal).finally(() => clearTimeout(timer));
}

/** The outcome of `work`, or the signal's reason if that comes first. */
export async function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = (): void => reject(reasonOf(signal));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
