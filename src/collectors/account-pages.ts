import type { PageAddress, PageFile } from '../snapshot/page-file.ts';

/**
 * Announces the accounts' pages in the order they reach the disk, so that a slower source can follow without
 * anyone holding the accounts: it reads each page back when it gets to it.
 */
export class AccountPages {
  readonly #pages: PageAddress[] = [];
  #file: PageFile | null = null;
  #ended = false;
  #wake: () => void = () => undefined;

  started(file: PageFile): void {
    this.#file = file;
  }

  written(page: PageAddress): void {
    this.#pages.push(page);
    this.#wake();
  }

  ended(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Every page as NDJSON lines, waiting for those still to come; ends when the accounts do. One reader. */
  async *follow(): AsyncGenerator<string[]> {
    for (let next = 0; ; next += 1) {
      while (next >= this.#pages.length && !this.#ended) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const page = this.#pages[next];
      if (page === undefined || this.#file === null) return;
      yield await this.#file.read(page);
    }
  }
}
