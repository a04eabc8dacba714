import { idField, isFields } from '../collectors/fields.ts';
import type { GetOptions } from '../graph/client.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { pages, type PageReader } from '../graph/pages.ts';

/**
 * The items of a collection's first page: enough to know whether it may be read. Throws `GraphFailure`; `malformed` where items came
 * of which none `tells` anything, which proves nothing.
 */
export async function firstPage(
  reader: PageReader,
  path: string,
  options: GetOptions = {},
  tells: (item: unknown) => boolean = hasId,
): Promise<readonly unknown[]> {
  const walk = pages(reader, path, options);
  const first = await walk.next();
  await walk.return(undefined);
  if (first.done === true) return [];
  const { items } = first.value;
  if (items.length > 0 && !items.some(tells)) throw hollow('items that say nothing');
  return items;
}

function hasId(item: unknown): boolean {
  return isFields(item) && idField(item, 'id') !== null;
}

/** Says something, whatever it is: the rows of a cmdlet have no key in common. */
export function hasKeys(item: unknown): boolean {
  return isFields(item) && Object.keys(item).length > 0;
}

/** `GraphFailure` (malformed): an answer that came and proves nothing. */
export function hollow(message: string): GraphFailure {
  return new GraphFailure({ kind: 'malformed', request: '', status: 200, code: 'UnexpectedShape', message });
}
