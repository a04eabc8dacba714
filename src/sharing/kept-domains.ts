import { join } from 'node:path';
import { z } from 'zod';
import { pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { DOSSIER_FILE } from '../situation/findings-tables.ts';
import type { Situation } from '../situation/situation.ts';

/** Classes of targets whose domains the configuration, or a public list, names. */
const NAMED_CLASSES = ['internal', 'partner', 'university', 'public-webmail'];

/**
 * The domains that a copy to share keeps, in lower case: those of the tenant, which its accounts sign in under, and those of redirects
 * that are no surprise (public webmail, universities, partners). Any other domain may be one person's own, and name her.
 */
export async function keptDomains(
  db: DuckDb,
  auditFolder: string,
  { tenant, mailFlow }: Situation,
): Promise<string[]> {
  const dossier = `read_parquet(${pathLiteral(join(auditFolder, DOSSIER_FILE))}, hive_partitioning = false)`;
  const rows = await db.rows(
    `SELECT DISTINCT lower(regexp_extract(address, '@([^@]*)$', 1)) AS domain FROM (
       SELECT userPrincipalName AS address FROM ${dossier}
       UNION ALL SELECT r.target FROM (SELECT unnest(redirects) AS r FROM ${dossier})
       WHERE r.class IN (${NAMED_CLASSES.map((name) => `'${name}'`).join(', ')}))
     WHERE contains(address, '@')`,
    z.object({ domain: z.string() }),
  );
  const accepted = mailFlow?.acceptedDomains.map(({ domain }) => domain.toLowerCase()) ?? [];
  const all = [tenant.defaultDomain.toLowerCase(), ...accepted, ...rows.map(({ domain }) => domain)];
  return [...new Set(all)].filter((domain) => domain !== '').sort();
}
