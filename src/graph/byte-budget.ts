import { raced } from './deadline.ts';

/** One body that is being read: what it holds of the budget. */
export interface Lease {
  /** Waits until so many bytes more may be held. Rejects with the signal's reason when it is aborted. */
  grow(bytes: number, signal: AbortSignal): Promise<void>;
  /** Gives all of it back. */
  end(): void;
}

/**
 * How many bytes all bodies that are being read may hold together. Whoever began first among them never waits, whatever it
 * takes, so that there is always one that comes to its end: together they hold the budget and one body at the most.
 */
export class ByteBudget {
  readonly #most: number;
  /** In the order that they began. */
  readonly #held = new Map<Lease, number>();
  #sleepers: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  begin(): Lease {
    const lease: Lease = {
      grow: async (bytes, signal) => {
        while (!this.#mayGrow(lease, bytes)) await raced(this.#change(), signal);
        this.#held.set(lease, (this.#held.get(lease) ?? 0) + bytes);
      },
      end: () => {
        this.#held.delete(lease);
        for (const wake of this.#sleepers.splice(0)) wake();
      },
    };
    this.#held.set(lease, 0);
    return lease;
  }

  #mayGrow(lease: Lease, bytes: number): boolean {
    const [first] = this.#held.keys();
    const all = [...this.#held.values()].reduce((sum, held) => sum + held, 0);
    return lease === first || all + bytes <= this.#most;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#sleepers.push(resolve));
  }
}
