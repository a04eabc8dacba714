/** So many failures in a row mean a far side that is overloaded. */
const MANY_FAILURES = 3;

/**
 * How many requests of one limit may be in flight: halved when the far side throttles, one more after each
 * run of as many successes as may be in flight, between 1 and `most`. Requests are numbered as they leave, so
 * that a burst of 429 to what left before the last halving counts once.
 */
export class ConcurrencyLimit {
  readonly #most: number;
  #size: number;
  #left = 0;
  #loweredAfter = 0;
  #successes = 0;
  #failures = 0;

  constructor(most: number) {
    this.#most = Math.max(1, Math.floor(most));
    this.#size = this.#most;
  }

  get size(): number {
    return this.#size;
  }

  /** A request leaves; its number. */
  leave(): number {
    this.#left += 1;
    return this.#left;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#successes += 1;
    if (this.#successes < this.#size) return;
    this.#successes = 0;
    this.#size = Math.min(this.#most, this.#size + 1);
  }

  /** Throttled, or told that much of what it carried was. */
  throttled(request: number): void {
    this.#failures = 0;
    this.#successes = 0;
    if (request <= this.#loweredAfter) return;
    this.#loweredAfter = this.#left;
    this.#size = Math.max(1, Math.floor(this.#size / 2));
  }

  /** No answer, or a 5xx: one alone says nothing of the load. */
  failed(request: number): void {
    this.#failures += 1;
    this.#successes = 0;
    if (this.#failures >= MANY_FAILURES) this.throttled(request);
  }
}
