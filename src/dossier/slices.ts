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

/**
 * Cuts a query's rows into slices by the hash of `key`, on disk; equal keys of different queries fall into the same slice. Gives a
 * query of the rows of the slice at hand (`toSlice`); with one slice, nothing is written.
 */
export async function sliced(
  db: DuckDb,
  scratch: Scratch,
  name: string,
  select: string,
  key: string,
): Promise<string> {
  if (scratch.slices === 1) return select;
  const folder = join(scratch.folder, name);
  await makePrivateFolder(folder);
  await db.run(`COPY (SELECT *, hash(${key}) % ${scratch.slices} AS slice FROM (${select}))
    TO ${literal(folder)} (${SCRATCH_FORMAT}, PARTITION_BY (slice), OVERWRITE_OR_IGNORE)`);
  for (let index = 0; index < scratch.slices; index += 1) {
    const own = join(folder, `slice=${index}`);
    if (await pathExists(own)) continue;
    await makePrivateFolder(own);
    await db.run(
      `COPY (SELECT * FROM (${select}) WHERE false) TO ${literal(join(own, 'none.parquet'))} (${SCRATCH_FORMAT})`,
    );
  }
  return `SELECT * FROM read_parquet(${pathLiteral(folder)} || '/slice=' || getvariable('slice') || '/*.parquet', hive_partitioning = false)`;
}

/** Turns to a slice: what `sliced` gave reads its rows, also within views made before. */
export async function toSlice(db: DuckDb, index: number): Promise<void> {
  await db.setVariable('slice', index);
}

/** Runs a query per slice, and makes one view of all the results, in the order of the slices. */
export async function perSlice(db: DuckDb, scratch: Scratch, name: string, select: string): Promise<void> {
  const files: string[] = [];
  for (let index = 0; index < scratch.slices; index += 1) {
    const file = join(scratch.folder, `${name}-${index}.parquet`);
    await toSlice(db, index);
    await db.run(`COPY (${select}) TO ${literal(file)} (${SCRATCH_FORMAT})`);
    files.push(pathLiteral(file));
  }
  await db.run(`CREATE OR REPLACE VIEW ${name} AS SELECT * FROM read_parquet([${files.join(', ')}])`);
}
