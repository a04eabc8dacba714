import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import { openDuckDb, temporaryFolderOf, type DuckDb } from '../duckdb/duckdb.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { tableScan } from './check-table.ts';
import type { SnapshotManifest } from './manifest.ts';
import { PageFile } from './page-file.ts';
import { makePrivateFolder, writePrivateFile } from '../disk/private-files.ts';
import { sealEmpty, sealPages, writeTable, type Sealed } from './seal.ts';
import type { SourceId } from './tables.ts';

/**
 * To open and close a session costs more than most of what is asked of it, so that works that follow each other closely
 * share one. It is not kept longer: what its work took of the memory goes back to the system when it closes.
 */
const IDLE_MS = 250;

/** A list of texts on the disk. */
export interface Listing {
  readonly total: number;
  /** At most 2,048 at a time. */
  readonly chunks: AsyncGenerator<string[]>;
}

/** The snapshot of one audit while it is collected. */
export class SnapshotStore {
  readonly auditFolder: string;
  /** An earlier run began it. */
  readonly isResumed: boolean;
  readonly #collecting: string;
  readonly #turn = pLimit(1);
  readonly #pageFiles: { readonly file: PageFile; readonly isOfUse: boolean }[] = [];
  #holdsRows = false;
  #db: DuckDb | null = null;
  #whenIdle: NodeJS.Timeout | undefined;
  /** Why a session that nobody waited for could not be closed: told by `close`. */
  #idleFailure: { readonly error: unknown } | null = null;

  private constructor(auditFolder: string, isResumed: boolean) {
    this.auditFolder = auditFolder;
    this.isResumed = isResumed;
    this.#collecting = auditPaths.collecting(auditFolder);
  }

  /** Makes the audit's folders. Throws `KnownError` (local). */
  static async create(auditFolder: string): Promise<SnapshotStore> {
    await makePrivateFolder(auditPaths.collecting(auditFolder));
    return new SnapshotStore(auditFolder, false);
  }

  /** Goes on with a snapshot that an earlier run left unfinished. Throws `KnownError` (local). */
  static async resume(auditFolder: string): Promise<SnapshotStore> {
    const store = await SnapshotStore.create(auditFolder);
    return new SnapshotStore(store.auditFolder, true);
  }

