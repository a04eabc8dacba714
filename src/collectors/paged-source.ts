import { z } from 'zod';
import type { GetOptions } from '../graph/client.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import type { Page } from '../graph/pages.ts';
import type { PageFile } from '../snapshot/page-file.ts';
import type { SourceId } from '../snapshot/tables.ts';
import { PartlyCollected, type Collected, type CollectContext } from './collector.ts';
import { mostFor, refuseEndless } from './endless.ts';
import { unlessOdd } from './fields.ts';
import { PageWalk } from './page-walk.ts';

export interface PagedSource {
  readonly id: SourceId;
  readonly start: string;
  readonly options: GetOptions;
  /** How many there are, as the cloud announces it before the walk; null where it does not. */
  readonly expected: Promise<number | null>;
  /** Asks the announcement again, for a walk that met another number. */
  readonly recount?: () => Promise<number | null>;
  /** The table's row for one item; null for an item that has no place in it. What is left undefined is null there. */
  readonly rowOf: (item: unknown) => object | null;
  readonly key: readonly string[];
  /** Told of each page as it arrives, of its items that have a row; the next one waits. */
  readonly onPage?: (items: readonly unknown[]) => Promise<void>;
  /** Told when the walk begins again from its first page. */
  readonly onRestart?: () => void;
  /** So many rows at the most: the walk ends there. */
  readonly most?: number;
  /** The file of its pages, where it is open already: a source has one. */
  readonly file?: PageFile;
}

export interface PagedCounts {
  readonly rows: number;
  readonly expected: number;
  /** How many there are, where the walk was cut: null where nobody told, or told of no more than came. */
  readonly drawnFrom: number | null;
  /** Items that had no place in the table. */
  readonly without: number;
  /** The walk ended at `most` rows, with pages left. */
  readonly isCut: boolean;
}

/**
 * Reads a whole collection, page by page, to the source's table, from where an earlier run stopped. A walk
 * whose next page is no longer to be had begins again; what came twice is one row. When it breaks off after
 * some pages, what was read is sealed and `PartlyCollected` thrown; before that, the failure itself.
 */
export async function collectPages(context: CollectContext, source: PagedSource): Promise<PagedCounts> {
  const file = source.file ?? (await context.store.pageFile(source.id));
  const walk = new Walk(context, source, file);
  const failure = await walk.toItsEnd();
  if (failure !== null && file.rows === 0) throw failure;
  const sealed = await context.store.seal(source.id, file, source.key);
  if (failure !== null) {
    // Where the cloud announces nothing, there are about as many as accounts.
    const total = (await source.expected) ?? (await context.accountTotal) ?? sealed.rows;
    throw new PartlyCollected({ read: sealed.rows, expected: Math.max(total, sealed.rows) }, failure);
  }
  const counts = { rows: sealed.rows, without: walk.without, isCut: walk.isCut };
  const came = sealed.rows + walk.without;
  if (walk.isCut) {
    // What it left is on purpose, and no reason to ask again how many there are.
    const announced = (await source.expected) ?? came;
    return { ...counts, expected: Math.max(announced, came), drawnFrom: announced > came ? announced : null };
  }
  const total = Math.max(await announcedTo(source, came), walk.without > 0 ? came : 0);
  if (sealed.rows === 0 && total > 0) throw nothingCame(source.id, total);
  return { ...counts, expected: total, drawnFrom: null };
}

/** The directory may change while it is walked: of its count before and after, the one nearer to what came. */
async function announcedTo(source: PagedSource, came: number): Promise<number> {
  const before = (await source.expected) ?? came;
  if (before === came || came === 0 || source.recount === undefined) return before;
  const after = (await source.recount()) ?? before;
  if (Math.min(before, after) <= came && came <= Math.max(before, after)) return came;
  return Math.abs(after - came) < Math.abs(before - came) ? after : before;
}

const FEW_ACCOUNTS = 5;
const FEW_OF_ALL = 0.001;

/** Graph's count lags by a few accounts, and so may two walks of one directory. */
export function areMany(missing: number, expected: number): boolean {
  return missing > Math.max(FEW_ACCOUNTS, expected * FEW_OF_ALL);
}

