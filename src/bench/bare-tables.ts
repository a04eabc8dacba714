import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { literal, openDuckDb, pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { withFolder } from './with-folder.ts';

const MEMORY_MB = 300;

/**
 * What no assessment can do without, in milliseconds: DuckDB reads every table of the snapshot once, all of its columns, and writes
 * one of as many rows and columns as the dossier, in its order.
 */
export async function bareTablesMs(auditFolder: string): Promise<number> {
  return withFolder(async (folder) => {
    const db = await openDuckDb({
      temporaryFolder: join(folder, 'spilled'),
      reaches: [auditFolder, folder],
      memoryLimitMb: MEMORY_MB,
    });
    try {
      const startedAt = performance.now();
      await readAll(db, join(auditFolder, 'snapshot'));
      await writeAgain(db, join(auditFolder, 'dossier.parquet'), join(folder, 'written.parquet'));
      return performance.now() - startedAt;
    } finally {
      await db.close();
    }
  });
}

async function readAll(db: DuckDb, folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.parquet'));
  for (const name of names) {
    // The hash of every value is taken, or the columns would not be read.
    await db.run(`SELECT bit_xor(hash(COLUMNS(*))) FROM read_parquet(${pathLiteral(join(folder, name))})`);
  }
}

async function writeAgain(db: DuckDb, table: string, file: string): Promise<void> {
  await db.run(`SET preserve_insertion_order = true`);
  await db.run(
    `COPY (SELECT * FROM read_parquet(${pathLiteral(table)})) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 8192)`,
  );
}
