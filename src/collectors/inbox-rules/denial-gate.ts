import { BATCH_SIZE } from '../../graph/batch-queue.ts';
import type { MailboxRow } from './rules.ts';

/** So many denials without a mailbox that was read, and nobody more is asked until it is known whether any is open. */
export const MOST_DENIALS = 200;

/**
 * Lets mailboxes through while they may be open: as many as would make 200 denials, and all of them once one was read.
 * What it lets through comes in full batches, so that none is held back for others to fill it up.
 */
export class DenialGate {
  #isOpen: boolean;
  #denied = 0;
  #handed = 0;
  #outstanding = 0;
  #isStopped = false;
  #wake: () => void = () => undefined;

  /** `isOpen`: an earlier run has read a mailbox. */
  constructor(isOpen: boolean) {
    this.#isOpen = isOpen;
  }

  /** Whether so many were denied, and none was read. */
  get isShut(): boolean {
    return !this.#isOpen && this.#denied >= MOST_DENIALS;
  }

  /** The ids of `pages` as they may be asked; ends early, every answer in, when the gate is shut. */
  async *through(pages: AsyncIterable<readonly string[]>): AsyncGenerator<readonly string[]> {
    for await (const ids of pages) {
      for (let start = 0; start < ids.length;) {
        const room = await this.#room();
        if (room === 0) return;
        const some = ids.slice(start, start + room);
        start += some.length;
        this.#handed += some.length;
        this.#outstanding += some.length;
        yield some;
      }
    }
  }

  /** Told of answers, when they are kept. */
  settled(rows: readonly MailboxRow[]): void {
    this.#outstanding -= rows.length;
    this.#denied += rows.filter(({ outcome }) => outcome === 'denied').length;
    if (rows.some(isRead)) this.#isOpen = true;
    this.#wake();
  }

  /** Others are asked now: their denials count from nought. */
  again(): void {
    this.#denied = 0;
  }

  /** Nobody waits any longer. */
  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  /** How many more may be asked now; 0 for none at all. */
  async #room(): Promise<number> {
    for (;;) {
      if (this.#isStopped) return 0;
      if (this.#isOpen) return Infinity;
      const unfilled = this.#handed % BATCH_SIZE;
      if (unfilled > 0) return BATCH_SIZE - unfilled;
      const room = MOST_DENIALS - this.#denied - this.#outstanding;
      if (room > 0) return Math.ceil(room / BATCH_SIZE) * BATCH_SIZE;
      if (this.#outstanding === 0) return 0;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** "No mailbox in the cloud" is told to whoever may not read one, too. */
function isRead({ outcome }: MailboxRow): boolean {
  return outcome === 'rules' || outcome === 'none';
}
