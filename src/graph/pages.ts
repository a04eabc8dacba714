import { z } from 'zod';
import type { GraphClient, GetOptions } from './client.ts';
import { describeRequest, GraphFailure } from './graph-failure.ts';

const pageSchema = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });

/** One page of a collection. `next` is the address of the one after it, null after the last. */
export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/**
 * Follows `@odata.nextLink`, verbatim, from `start` (a path, or the address where an earlier run stopped). The
 * page after is asked while the caller works on this one. Throws `GraphFailure`: malformed for an answer
 * without `value`, a link that comes back, or one to another host.
 */
export async function* pages(
  client: GraphClient,
  start: string,
  options: GetOptions = {},
): AsyncGenerator<Page> {
  const seen = new LinkMemory(client.origin);
  let pending: Promise<Page> | null = readPage(client, start, options);
  while (pending !== null) {
    const page: Page = await pending;
    pending = page.next === null ? null : readNext(client, seen, page.next, options);
    // A failure of the next page, or of its address, belongs to the next turn: this page is good.
    pending?.catch(() => undefined);
    yield page;
  }
}

async function readNext(
  client: GraphClient,
  seen: LinkMemory,
  link: string,
  options: GetOptions,
): Promise<Page> {
  return readPage(client, seen.follow(link), options);
}

async function readPage(client: GraphClient, address: string, options: GetOptions): Promise<Page> {
  const answer = await client.get(address, options);
  const parsed = pageSchema.safeParse(answer.json);
  if (!parsed.success)
    throw malformed(address, 'NoValue', 'the answer is not a page: it has no list "value"');
  return { items: parsed.data.value, next: parsed.data['@odata.nextLink'] ?? null };
}

/** The links of one walk: a few thousand in the largest tenant. */
class LinkMemory {
  readonly #origin: string;
  readonly #seen = new Set<string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  follow(link: string): string {
    if (!URL.canParse(link) || new URL(link).origin !== this.#origin) {
      throw malformed(link, 'ForeignNextLink', 'the next page is on another host; it was not asked');
    }
    if (this.#seen.has(link))
      throw malformed(link, 'LoopingNextLink', 'the next page is one that was already read');
    this.#seen.add(link);
    return link;
  }
}

function malformed(address: string, code: string, message: string): GraphFailure {
  return new GraphFailure({
    kind: 'malformed',
    request: describeRequest('GET', address),
    status: 200,
    code,
    message,
  });
}
