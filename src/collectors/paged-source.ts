import type { GetOptions } from '../graph/client.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { pages } from '../graph/pages.ts';
import type { PageAddress, PageFile } from '../snapshot/page-file.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { PartlyCollected, type CollectContext } from './collector.ts';

export interface PagedSource {
  readonly id: SourceId;
  readonly start: string;
  readonly options: GetOptions;
  readonly expected: Promise<number | null>;
  /** The table's row for one item; null for an item that has no place in it. */
  readonly rowOf: (item: unknown) => object | null;
  readonly key: string;
  readonly onStarted?: (file: PageFile) => void;
  readonly onPage?: (page: PageAddress) => void;
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
  source.onStarted?.(file);
  const expected = new Expected(source.expected);
  let without = 0;
  let failure: GraphFailure | null = null;
  try {
    for await (const page of pages(context.client, source.start, source.options)) {
      const rows = page.items.map(source.rowOf).filter((row) => row !== null);
      without += page.items.length - rows.length;
      const address = await file.append(rows, page.next);
      source.onPage?.(address);
      context.onProgress(source.id, { read: file.rows, expected: expected.now });
    }
  } catch (error) {
    if (!(error instanceof GraphFailure) || file.rows === 0) throw error;
    failure = error;
  }
  const sealed = await context.store.seal(source.id, file, source.key);
  const total = (await source.expected) ?? sealed.rows;
  if (sealed.rows === 0 && total > 0) throw nothingCame(source.id, total);
  if (failure !== null)
    throw new PartlyCollected({ read: sealed.rows, expected: Math.max(total, sealed.rows) }, failure);
  return { rows: sealed.rows, expected: total, without };
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

/** The total, once it is known, without waiting for it. */
class Expected {
  now: number | null = null;

  constructor(total: Promise<number | null>) {
    void total.then((value) => {
      this.now = value;
    });
  }
}
