/** How long what fails is asked still, once nothing else is left to read. */
export const LAST_PATIENCE_MS = 60_000;

/** Something that is asked, or will be: well until it fails. */
export interface Asking {
  /** It was answered 5xx, or not at all, and will be asked again. */
  failing(): void;
  well(): void;
  /** It has its answer, or is given up. */
  end(): void;
}

interface Part {
  readonly giveUp: () => void;
  isFailing: boolean;
}

/**
 * Patience costs nothing while anything else is read. Once all that is left fails, it has `patienceMs` more; then each is told to
 * give up, and `onSpent` that it happened.
 */
export class LastPatience {
  readonly #patienceMs: number;
  readonly #onSpent: () => void;
  readonly #parts = new Set<Part>();
  #timer: NodeJS.Timeout | undefined;

  /** `patienceMs` is null where a request is asked for as long as its own budget lasts. */
  constructor(patienceMs: number | null, onSpent: () => void = () => undefined) {
    this.#patienceMs = patienceMs ?? Infinity;
    this.#onSpent = onSpent;
  }

  /** `giveUp` is called once at the most. */
  begin(giveUp: () => void = () => undefined): Asking {
    const part: Part = { giveUp, isFailing: false };
    this.#parts.add(part);
    this.#look();
    const set = (isFailing: boolean): void => {
      part.isFailing = isFailing;
      this.#look();
    };
    return {
      failing: () => set(true),
      well: () => set(false),
      end: () => {
        this.#parts.delete(part);
        this.#look();
      },
    };
  }

  #look(): void {
    const areOnlyFailing = this.#parts.size > 0 && [...this.#parts].every(({ isFailing }) => isFailing);
    if (!areOnlyFailing) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else if (Number.isFinite(this.#patienceMs)) {
      this.#timer ??= setTimeout(() => this.#spend(), this.#patienceMs);
    }
  }

  #spend(): void {
    const failing = [...this.#parts];
    this.#parts.clear();
    this.#timer = undefined;
    this.#onSpent();
    for (const { giveUp } of failing) giveUp();
  }
}
