import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../checks/check.ts';
import type { Column } from '../situation/check-words.ts';
import { COMMON_COLUMNS } from '../checks/common-columns.ts';
import { identifier, literal, type DuckDb } from '../duckdb/duckdb.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { cannotWrite, makePrivate } from '../disk/private-files.ts';

// The lightest level of zstd: the tables are large, and made anew by every assessment.
const FORMAT = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 20480';
const FOUND = `verdict IN ('non-compliant', 'undetermined')`;

const TYPES: Readonly<Record<Column['kind'], string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  date: 'DATE',
};

/**
 * Writes the rows of the check that `judged` holds: `findings/<check>.parquet` has the non-compliant accounts, then the
 * undetermined ones, the worst first, then physicians, by name, and beside the described columns `mail`, the account's address
 * where it is not its userPrincipalName; `findings/others/<check>.parquet` has all the rest, in the dossier's order.
 */
export async function writeFindings(db: DuckDb, check: Check, auditFolder: string): Promise<void> {
  const folder = auditPaths.findings(auditFolder);
  await mkdir(join(folder, 'others'), { recursive: true, mode: 0o700 });
  const columns = [...COMMON_COLUMNS, ...check.columns]
    .map(({ name, kind, sql }) => `(${sql})::${TYPES[kind]} AS ${identifier(name)}`)
    .join(',\n  ');
  const worstFirst = check.worstFirst ?? 'NULL';
  await writeTable(
    db,
    `SELECT * EXCLUDE (worst, itemPlace) FROM (SELECT ${columns}, otherMail AS mail, (${worstFirst}) AS worst, itemPlace
       FROM ${itemised(check, FOUND)})
     ORDER BY verdict, worst, physician DESC, userPrincipalName, accountId, itemPlace`,
    join(folder, `${check.id}.parquet`),
  );
  await db.run(`SET preserve_insertion_order = true`);
  await writeTable(
    db,
    `SELECT ${columns} FROM ${itemised(check, `NOT ${FOUND}`)}`,
    join(folder, 'others', `${check.id}.parquet`),
  );
  await db.run(`SET preserve_insertion_order = false`);
}

/** The judged accounts of a condition, one row per `item` where the check has some, numbered by `itemPlace`. */
function itemised({ items }: Check, condition: string): string {
  if (items === undefined) return `(SELECT *, 1 AS itemPlace FROM judged WHERE ${condition})`;
  return `(SELECT *, unnest(itemList) AS item, generate_subscripts(itemList, 1) AS itemPlace
    FROM (SELECT *, coalesce(nullif(${items}, []), [NULL]) AS itemList FROM judged WHERE ${condition}))`;
}

/** Writes the rows of a query as a private Parquet file, whole or not at all, in their order where the query gives one. */
export async function writeTable(db: DuckDb, select: string, file: string): Promise<void> {
  const temporary = `${file}.part`;
  await db.run(`COPY (${select}) TO ${literal(temporary)} (${FORMAT})`);
  try {
    await makePrivate(temporary);
    await rename(temporary, file);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
