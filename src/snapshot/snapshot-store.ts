import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import { openDuckDb, temporaryFolderOf, type DuckDb } from '../duckdb/duckdb.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { withEnoughMemory } from '../duckdb/with-enough-memory.ts';
import { tableScan } from './check-table.ts';
import { sourceReportSchema, type SnapshotManifest, type SourceReport } from './manifest.ts';
import { PageFile } from './page-file.ts';
import { makePrivateFolder, writePrivateFile } from '../disk/private-files.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import {
  contentWithDigest,
  digestOfFile,
  digestSchema,
  isOfDigest,
  textWithDigest,
} from '../evidence/digest.ts';
import { sealSnapshot } from '../evidence/vouch-for.ts';
import { sealEmpty, sealPages, writeTable, type Sealed } from './seal.ts';
import { sealedTables } from './sealed-tables.ts';
import type { SourceId } from './tables.ts';

/**
 * To open and close a session costs more than most of what is asked of it, so that works that follow each other closely
 * share one. It is not kept longer: what its work took of the memory goes back to the system when it closes.
 */
const IDLE_MS = 250;

/** Of a session: little, since what is asked and what is sealed share the memory with what comes in. More where it is needed. */
const LEAST_MEMORY_MB = 120;

/** What a source became, with a thousand misses; nothing else that is kept is larger. */
const MOST_KEPT_BYTES = 16 * 1_024 * 1_024;

const doneSchema = z.object({ report: sourceReportSchema, table: digestSchema.nullable() });

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
    await writePrivateFile(this.#keptPath(name), textWithDigest(value));
  }

  /** What an earlier run kept; null where it kept nothing, or it is not as it was kept. */
  async kept<T>(name: string, schema: z.ZodType<T>): Promise<T | null> {
    if (!this.isResumed || !(await pathExists(this.#keptPath(name)))) return null;
    const content = contentWithDigest(await readPlainFile(this.#keptPath(name), MOST_KEPT_BYTES));
    return schema.safeParse(content).data ?? null;
  }

  /** Keeps what became of a source, bound to the bytes of its table. Throws `KnownError` (local). */
  async keepDone(report: SourceReport): Promise<void> {
    const table = this.table(report.id);
    const digest = (await pathExists(table)) ? await digestOfFile(table) : null;
    await this.keep(`${report.id}.done`, { report, table: digest });
  }

  /** What became of a source in an earlier run; null where it must be asked again, also because its table is another. */
  async keptDone(id: SourceId): Promise<SourceReport | null> {
    const done = await this.kept(`${id}.done`, doneSchema);
    if (done?.report.id !== id) return null;
    const table = this.table(id);
    const isThere = await pathExists(table);
    const isSame = done.table === null ? !isThere : isThere && (await isOfDigest(table, done.table));
    return isSame ? done.report : null;
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
   * the session but variables, since the next one may find it open, and is done again where its memory was too little.
   */
  withDuckDb<T>(work: (db: DuckDb) => Promise<T>): Promise<T> {
    return this.#turn(() =>
      withEnoughMemory(LEAST_MEMORY_MB, (memoryLimitMb) => this.#inSession(memoryLimitMb, work)),
    );
  }

  async #inSession<T>(memoryLimitMb: number, work: (db: DuckDb) => Promise<T>): Promise<T> {
    clearTimeout(this.#whenIdle);
    const db = (this.#db ??= await this.#openDuckDb(memoryLimitMb));
    try {
      const done = await work(db);
      this.#whenIdle = setTimeout(() => void this.#turn(() => this.#closeIdle()), IDLE_MS);
      return done;
    } catch (error) {
      // A session that failed is not trusted again. What failed first is thrown.
      await this.#closeIdle();
      throw error;
    }
  }

  #openDuckDb(memoryLimitMb: number): Promise<DuckDb> {
    const temporaryFolder = temporaryFolderOf(this.auditFolder);
    return openDuckDb({ temporaryFolder, memoryLimitMb, threads: 1 });
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
   * neither its memory nor the other sources' turn. `query` may prepare the session, which is its own; it is asked again
   * where the memory was too little.
   */
  async listed(name: string, query: (db: DuckDb) => Promise<string>): Promise<Listing> {
    const list = join(this.#collecting, `${name}.parquet`);
    const total = await this.#turn(async () => {
      await this.#closeDuckDb();
      return withEnoughMemory(LEAST_MEMORY_MB, (memoryLimitMb) =>
        this.#writeList(memoryLimitMb, query, list),
      );
    });
    return { total, chunks: this.#chunksOf(list, join(this.#collecting, `${name}.tmp`)) };
  }

  async #writeList(
    memoryLimitMb: number,
    query: (db: DuckDb) => Promise<string>,
    list: string,
  ): Promise<number> {
    const db = await this.#openDuckDb(memoryLimitMb);
    try {
      await writeTable(db, await query(db), list);
      const count = `SELECT count(*)::DOUBLE AS total FROM ${tableScan(list)}`;
      return (await db.row(count, z.object({ total: z.number() }))).total;
    } finally {
      await db.close();
    }
  }

  async *#chunksOf(list: string, temporaryFolder: string): AsyncGenerator<string[]> {
    const db = await openDuckDb({ temporaryFolder, memoryLimitMb: 50, threads: 1 });
    try {
      for await (const values of db.column(`SELECT * FROM ${tableScan(list)}`)) yield values.map(String);
    } finally {
      await db.close();
    }
  }

  /** Vouches for the tables, writes the snapshot's manifest, last, and removes what was only needed while collecting. */
  async finish(manifest: SnapshotManifest): Promise<void> {
    await this.close();
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await sealSnapshot(this.auditFolder, await sealedTables(this.auditFolder), text, {
      vigie: manifest.vigie,
      facts: restsOnOf(manifest),
    });
    await rm(this.#collecting, { recursive: true, force: true });
  }
}

function holdsRows({ file, isOfUse }: { file: PageFile; isOfUse: boolean }): boolean {
  return isOfUse && file.rows > 0;
}

/** What the layer of the snapshot tells of it: whose it is, and what became of each source. */
function restsOnOf({ tenant, collectedAt, endedAt, credential, imported, sources }: SnapshotManifest): {
  readonly tenant: string;
  readonly collectedAt: string;
  readonly endedAt: string;
  readonly credential: string;
  readonly imported?: { name: string; sha256: string; bytes: number }[];
  readonly sources: { id: string; outcome: string; read: number; expected: number }[];
} {
  return {
    ...{ tenant: tenant.id, collectedAt, endedAt, credential },
    ...(imported === undefined
      ? {}
      : { imported: imported.files.map(({ name, sha256, bytes }) => ({ name, sha256, bytes })) }),
    sources: sources.map(({ id, outcome, read, expected }) => ({ id, outcome, read, expected })),
  };
}
