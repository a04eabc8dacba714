import { z } from 'zod';
import type { PageAddress, PageFile } from '../snapshot/page-file.ts';

/**
 * The accounts whose mailbox is to be asked, chosen as the directory's pages arrive and kept on the disk: a
 * slower source follows them without anyone holding them. Once the pages no longer come for the first time
 * (an earlier run saw some, or the walk began again) nobody can follow them: what is left is found in
 * the sealed table.
 */
export class AccountPages {
  readonly #file: PageFile;
  readonly #accountOf: (item: unknown) => string | null;
  readonly #pages: PageAddress[] = [];
  #ended: boolean;
  #wake: () => void = () => undefined;

  /** `accountOf` gives the id of an account that is wanted, null for another. */
  constructor(file: PageFile, accountOf: (item: unknown) => string | null, isFirstWalk = true) {
    this.#file = file;
    this.#accountOf = accountOf;
    this.#ended = !isFirstWalk;
  }

  /** More may come to be followed. */
  get isOpen(): boolean {
    return !this.#ended;
  }

  /** Where the ids that could be followed are kept: lines of `{"accountId":"…"}`, gzip. Null where there were none. */
  get followed(): string | null {
    return this.#file.rows === 0 ? null : this.#file.path;
  }

  async arrived(items: readonly unknown[]): Promise<void> {
    if (this.#ended) return;
    const ids = items.map(this.#accountOf).filter((id) => id !== null);
    const rows = ids.map((accountId) => ({ accountId }));
    if (ids.length > 0) this.#pages.push(await this.#file.appendRows(rows, null));
    this.#wake();
  }

  /** No more will be followed: the accounts have ended, or come again. */
  ended(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The ids, page by page, waiting for those still to come. One reader. */
  async *follow(): AsyncGenerator<string[]> {
    for (let next = 0; ; next += 1) {
      while (next >= this.#pages.length && !this.#ended) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const page = this.#pages[next];
      if (page === undefined) return;
      yield (await this.#file.read(page)).map(idOf);
    }
  }
}

const lineSchema = z.object({ accountId: z.string() });

function idOf(line: string): string {
  return lineSchema.parse(JSON.parse(line)).accountId;
}
