/** So many items given up in a row, over so many budgets, and the far side is taken for gone. */
const MANY_GIVEN_UP = 200;
const BUDGETS_WITHOUT_ANSWER = 3;

/**
 * Opens when nothing was answered for long. Without it a mail service that is gone would be asked mailbox by mailbox
 * for weeks. Times are in milliseconds, by one clock.
 */
export class CircuitBreaker {
  readonly #longestMs: number;
  #sinceMs: number | null = null;
  #givenUp = 0;

  /** `giveUpAfterMs` is the budget of one item. */
  constructor(giveUpAfterMs: number) {
    this.#longestMs = giveUpAfterMs * BUDGETS_WITHOUT_ANSWER;
  }

  /** How many items in a row were given up. */
  get givenUp(): number {
    return this.#givenUp;
  }

  asked(nowMs: number): void {
    this.#sinceMs ??= nowMs;
  }

  answered(): void {
    this.#sinceMs = null;
    this.#givenUp = 0;
  }

  /** Nothing but items given up, so many of them. True when it has been too long: nothing more is to be asked. */
  failed(items: number, nowMs: number): boolean {
    this.#givenUp += items;
    const sinceMs = this.#sinceMs ?? nowMs;
    return this.#givenUp >= MANY_GIVEN_UP && nowMs - sinceMs >= this.#longestMs;
  }
}
