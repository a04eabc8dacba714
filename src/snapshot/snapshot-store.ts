import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { literal, openDuckDb, temporaryFolderOf, type DuckDb } from '../duckdb/duckdb.ts';
import { auditPaths, pathExists } from './audit-folder.ts';
import type { SnapshotManifest } from './manifest.ts';
import { PageFile } from './page-file.ts';
import { makePrivateFolder, writePrivateFile } from './private-files.ts';
import { sealEmpty, sealPages, writeTable, type Sealed } from './seal.ts';
import type { SourceId } from './tables.ts';

/** The snapshot of one audit while it is collected. */
export class SnapshotStore {
  readonly auditFolder: string;
  readonly #turn = pLimit(1);
  readonly #pageFiles: PageFile[] = [];

  private constructor(auditFolder: string) {
    this.auditFolder = auditFolder;
  }

  /** Makes the audit's folders. Throws `KnownError` (local). */
  static async create(auditFolder: string): Promise<SnapshotStore> {
    await makePrivateFolder(auditPaths.collecting(auditFolder));
    return new SnapshotStore(auditFolder);
  }

  /** The source's own file of pages; open until `close`. */
  async pageFile(source: SourceId | 'mailboxes-to-ask'): Promise<PageFile> {
    const file = await PageFile.create(auditPaths.collecting(this.auditFolder), source);
    this.#pageFiles.push(file);
    return file;
  }

  async close(): Promise<void> {
    await Promise.all(this.#pageFiles.splice(0).map((file) => file.close()));
  }

  /** Where a download of `source` is kept until it is sealed. */
  download(source: SourceId): string {
    return join(auditPaths.collecting(this.auditFolder), `${source}.csv`);
  }

  table(source: SourceId): string {
    return auditPaths.table(this.auditFolder, source);
  }

  /** The source's table was sealed. */
  async holds(source: SourceId): Promise<boolean> {
    return pathExists(this.table(source));
  }

  /** Turns a source's pages into its table, one row per `key`. */
  async seal(source: SourceId, pages: PageFile, key: string | null): Promise<Sealed> {
    return this.withDuckDb(async (db) => {
      if (pages.rows > 0) return sealPages(db, source, pages.path, this.table(source), key);
      await sealEmpty(db, source, this.table(source));
      return { rows: 0, duplicates: 0 };
    });
  }

  /** One DuckDB at a time, so that two sources that end together do not double the memory. */
  withDuckDb<T>(work: (db: DuckDb) => Promise<T>): Promise<T> {
    return this.#turn(async () => {
      const temporaryFolder = temporaryFolderOf(this.auditFolder);
      const db = await openDuckDb({ temporaryFolder, memoryLimitMb: 120, threads: 1 });
      try {
        return await work(db);
      } finally {
        await db.close();
      }
    });
  }

  /**
   * The texts that a query gives, in chunks: the query is run once, to a file, so that whoever reads slowly
   * holds neither its memory nor the other sources' turn.
   */
  async *listed(name: string, query: (db: DuckDb) => Promise<string>): AsyncGenerator<string[]> {
    const list = join(auditPaths.collecting(this.auditFolder), `${name}.parquet`);
    await this.withDuckDb(async (db) => writeTable(db, await query(db), list));
    const temporaryFolder = join(auditPaths.collecting(this.auditFolder), `${name}.tmp`);
    const db = await openDuckDb({ temporaryFolder, memoryLimitMb: 50, threads: 1 });
    try {
      for await (const values of db.column(`SELECT * FROM read_parquet(${literal(list)})`))
        yield values.map(String);
    } finally {
      await db.close();
    }
  }

  /** Writes the snapshot's manifest, last, and removes what was only needed while collecting. */
  async finish(manifest: SnapshotManifest): Promise<void> {
    await this.close();
    const file = auditPaths.snapshotManifest(this.auditFolder);
    await writePrivateFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(auditPaths.collecting(this.auditFolder), { recursive: true, force: true });
  }
}
