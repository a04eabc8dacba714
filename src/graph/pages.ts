import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { GetOptions } from './client.ts';
import { tellsError } from './error-body.ts';
import { describeRequest, GraphFailure } from './graph-failure.ts';
import { isAtOrigin } from './read-only-guard.ts';
import { withoutPeople } from './without-people.ts';

const pageSchema = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().nullish(),
  '@adminapi.warnings': z.unknown().optional(),
});

/** One page of a collection. `next` is the address of the one after it, null after the last. */
export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
  /**
   * What Exchange announced beside its last rows: some were left out. Beside earlier rows it says no more than that
   * there is a next page.
   */
  readonly warning?: string;
}

/** Who reads a page at a path or an absolute address of `origin`: a Graph client, or another service's. */
export interface PageReader {
  readonly origin: string;
  /** What a path stands below; `/v1.0` of the origin unless told. */
  readonly base?: string;
  /** How it asks, for whoever is told of a failure; GET unless told. */
  readonly method?: 'GET' | 'POST';
  /** Throws `GraphFailure`. */
  get(pathOrUrl: string, options: GetOptions): Promise<{ readonly json: unknown }>;
}

/**
 * A page may be empty though there is a next one (https://learn.microsoft.com/graph/delta-query-overview); so many in a row
 * are a walk that goes nowhere.
 */
const MOST_EMPTY_PAGES = 50;

/** Fifty million items at 999 a page, five million at the 100 that Graph gives unasked. */
const MOST_PAGES = 50_000;

/** No `$top` of Graph's is above 999; what is asked for without one may come whole on a page. */
const MOST_ITEMS = { sized: 1_000, unsized: 20_000 } as const;

/** Far beyond what a server takes as an address. */
const LONGEST_LINK = 16_384;

export interface PagesOptions extends GetOptions {
  /** So many pages are the most that this collection can have. */
  readonly mostPages?: number;
}

/**
 * Follows `@odata.nextLink`, verbatim, from `start` (a path, or the address where an earlier run stopped). The
 * page after is asked when the caller has done with this one, so that no more than one is ever asked in vain. Throws
 * `GraphFailure`: malformed for an answer without `value`, a page of too many items, a link that comes back, one to another
 * host, and a walk that has no end; expired where such an address, once good, is answered 400 or 410.
 */
export async function* pages(
  client: PageReader,
  start: string,
  { mostPages = MOST_PAGES, ...options }: PagesOptions = {},
): AsyncGenerator<Page> {
  const isBookmark = URL.canParse(start);
  const seen = new LinkMemory(client, isBookmark ? start : addressOf(client, start));
  let address = start;
  let page = isBookmark
    ? await readBookmarked(client, start, options)
    : await readPage(client, start, options);
  let empty = 0;
  for (let count = 1; ; count += 1) {
    yield page;
    if (page.next === null) return;
    empty = page.items.length === 0 ? empty + 1 : 0;
    if (empty >= MOST_EMPTY_PAGES)
      throw malformed(
        client,
        address,
        'EndlessPages',
        `${empty} pages in a row came empty, each with a next one`,
      );
    if (count >= mostPages)
      throw malformed(client, address, 'EndlessPages', `more than ${mostPages} pages were announced`);
    address = seen.follow(page.next);
    page = await readBookmarked(client, address, options);
  }
}

/** The whole address of a page that is asked for. */
export function addressOf({ origin, base = `${origin}/v1.0` }: PageReader, pathOrUrl: string): string {
  return URL.canParse(pathOrUrl) ? pathOrUrl : `${base}${pathOrUrl}`;
}

/** Page tokens expire: https://learn.microsoft.com/graph/paging, and with 410 /graph/delta-query-overview. */
async function readBookmarked(client: PageReader, link: string, options: GetOptions): Promise<Page> {
  try {
    return await readPage(client, link, options);
  } catch (error) {
    if (!(error instanceof GraphFailure) || error.kind !== 'rejected') throw error;
    const { request, status, code, message } = error;
    if (status !== 400 && status !== 410) throw error;
    throw new GraphFailure({ kind: 'expired', request, status, code, message });
  }
}

async function readPage(client: PageReader, address: string, options: GetOptions): Promise<Page> {
  const answer = await client.get(address, options);
  const parsed = pageSchema.safeParse(answer.json);
  if (!parsed.success || tellsError(answer.json))
    throw malformed(client, address, 'NoValue', 'the answer is not a page: it has no list "value"');
  const items = parsed.data.value.length;
  const most = MOST_ITEMS[isSized(address) ? 'sized' : 'unsized'];
  if (items > most)
    throw malformed(
      client,
      address,
      'TooManyItems',
      `a page came with ${items} items, of ${most} at the most`,
    );
  const next = parsed.data['@odata.nextLink'] ?? null;
  const warning = next === null ? warningOf(parsed.data['@adminapi.warnings']) : null;
  return { items: parsed.data.value, next, ...(warning === null ? {} : { warning }) };
}

/** A list of texts, or one alone; a warning of another shape is one all the same. */
function warningOf(value: unknown): string | null {
  const warnings: unknown[] = Array.isArray(value) ? value : [value];
  const [first] = warnings.filter((one) => one !== undefined && one !== null && one !== '');
  if (first === undefined) return null;
  return typeof first === 'string' ? withoutPeople(first) : 'a warning without words';
}

function isSized(address: string): boolean {
  return /[?&](?:\$|%24)top=/i.test(address);
}

/** The links of one walk, by their digests: a few thousand in the largest tenant. */
class LinkMemory {
  readonly #client: PageReader;
  readonly #seen: Set<string>;

  constructor(client: PageReader, start: string) {
    this.#client = client;
    this.#seen = new Set([digestOf(start)]);
  }

  follow(link: string): string {
    if (!isAtOrigin(link, this.#client.origin)) {
      throw malformed(
        this.#client,
        link,
        'ForeignNextLink',
        'the next page is on another host; it was not asked',
      );
    }
    if (link.length > LONGEST_LINK)
      throw malformed(this.#client, link, 'OversizedNextLink', 'the address of the next page has no end');
    const digest = digestOf(link);
    if (this.#seen.has(digest))
      throw malformed(this.#client, link, 'LoopingNextLink', 'the next page is one that was already read');
    this.#seen.add(digest);
    return link;
  }
}

function digestOf(link: string): string {
  return createHash('sha256').update(link).digest('base64');
}

function malformed(
  { method = 'GET' }: PageReader,
  address: string,
  code: string,
  message: string,
): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: describeRequest(method, address),
    status: 200,
    code,
    message,
  });
}
