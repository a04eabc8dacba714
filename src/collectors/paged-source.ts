import type { GetOptions } from '../graph/client.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { pages, type Page } from '../graph/pages.ts';
import type { PageFile } from '../snapshot/page-file.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { PartlyCollected, type CollectContext } from './collector.ts';

export interface PagedSource {
  readonly id: SourceId;
  readonly start: string;
  readonly options: GetOptions;
  readonly expected: Promise<number | null>;
  /** The table's row for one item; null for an item that has no place in it. What is left undefined is null there. */
  readonly rowOf: (item: unknown) => object | null;
  readonly key: string;
  /** Told of each page as it arrives; the next one waits. */
  readonly onPage?: (items: readonly unknown[]) => Promise<void>;
}

export interface PagedCounts {
  readonly rows: number;
  readonly expected: number;
  readonly without: number;
}

/**
 * Reads a whole collection, page by page, to the source's table. When it breaks off after some pages, what
 * was read is sealed and `PartlyCollected` thrown; before that, the failure itself.
 */
export async function collectPages(context: CollectContext, source: PagedSource): Promise<PagedCounts> {
  const file = await context.store.pageFile(source.id);
  const writer = new PageWriter(context, source, file);
  let failure: GraphFailure | null = null;
  try {
    for await (const page of pages(context.client, source.start, source.options)) await writer.add(page);
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    failure = error;
  }
  await writer.end();
  if (failure !== null && file.rows === 0) throw failure;
  const sealed = await context.store.seal(source.id, file, source.key);
  const total = (await source.expected) ?? sealed.rows;
  if (sealed.rows === 0 && total > 0) throw nothingCame(source.id, total);
  if (failure === null) return { rows: sealed.rows, expected: total, without: writer.without };
  throw new PartlyCollected({ read: sealed.rows, expected: Math.max(total, sealed.rows) }, failure);
}

/** Writes one page while the next is read; a third waits, so that no more than two are held. */
class PageWriter {
  /** Items that had no place in the table. */
  without = 0;
  readonly #context: CollectContext;
  readonly #source: PagedSource;
  readonly #file: PageFile;
  #writing: Promise<void> = Promise.resolve();
  #expected: number | null = null;

  constructor(context: CollectContext, source: PagedSource, file: PageFile) {
    this.#context = context;
    this.#source = source;
    this.#file = file;
    void source.expected.then((total) => {
      this.#expected = total;
    });
  }

  async add(page: Page): Promise<void> {
    const rows = page.items.map(this.#source.rowOf).filter((row) => row !== null);
    this.without += page.items.length - rows.length;
    await this.#source.onPage?.(page.items);
    await this.#writing;
    this.#writing = this.#write(rows, page.next);
    // A failure to write is met where the next page, or the end, waits for it.
    this.#writing.catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.#writing;
  }

  async #write(rows: readonly object[], next: string | null): Promise<void> {
    await this.#file.appendRows(rows, next);
    this.#context.onProgress(this.#source.id, { read: this.#file.rows, expected: this.#expected });
  }
}

/** "None" where the directory announced many is a failed read, not an empty tenant. */
function nothingCame(id: SourceId, total: number): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: id,
    status: 200,
    code: 'EmptyCollection',
    message: `the collection came back empty, though the directory announces ${total} accounts`,
  });
}
