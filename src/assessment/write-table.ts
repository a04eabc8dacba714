import { rename } from 'node:fs/promises';
import { literal, type DuckDb } from '../duckdb/duckdb.ts';
import { cannotWrite, makePrivate, removeLeft } from '../disk/private-files.ts';

// The lightest level of zstd: the tables are large, and made anew by every assessment.
const FORMAT = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1';

/**
 * Writes the rows of a query as a private Parquet file, whole or not at all, in their order where the query gives one.
 *
 * @param rowsPerGroup rows held in memory at once by each thread, of every column: fewer for a wide table
 */
export async function writeTable(
  db: DuckDb,
  select: string,
  file: string,
  rowsPerGroup = 20_480,
): Promise<void> {
  const temporary = `${file}.part`;
  await removeLeft(temporary);
  await db.run(`COPY (${select}) TO ${literal(temporary)} (${FORMAT}, ROW_GROUP_SIZE ${rowsPerGroup})`);
  try {
    await makePrivate(temporary);
    await rename(temporary, file);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
