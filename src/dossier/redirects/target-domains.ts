import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { asciiDomain } from './domain-names.ts';
import { remoteDomainOf, type RemoteDomain } from './remote-domains.ts';
import { classOfDomain, type DomainLists } from './target-classes.ts';

const AT_ONCE = 2_000;

/**
 * Makes `target_domains`: of each distinct domain in `redirect_rows` its class, and whether the most specific remote
 * domain lets forwards through (null: not known). A few thousand domains are in memory at a time, however many there are.
 */
export async function createTargetDomains(
  db: DuckDb,
  lists: DomainLists,
  remotes: readonly RemoteDomain[],
): Promise<void> {
  await db.run(
    `CREATE OR REPLACE TABLE target_domains (domain VARCHAR, class VARCHAR, remote VARCHAR, isLetThrough BOOLEAN)`,
  );
  await db.run(`CREATE OR REPLACE TABLE distinct_domains AS
    SELECT domain, row_number() OVER (ORDER BY domain) AS place FROM (SELECT DISTINCT domain FROM redirect_rows)`);
  for (let from = 1; ; from += AT_ONCE) {
    const domains = await db.rows(
      `SELECT domain FROM distinct_domains WHERE place >= ${from} AND place < ${from + AT_ONCE} ORDER BY place`,
      z.object({ domain: z.string() }),
    );
    if (domains.length === 0) return;
    const told = domains.map(({ domain }) => ({ domain, ...toldOf(domain, lists, remotes) }));
    await insert(db, told);
  }
}

interface Told {
  readonly domain: string;
  readonly class: string;
  readonly remote: string;
  readonly letThrough: string;
}

function toldOf(domain: string, lists: DomainLists, remotes: readonly RemoteDomain[]): Omit<Told, 'domain'> {
  const ascii = asciiDomain(domain);
  const remote = ascii === null ? undefined : remoteDomainOf(ascii, remotes);
  return {
    class: classOfDomain(domain, lists),
    remote: remote?.name ?? '',
    letThrough: String(remote?.autoForwardEnabled ?? ''),
  };
}

async function insert(db: DuckDb, rows: readonly Told[]): Promise<void> {
  for (const column of ['domain', 'class', 'remote', 'letThrough'] as const) {
    await db.setVariable(
      `told_${column}`,
      rows.map((row) => row[column]),
    );
  }
  await db.run(`INSERT INTO target_domains SELECT domain, class, remote, nullif(letThrough, '')::BOOLEAN FROM (
    SELECT unnest(getvariable('told_domain')) AS domain, unnest(getvariable('told_class')) AS class,
      unnest(getvariable('told_remote')) AS remote, unnest(getvariable('told_letThrough')) AS letThrough)`);
}
