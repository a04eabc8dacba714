import { join } from 'node:path';
import { literal, pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { pathExists } from '../disk/path-exists.ts';
import { makePrivateFolder } from '../disk/private-folder.ts';

/** Intermediate files: read once, soon after they are written, so speed goes before size. */
const SCRATCH_FORMAT = 'FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 20480';

export interface Scratch {
  readonly folder: string;
  /** How many parts the accounts are worked on in, so that the memory of a join does not grow with the tenant. */
  readonly slices: number;
}

/** One query's rows, cut into slices by a key; equal keys of different queries fall into the same slice. */
export interface Sliced {
  /** A query of the rows of one slice. */
  slice(index: number): string;
}

/** Cuts a query's rows into slices by the hash of `key`, on disk; with one slice, nothing is written. */
export async function sliced(
  db: DuckDb,
  scratch: Scratch,
  name: string,
  select: string,
  key: string,
): Promise<Sliced> {
  if (scratch.slices === 1) return { slice: () => select };
  const folder = join(scratch.folder, name);
  await makePrivateFolder(folder);
  await db.run(`COPY (SELECT *, hash(${key}) % ${scratch.slices} AS slice FROM (${select}))
    TO ${literal(folder)} (${SCRATCH_FORMAT}, PARTITION_BY (slice), OVERWRITE_OR_IGNORE)`);
  const present = new Set<number>();
  for (let index = 0; index < scratch.slices; index += 1) {
    if (await pathExists(join(folder, `slice=${index}`))) present.add(index);
  }
  return {
    slice: (index) =>
      present.has(index)
        ? `SELECT * FROM read_parquet(${pathLiteral(join(folder, `slice=${index}`))} || '/*.parquet', hive_partitioning = false)`
        : `SELECT * FROM (${select}) WHERE false`,
  };
}

/** Runs a query per slice, and makes one view of all the results, in the order of the slices. */
export async function perSlice(
  db: DuckDb,
  scratch: Scratch,
  name: string,
  select: (index: number) => string,
): Promise<void> {
  const files: string[] = [];
  for (let index = 0; index < scratch.slices; index += 1) {
    const file = join(scratch.folder, `${name}-${index}.parquet`);
    await db.run(`COPY (${select(index)}) TO ${literal(file)} (${SCRATCH_FORMAT})`);
    files.push(pathLiteral(file));
  }
  await db.run(`CREATE OR REPLACE VIEW ${name} AS SELECT * FROM read_parquet([${files.join(', ')}])`);
}
