import { join } from 'node:path';
import { z } from 'zod';
import { openDuckDb, pathLiteral } from '../duckdb/duckdb.ts';

/** What the snapshot of an audit knows its people by; `andRules`: the names of the tenant's rules too, which somebody typed. */
export async function peopleOf(auditFolder: string, andRules = false): Promise<string[]> {
  const db = await openDuckDb({ memoryLimitMb: 200, threads: 1 });
  const table = (name: string): string =>
    `read_parquet(${pathLiteral(join(auditFolder, 'snapshot', `${name}.parquet`))})`;
  try {
    const rows = await db.rows(
      `SELECT DISTINCT unnest([accountId, userPrincipalName, mail, displayName, split_part(userPrincipalName, '@', 1)]) AS name
       FROM ${table('accounts')}
       UNION SELECT r.target FROM (SELECT unnest(redirects) AS r FROM read_parquet(${pathLiteral(join(auditFolder, 'dossier.parquet'))})) WHERE r.target LIKE '%@%'
       UNION SELECT split_part(r.target, '@', 1) FROM (SELECT unnest(redirects) AS r FROM read_parquet(${pathLiteral(join(auditFolder, 'dossier.parquet'))})) WHERE r.target LIKE '%.%@%'
       UNION SELECT name FROM ${table('mail-flow')} WHERE ${andRules} AND kind IN ('transport-rule', 'journal-rule')`,
      z.object({ name: z.string().nullable() }),
    );
    return rows.flatMap(({ name }) => name ?? []);
  } finally {
    await db.close();
  }
}
