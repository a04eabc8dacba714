import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { asciiDomain, parentsOf } from './domain-names.ts';

export interface RemoteDomain {
  readonly name: string;
  /** In ASCII; `*` is every other domain. */
  readonly domain: string;
  /** `domain` stands for its subdomains too: written `*.domain`. */
  readonly withSubdomains: boolean;
  readonly autoForwardEnabled: boolean | null;
}

const row = z.object({ name: z.string(), domain: z.string(), autoForwardEnabled: z.boolean().nullable() });

/** The organization's remote domains: a handful. */
export async function readRemoteDomains(db: DuckDb): Promise<RemoteDomain[]> {
  const rows = await db.rows(
    `SELECT coalesce(name, domainName) AS name, trimmed(domainName) AS domain, autoForwardEnabled AS "autoForwardEnabled"
     FROM "mail-flow" WHERE kind = 'remote-domain' AND trimmed(domainName) <> '' ORDER BY ALL`,
    row,
  );
  return rows.flatMap(({ name, domain, autoForwardEnabled }): RemoteDomain[] => {
    if (domain === '*') return [{ name, domain, withSubdomains: true, autoForwardEnabled }];
    const ascii = asciiDomain(domain.replace(/^\*\./, ''));
    if (ascii === null) return [];
    return [{ name, domain: ascii, withSubdomains: domain.startsWith('*.'), autoForwardEnabled }];
  });
}

/** The one that Exchange applies to a domain: its own, else the nearest `*.…` that covers it, else `*`. */
export function remoteDomainOf(domain: string, remotes: readonly RemoteDomain[]): RemoteDomain | undefined {
  const covering = [domain, ...parentsOf(domain)].map((name) =>
    remotes.find((remote) => remote.domain === name && remote.withSubdomains),
  );
  return (
    remotes.find((remote) => remote.domain === domain && !remote.withSubdomains) ??
    covering.find((remote) => remote !== undefined) ??
    remotes.find((remote) => remote.domain === '*')
  );
}