/** Where more than a few accounts did not come, the collection is not whole. */
export function missingAccounts(counts: PagedCounts): Pick<Collected, 'shortfall'> {
  if (counts.without > 0) return itemsWithout(counts);
  const { rows, expected } = counts;
  if (!areMany(expected - rows, expected)) return {};
  const detail = `the directory announces ${expected} accounts, ${rows} came`;
  return {
    shortfall: { reason: 'not-read', detail, lacks: { kind: 'announced', count: rows, of: expected } },
  };
}

/** What came without its id, or its point, or as no object at all, is somebody's: it did not come. */
export function itemsWithout({ without }: PagedCounts): Pick<Collected, 'shortfall'> {
  if (without === 0) return {};
  return {
    shortfall: {
      reason: 'error',
      detail: `${without} ${without === 1 ? 'item' : 'items'} of the answers came without an id, or without what was asked of ${without === 1 ? 'it' : 'them'}`,
      lacks: { kind: 'items', count: without },
    },
  };
}

const bookmarkSchema = z.object({
  /** The page to ask next; null where the last one was read. */
  next: z.string().nullable(),
  without: z.int().nonnegative(),
  /** The page before it was the last that is wanted. */
  isCut: z.boolean().default(false),
});

/** One source's way through its pages, each on the disk before the next is asked. */
class Walk {
  without = 0;
  readonly #context: CollectContext;
  readonly #source: PagedSource;
  readonly #file: PageFile;
  readonly #pages: PageWalk;
  #expected: number | null = null;
  /** Items of this walk, since it began or began again. */
  #came = 0;
  #most = Infinity;
  #isCut = false;

  constructor(context: CollectContext, source: PagedSource, file: PageFile) {
    this.#context = context;
    this.#source = source;
    this.#file = file;
    const bookmark = bookmarkSchema.safeParse(file.bookmark).data;
    this.without = bookmark?.without ?? 0;
    this.#isCut = bookmark?.isCut ?? false;
    // A walk that ended without a row ended too early, or is soon made again.
    const isBegun = bookmark !== undefined && (bookmark.next !== null || file.rows > 0);
    const from = isBegun ? bookmark.next : source.start;
    this.#pages = new PageWalk(context.client, source.start, source.options, from, () => {
      this.#came = 0;
      source.onRestart?.();
    });
    const remember = (total: number | null): void => {
      this.#expected = total;
    };
    // Why there is no total is met where the end of the walk waits for it.
    source.expected.then(remember, () => undefined);
    context.accountTotal.then(
      (total) => {
        this.#most = mostFor(total);
      },
      () => undefined,
    );
    if (file.rows > 0) context.onProgress(source.id, { read: file.rows, expected: null });
  }

  /** It ended before its last page, since no more rows are wanted. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Null when the last page was read, or as many rows as are wanted; otherwise why it was not. */
  async toItsEnd(): Promise<GraphFailure | null> {
    if (this.isCut) return null;
    try {
      for await (const page of this.#pages.pages()) {
        await this.#add(page);
        if (this.#isCut) break;
      }
      return null;
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error;
      return error;
    }
  }

  async #add({ items, next }: Page): Promise<void> {
    this.#came += items.length;
    refuseEndless(this.#source.id, this.#came, this.#most);
    const read = items.flatMap((item) => {
      const row = this.#rowOf(item);
      return row === null ? [] : [{ item, row }];
    });
    const wanted = (this.#source.most ?? Infinity) - this.#file.rows;
    const rows = read.slice(0, wanted).map(({ row }) => row);
    this.without += items.length - read.length;
    this.#isCut = read.length > wanted || (read.length === wanted && next !== null);
    await this.#source.onPage?.(read.map(({ item }) => item));
    await this.#file.appendRows(rows, { next, without: this.without, isCut: this.#isCut });
    this.#context.onProgress(this.#source.id, { read: this.#file.rows, expected: this.#expected });
  }

  /** An item that is null, or of another shape, is one that did not come; the others of its page did. */
  #rowOf(item: unknown): object | null {
    return unlessOdd(() => this.#source.rowOf(item));
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
