import { hash32, saltOf } from '../tenant/hash.ts';

/** An opaque skip token for a position in a listing; it fits only the query that it was made for. */
export function writeSkipToken(position: number, scope: string, seed: number): string {
  return Buffer.from(`RFN${position}.${hash32(seed, position, saltOf(scope)).toString(36)}`).toString(
    'base64url',
  );
}

/** The position that a token stands for; null for one that this listing never gave. */
export function readSkipToken(token: string, scope: string, seed: number): number | null {
  const match = /^RFN(\d+)\./.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) return null;
  const position = Number(match[1]);
  return writeSkipToken(position, scope, seed) === token ? position : null;
}

/** The link to the next page: the query repeated, with another token. */
export function nextLink(path: string, rawQuery: string, token: string, version = 'v1.0'): string {
  const kept = rawQuery.split('&').filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  return `https://graph.microsoft.com/${version}/${path}?${[...kept, `$skiptoken=${token}`].join('&')}`;
}
