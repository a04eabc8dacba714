import type { Tenant } from '../tenant/tenant.ts';
import { badRequest, graphError, type Answer } from './answer.ts';
import type { GraphRequest } from './graph-context.ts';
import { nextLink, readSkipToken, writeSkipToken } from './skip-token.ts';
import { topOf } from './target.ts';

/** Which part of a listing was asked for. */
export interface Page {
  readonly start: number;
  readonly top: number;
  /** The next link as a JSON property with its comma; '' where nothing follows (`end` is -1). */
  next(end: number): string;
}

interface Listing {
  /** Path after the version, for the next link. */
  readonly path: string;
  /** Page size without `$top`, and the largest. */
  readonly otherwise: number;
  readonly most: number;
  /** What a skip token of this listing is good for. */
  readonly scope: string;
  readonly tenant: Tenant;
}

/** Reads `$top` and `$skiptoken`; an error of Graph's where they are not valid here. */
export function readPage({ query, rawQuery, version }: GraphRequest, listing: Listing): Page | Answer {
  const { path, otherwise, tenant } = listing;
  const most = Math.min(listing.most, tenant.overrides.largestTop ?? listing.most);
  const { seed } = tenant;
  const asked = topOf(query, otherwise, most);
  if (asked === null) {
    return badRequest(
      `Invalid page size specified: '${query.get('$top') ?? ''}'. Must be between 1 and ${most} inclusive.`,
    );
  }
  const top = Math.min(asked, tenant.overrides.pageSize ?? asked);
  const scope = `${listing.scope} ${top}`;
  const token = query.get('$skiptoken');
  const start = token === undefined ? 0 : readSkipToken(token, scope, seed);
  if (start === null) {
    return graphError(
      400,
      'Directory_ExpiredPageToken',
      'The specified page token value has expired and can no longer be included in your request.',
    );
  }
  const link = (end: number): string => nextLink(path, rawQuery, writeSkipToken(end, scope, seed), version);
  return { start, top, next: (end) => (end < 0 ? '' : `"@odata.nextLink":${JSON.stringify(link(end))},`) };
}
