import { constants } from 'node:fs';
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { literal, pathLiteral, type DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError, worded } from '../../errors.ts';
import { isAbsence } from '../../disk/path-exists.ts';
import { cannotWrite, makePrivate, makePrivateFolder, removeLeft } from '../../disk/private-files.ts';
import { TROUBLE_WORDS } from '../trouble-words.ts';
import { writeTable } from '../write-table.ts';

/** Each that is written at the same time takes memory and a file of its own. */
const PARTS_AT_ONCE = 50;

const SCRATCH_FORMAT = 'FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 20480';

export interface PartedTable {
  /** The table of the whole audit. */
  readonly from: string;
  /** Where the rows of each establishment go, in the order of `numberEstablishments`. */
  readonly to: readonly string[];
  /** Rows of an establishment that was not numbered may be left out: it has no account any more. */
  readonly mayLeaveOut: boolean;
  /** An empty folder to work in. */
  readonly scratch: string;
}

/** Makes the table `establishment_places`, by which `partTable` tells rows apart. */
export async function numberEstablishments(db: DuckDb, ids: readonly string[]): Promise<void> {
  await db.setVariable('establishments', ids);
  await db.run(`CREATE OR REPLACE TABLE establishment_places AS
    SELECT unnest(getvariable('establishments')) AS establishment, generate_subscripts(getvariable('establishments'), 1) - 1 AS place`);
}

/**
 * Writes each establishment's rows of a table into a table of its own, in their order; of an establishment without any, the
 * columns alone. One pass over the table for each fifty establishments.
 *
 * @throws KnownError `local` where a row belongs to no establishment of the audit
 */
export async function partTable(db: DuckDb, { from, to, mayLeaveOut, scratch }: PartedTable): Promise<void> {
  const table = `read_parquet(${pathLiteral(from)}, hive_partitioning = false, file_row_number = true)`;
  if (!mayLeaveOut) await refuseStrangers(db, from, table);
  await makePrivateFolder(scratch);
  const empty = join(scratch, 'none.parquet');
  await writeTable(db, `SELECT * EXCLUDE (file_row_number) FROM ${table} LIMIT 0`, empty);
  for (let first = 0; first < to.length; first += PARTS_AT_ONCE) {
    const parts = join(scratch, `parts-${first}`);
    await db.run(`COPY (SELECT t.*, p.place FROM ${table} t JOIN establishment_places p ON p.establishment = coalesce(t.establishment, '')
        WHERE p.place BETWEEN ${first} AND ${first + PARTS_AT_ONCE - 1})
      TO ${literal(parts)} (${SCRATCH_FORMAT}, PARTITION_BY (place))`);
    const present = new Set(await foldersIn(parts));
    for (const [at, file] of to.slice(first, first + PARTS_AT_ONCE).entries()) {
      const part = `place=${first + at}`;
      if (present.has(part)) await writeTable(db, rowsOf(join(parts, part)), file);
      else await writeEmpty(empty, file);
    }
    await rm(parts, { recursive: true, force: true });
  }
  await rm(scratch, { recursive: true });
}

/** None of these establishments may have a row. */
async function foldersIn(parts: string): Promise<string[]> {
  try {
    return await readdir(parts);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw cannotWrite(parts, error);
  }
}

/** Partitions are written in no order. */
function rowsOf(part: string): string {
  return `SELECT * EXCLUDE (file_row_number) FROM read_parquet(${pathLiteral(part)} || '/*.parquet', hive_partitioning = false)
    ORDER BY file_row_number`;
}

async function writeEmpty(empty: string, file: string): Promise<void> {
  try {
    await removeLeft(file);
    await copyFile(empty, file, constants.COPYFILE_EXCL);
    await makePrivate(file);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

async function refuseStrangers(db: DuckDb, file: string, table: string): Promise<void> {
  const { strangers } = await db.row(
    `SELECT count(*)::DOUBLE AS strangers FROM ${table} t
     WHERE coalesce(t.establishment, '') NOT IN (SELECT establishment FROM establishment_places)`,
    z.object({ strangers: z.number() }),
  );
  if (strangers === 0) return;
  throw new KnownError('local', worded(TROUBLE_WORDS.strangers, { file, rows: strangers }), {
    nextSteps: [TROUBLE_WORDS.assessAgain],
  });
}
