/** What a request asks, whatever host, version, page size and further properties it names. */
export interface Asked {
  readonly key: string;
  /** Path segments after the version, decoded. */
  readonly segments: readonly string[];
  readonly filter: string | null;
  readonly select: readonly string[] | null;
  /** Where a page begins, in an address that this cloud gave. */
  readonly skip: string | null;
  readonly top: number;
}

/** Properties of accounts that are asked in a request of their own: each makes the accounts a source of its own. */
const FACETS = ['signInActivity', 'perUserMfaState'] as const;

/** A GET of Graph's, `target` being path and query, with or without its version. */
export function askedOf(target: string): Asked {
  const url = new URL(target, 'https://graph.microsoft.com');
  const all = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const segments = all.slice(all[0] === 'v1.0' || all[0] === 'beta' ? 1 : 0);
  const query = new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const select =
    query
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()) ?? null;
  const filter = query.get('$filter') ?? null;
  const path = segments
    .filter((part) => !part.startsWith('microsoft.graph.'))
    .join('/')
    .toLowerCase();
  const facet = path === 'users' ? FACETS.find((name) => select?.includes(name)) : undefined;
  const parts = [
    path,
    ...(facet === undefined ? [] : [`+${facet.toLowerCase()}`]),
    ...(filter === null ? [] : [`?${plain(filter)}`]),
  ];
  return {
    key: `graph ${parts.join('')}`,
    segments,
    filter,
    select,
    skip: query.get('$skiptoken') ?? null,
    top: Number(query.get('$top') ?? Infinity),
  };
}

function plain(filter: string): string {
  return filter.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

export interface Cmdlet {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The documented endpoint, or the one that runs any cmdlet. */
  readonly road: 'v2.0' | 'invoked';
}

const IDENTITIES = ['identity', 'mailbox', 'anr', 'filter'];

/** The cmdlet's name and whom it is about; how many rows it asks for makes no difference. `canonical` makes one name of all that a mailbox is called. */
export function cmdletKey(
  { name, parameters, road }: Cmdlet,
  canonical: (identity: string) => string,
): string {
  const about = Object.entries(parameters)
    .filter(([parameter]) => IDENTITIES.includes(parameter.toLowerCase()))
    .map(([, value]) => canonical(String(value)).toLowerCase());
  return ['exchange', road, name.toLowerCase(), ...about].join(' ');
}

/** The texts in quotation marks of a filter, in lower case. */
export function quotedIn(filter: string): string[] {
  return [...filter.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) =>
    text
      .replaceAll("''", "'")
      .replace(/^smtp:/i, '')
      .toLowerCase(),
  );
}
