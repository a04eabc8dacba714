import { rename } from 'node:fs/promises';
import { z } from 'zod';
import { identifier, literal, type DuckDb } from '../duckdb/duckdb.ts';
import { tableScan } from './check-table.ts';
import { cannotWrite, makePrivate, removeLeft } from '../disk/private-files.ts';
import { pagesScan } from './pages-scan.ts';
import { TABLES, type SourceId } from './tables.ts';

export interface Sealed {
  readonly rows: number;
  /** Rows left out because their key had come before. */
  readonly duplicates: number;
}

const FORMAT = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440';

/** The Parquet settings of every table: small row groups keep DuckDB's memory flat. */
const PARQUET = `(${FORMAT})`;

/** The same where a row may be large, as of a mailbox of sixty rules; in a session that keeps no order. */
export const PARQUET_OF_LARGE_ROWS = `(${FORMAT}, ROW_GROUP_SIZE_BYTES 32000000)`;

/**
 * Turns the collected pages (gzip members of NDJSON) into the source's Parquet table, one row per `key`
 * (the columns that make it). The file appears whole or not at all.
 */
export async function sealPages(
  db: DuckDb,
  source: SourceId,
  pages: string,
  parquet: string,
  { key, order }: { readonly key: readonly string[] | null; readonly order?: string | undefined },
): Promise<Sealed> {
  const columns = TABLES[source];
  const read = pagesScan(pages, columns);
  const names = Object.keys(columns).map(identifier).join(', ');
  await writeTable(db, `SELECT ${names} FROM ${read}`, parquet, PARQUET_OF_LARGE_ROWS);
  const rows = await countOf(db, parquet, 'count(*)');
  if (key === null) return { rows, duplicates: 0 };
  const keyColumns = key.map(identifier).join(', ');
  const keys = await countOf(db, parquet, `count(DISTINCT (${keyColumns}))`);
  if (keys === rows) return { rows, duplicates: 0 };
  const first = order === undefined ? '' : ` ORDER BY ${keyColumns}, ${order}`;
  await writeTable(
    db,
    `SELECT DISTINCT ON (${keyColumns}) ${names} FROM ${read}${first}`,
    parquet,
    PARQUET_OF_LARGE_ROWS,
  );
  return { rows: keys, duplicates: rows - keys };
}

async function countOf(db: DuckDb, parquet: string, count: string): Promise<number> {
  const select = `SELECT (${count})::DOUBLE AS "n" FROM ${tableScan(parquet)}`;
  return (await db.row(select, z.object({ n: z.number() }))).n;
}

/** Writes a source's table without rows, for a source that was read and held nothing. */
export async function sealEmpty(db: DuckDb, source: SourceId, parquet: string): Promise<void> {
  const columns = Object.entries(TABLES[source]).map(
    ([name, type]) => `NULL::${type} AS ${identifier(name)}`,
  );
  await writeTable(db, `SELECT ${columns.join(', ')} WHERE false`, parquet);
}

/** Writes a query's rows as a private Parquet file, whole or not at all. */
export async function writeTable(
  db: DuckDb,
  select: string,
  parquet: string,
  settings = PARQUET,
): Promise<void> {
  const temporary = `${parquet}.part`;
  await removeLeft(temporary);
  await db.run(`COPY (${select}) TO ${literal(temporary)} ${settings}`);
  try {
    await makePrivate(temporary);
    await rename(temporary, parquet);
  } catch (error) {
    throw cannotWrite(parquet, error);
  }
}
