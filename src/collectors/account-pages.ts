import type { PageAddress, PageFile } from '../snapshot/page-file.ts';

/**
 * The accounts whose mailbox is to be asked, chosen as the directory's pages arrive and kept on the disk: a
 * slower source follows them without anyone holding them.
 */
export class AccountPages {
  readonly #file: PageFile;
  readonly #accountOf: (item: unknown) => string | null;
  readonly #pages: PageAddress[] = [];
  #found = 0;
  #ended = false;
  #wake: () => void = () => undefined;

  /** `accountOf` gives the id of an account that is wanted, null for another. */
  constructor(file: PageFile, accountOf: (item: unknown) => string | null) {
    this.#file = file;
    this.#accountOf = accountOf;
  }

  /** How many there are to follow; null while the accounts still arrive. */
  get total(): number | null {
    return this.#ended ? this.#found : null;
  }

  async arrived(items: readonly unknown[]): Promise<void> {
    const ids = items.map(this.#accountOf).filter((id) => id !== null);
    this.#found += ids.length;
    if (ids.length > 0) this.#pages.push(await this.#file.append(`${ids.join('\n')}\n`, ids.length, null));
    this.#wake();
  }

  ended(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The ids, page by page, waiting for those still to come; ends when the accounts do. One reader. */
  async *follow(): AsyncGenerator<string[]> {
    for (let next = 0; ; next += 1) {
      while (next >= this.#pages.length && !this.#ended) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const page = this.#pages[next];
      if (page === undefined) return;
      yield await this.#file.read(page);
    }
  }
}
