import { jsonAnswer, type Answer } from './answer.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { readPage } from './page.ts';
import { project, selectOf, unknownProperty } from './target.ts';

export interface SmallListing {
  /** Path after the version. */
  readonly path: string;
  /** Type of its objects, for an error. */
  readonly type: string;
  readonly objects: Iterable<Readonly<Record<string, unknown>>>;
}

/** A page of a listing that is gone through from its start each time: for those of a few thousand objects at most. */
export function answerListing(
  { tenant }: GraphContext,
  request: GraphRequest,
  listing: SmallListing,
): Answer {
  const { path, type, objects } = listing;
  const select = selectOf(request.query);
  const page = readPage(request, { path, otherwise: 100, most: 999, scope: path, tenant });
  if ('status' in page) return page;
  const rows: object[] = [];
  let position = 0;
  let more = false;
  for (const object of objects) {
    if (rows.length === page.top) {
      more = true;
      break;
    }
    if (position >= page.start) {
      const row = project(object, select);
      if (row === null) return unknownProperty(select?.find((name) => !(name in object)) ?? '', type);
      rows.push(row);
    }
    position += 1;
  }
  const next = page.next(more ? position : -1);
  const root = 'https://graph.microsoft.com/v1.0/$metadata#';
  return jsonAnswer(`{"@odata.context":"${root}${path}",${next}"value":${JSON.stringify(rows)}}`);
}