  /** The source's own file of pages (or of a `part` of it), where an earlier run left it; open until `close`. */
  async pageFile(source: SourceId, part?: string): Promise<PageFile> {
    const name = part === undefined ? source : `${source}.${part}`;
    const file = this.isResumed
      ? await PageFile.resume(this.#collecting, name)
      : await PageFile.create(this.#collecting, name);
    this.#pageFiles.push({ file, isOfUse: true });
    return file;
  }

  /** A file of pages that only this run needs. */
  async spool(name: string): Promise<PageFile> {
    const file = await PageFile.create(this.#collecting, name);
    this.#pageFiles.push({ file, isOfUse: false });
    return file;
  }

  /** Closes the database and every file of pages; throws the first failure once all are closed. */
  async close(): Promise<void> {
    this.#holdsRows ||= this.#pageFiles.some(holdsRows);
    const closed = await Promise.allSettled([
      ...this.#pageFiles.splice(0).map(({ file }) => file.close()),
      this.#turn(() => this.#closeDuckDb()),
    ]);
    for (const one of closed) if (one.status === 'rejected') throw one.reason;
    if (this.#idleFailure !== null) throw this.#idleFailure.error;
  }

  /** Keeps a small fact for a run that goes on after this one. Throws `KnownError` (local). */
  async keep(name: string, value: unknown): Promise<void> {
    await writePrivateFile(this.#keptPath(name), `${JSON.stringify(value)}\n`);
  }

  /** What an earlier run kept; null where it kept nothing that is legible. */
  async kept<T>(name: string, schema: z.ZodType<T>): Promise<T | null> {
    if (!this.isResumed || !(await pathExists(this.#keptPath(name)))) return null;
    try {
      return schema.parse(JSON.parse(await readFile(this.#keptPath(name), 'utf8')));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
      throw error;
    }
  }

  #keptPath(name: string): string {
    return join(this.#collecting, `${name}.kept.json`);
  }

  /** Something was collected that a later run need not ask again. */
  get holdsAnything(): boolean {
    return this.isResumed || this.#holdsRows || this.#pageFiles.some(holdsRows);
  }

  /** Where a download of `source` is kept until it is sealed. */
  download(source: SourceId): string {
    return join(this.#collecting, `${source}.csv`);
  }

  table(source: SourceId): string {
    return auditPaths.table(this.auditFolder, source);
  }

  /** Removes a table that an earlier run sealed of a source that is not done: what it holds is told by no report. */
  async removeTable(source: SourceId): Promise<void> {
    await rm(this.table(source), { force: true });
  }

  /** The source's table was sealed. */
  async holds(source: SourceId): Promise<boolean> {
    return pathExists(this.table(source));
  }

  /** Turns a source's pages into its table, one row per `key`: of several the first by `order`, in SQL, where it is told. */
  async seal(
    source: SourceId,
    pages: PageFile,
    key: readonly string[] | null,
    order?: string,
  ): Promise<Sealed> {
    return this.withDuckDb(async (db) => {
      if (pages.rows > 0) return sealPages(db, source, pages.path, this.table(source), { key, order });
      await sealEmpty(db, source, this.table(source));
      return { rows: 0, duplicates: 0 };
    });
  }

  /**
   * One piece of work at a time, so that two sources that end together do not double the memory. `work` leaves nothing in
   * the session but variables: the next one may find it open.
   */
  withDuckDb<T>(work: (db: DuckDb) => Promise<T>): Promise<T> {
    return this.#turn(async () => {
      clearTimeout(this.#whenIdle);
      const db = (this.#db ??= await this.#openDuckDb());
      try {
        const done = await work(db);
        this.#whenIdle = setTimeout(() => void this.#turn(() => this.#closeIdle()), IDLE_MS);
        return done;
      } catch (error) {
        // A session that failed is not trusted again. What failed first is thrown.
        await this.#closeIdle();
        throw error;
      }
    });
  }

  #openDuckDb(): Promise<DuckDb> {
    const temporaryFolder = temporaryFolderOf(this.auditFolder);
    return openDuckDb({ temporaryFolder, memoryLimitMb: 120, threads: 1 });
  }

  async #closeDuckDb(): Promise<void> {
    clearTimeout(this.#whenIdle);
    const db = this.#db;
    this.#db = null;
    await db?.close();
  }

  /** Closes a session whose end nobody waits for. */
  async #closeIdle(): Promise<void> {
    try {
      await this.#closeDuckDb();
    } catch (error) {
      this.#idleFailure ??= { error };
    }
  }

  /**
   * The texts that a query gives: the query is run once, to a file, so that whoever reads slowly holds
   * neither its memory nor the other sources' turn. `query` may prepare the session, which is its own.
   */
  async listed(name: string, query: (db: DuckDb) => Promise<string>): Promise<Listing> {
    const list = join(this.#collecting, `${name}.parquet`);
    const total = await this.#turn(async () => {
      await this.#closeDuckDb();
      const db = await this.#openDuckDb();
      try {
        await writeTable(db, await query(db), list);
        const count = `SELECT count(*)::DOUBLE AS total FROM ${tableScan(list)}`;
        return (await db.row(count, z.object({ total: z.number() }))).total;
      } finally {
        await db.close();
      }
    });
    return { total, chunks: this.#chunksOf(list, join(this.#collecting, `${name}.tmp`)) };
  }

  async *#chunksOf(list: string, temporaryFolder: string): AsyncGenerator<string[]> {
    const db = await openDuckDb({ temporaryFolder, memoryLimitMb: 50, threads: 1 });
    try {
      for await (const values of db.column(`SELECT * FROM ${tableScan(list)}`)) yield values.map(String);
    } finally {
      await db.close();
    }
  }

  /** Writes the snapshot's manifest, last, and removes what was only needed while collecting. */
  async finish(manifest: SnapshotManifest): Promise<void> {
    await this.close();
    const file = auditPaths.snapshotManifest(this.auditFolder);
    await writePrivateFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(this.#collecting, { recursive: true, force: true });
  }
}

function holdsRows({ file, isOfUse }: { file: PageFile; isOfUse: boolean }): boolean {
  return isOfUse && file.rows > 0;
}
