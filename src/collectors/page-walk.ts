import { GraphFailure } from '../graph/graph-failure.ts';
import { isAtOrigin } from '../graph/read-only-guard.ts';
import { addressOf, pages, type Page, type PageReader, type PagesOptions } from '../graph/pages.ts';

/** How often a walk may begin again: a link that expires each time would never end. */
const MOST_RESTARTS = { expired: 3, astray: 1 } as const;

/** A page size that is refused is halved, but not below this: Graph's own where none is asked for. */
const LEAST_PAGE_SIZE = 100;

/**
 * A way through a collection that begins again from the first page when the next one is no longer to be had:
 * what comes then may have come before.
 */
export class PageWalk {
  readonly #client: PageReader;
  #start: string;
  readonly #options: PagesOptions;
  readonly #onRestart: () => void;
  readonly #restarts = { expired: 0, astray: 0 };
  /** The page that came without its list, and was asked again. */
  #askedAgain: string | null = null;
  #next: string | null;

  /** `from` is the page to ask first, null where none is left: `start`, or where an earlier run stopped. */
  constructor(
    client: PageReader,
    start: string,
    options: PagesOptions,
    from: string | null,
    onRestart: () => void = () => undefined,
  ) {
    this.#client = client;
    this.#start = start;
    this.#options = options;
    this.#onRestart = onRestart;
    // It was kept in a file: what it leads to must be a page of this very collection.
    const isUsable = from === null || from === start || isOfCollection(from, start, client);
    this.#next = isUsable ? from : start;
    if (!isUsable) onRestart();
  }

  /** The pages that are left; the next is asked when the caller has done with this one. Throws `GraphFailure`. */
  async *pages(): AsyncGenerator<Page> {
    while (this.#next !== null) {
      try {
        for await (const page of pages(this.#client, this.#next, this.#options)) {
          this.#next = page.next;
          yield page;
        }
      } catch (error) {
        if (!(error instanceof GraphFailure)) throw error;
        if (this.#mayAskAgain(error)) continue;
        if (this.#isOfFirstPage(error)) this.#askForLess(error);
        else if (!this.#mayRestart(error)) throw error;
        else this.#onRestart();
        this.#next = this.#start;
      }
    }
  }

  /** An answer that is no page may be the fault of one moment: asked once more, it tells, or it is what this page is like. */
  #mayAskAgain({ code }: GraphFailure): boolean {
    if (code !== 'NoValue' || this.#askedAgain === this.#next) return false;
    this.#askedAgain = this.#next;
    return true;
  }

  #isOfFirstPage({ kind, status }: GraphFailure): boolean {
    return kind === 'rejected' && status === 400 && this.#next === this.#start;
  }

  /** The largest page that Graph gives has changed before. Throws the failure where no smaller one is to be had. */
  #askForLess(failure: GraphFailure): void {
    const smaller = withSmallerPages(this.#start);
    if (smaller === null) throw failure;
    this.#start = smaller;
  }

  #mayRestart(failure: GraphFailure): boolean {
    const kind = restartKindOf(failure);
    if (kind === null || this.#restarts[kind] >= MOST_RESTARTS[kind]) return false;
    this.#restarts[kind] += 1;
    return true;
  }
}

/** The address is that of a page of what `start` asks for. */
function isOfCollection(address: string, start: string, client: PageReader): boolean {
  if (!isAtOrigin(address, client.origin)) return false;
  const first = new URL(addressOf(client, start));
  return comparable(new URL(address).pathname) === comparable(first.pathname);
}

/** Graph may write capitals otherwise, escape what need not be, and give a key as `('x')` where `/x` was asked for. */
function comparable(pathname: string): string {
  return decoded(pathname)
    .toLowerCase()
    .replaceAll(/\('([^'/]*)'\)/g, '/$1');
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    // What is no escape stands for itself.
    if (error instanceof URIError) return pathname;
    throw error;
  }
}

/** The address with half the `$top`; null where there is none, or it is as small as it gets. */
function withSmallerPages(address: string): string | null {
  const [, before = '', digits = ''] = /^(.*[?&]\$top=)(\d{1,9})(?=&|$)/.exec(address) ?? [];
  const size = Number(digits);
  if (size <= LEAST_PAGE_SIZE) return null;
  const half = Math.max(LEAST_PAGE_SIZE, Math.floor(size / 2));
  return `${before}${half}${address.slice(before.length + digits.length)}`;
}

/** A link that expired, or that leads nowhere, may be whole in a walk of its own. */
function restartKindOf({ kind, code }: GraphFailure): keyof typeof MOST_RESTARTS | null {
  if (kind === 'expired') return 'expired';
  return code === 'LoopingNextLink' || code === 'ForeignNextLink' ? 'astray' : null;
}
