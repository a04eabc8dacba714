const MARK = /([?&](?:\$|%24)skiptoken=[^&]*?)\.w(\d+)\.p(\d+)(?=&|$)/i;
const SKIP_TOKEN = /([?&](?:\$|%24)skiptoken=[^&]*)/i;

/** Which page of which walk through a listing a skip token stands for. */
export interface SkipMark {
  readonly walk: number;
  readonly page: number;
}

/** The mark of a target's skip token; null where it has none. */
export function markOf(target: string): SkipMark | null {
  const match = MARK.exec(target);
  return match === null ? null : { walk: Number(match[2]), page: Number(match[3]) };
}

export function withMark(link: string, { walk, page }: SkipMark): string {
  return link.replace(SKIP_TOKEN, `$1.w${walk}.p${page}`);
}

export function withoutMark(target: string): string {
  return target.replace(MARK, '$1');
}

/** The listing that a page belongs to. */
export function withoutSkipToken(target: string): string {
  return target.replace(SKIP_TOKEN, '');
}
