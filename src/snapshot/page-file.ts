import { open, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { cannotWrite } from './private-files.ts';

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Where one page lies in its file. */
export interface PageAddress {
  readonly offset: number;
  readonly length: number;
}

/** What a cursor file tells: how much of the pages is whole, and where the source would go on. */
export interface Cursor {
  readonly bytes: number;
  readonly rows: number;
  /** The source's own bookmark: a nextLink, or null at its end. */
  readonly next: string | null;
}

/** Power may fail; what a killed process wrote stays, so synchronising more often would only cost. */
const SYNC_EVERY_MS = 1_000;

/** Enough for a whole member at once, without a trip to the thread pool for every 16 KB of it. */
function gzipOptions(characters: number): { level: number; chunkSize: number } {
  return { level: 1, chunkSize: Math.min(256 * 1_024, Math.max(1_024, characters)) };
}

/**
 * The pages of one source while it is collected: gzip members of NDJSON, one after the other, beside a
 * cursor. A page is written before the cursor counts it, so a kill loses at most the page in flight; what
 * lies beyond the cursor is a torn page. (zstd would be smaller, but Node reads only its first frame.)
 */
export class PageFile {
  readonly path: string;
  readonly #cursorPath: string;
  readonly #handle: FileHandle;
  #cursor: Cursor = { bytes: 0, rows: 0, next: null };
  #last: Promise<unknown> = Promise.resolve();
  #syncedAt = performance.now();

  private constructor(path: string, cursorPath: string, handle: FileHandle) {
    this.path = path;
    this.#cursorPath = cursorPath;
    this.#handle = handle;
  }

  /** Starts the source's file anew in `folder`. Throws `KnownError` (local). */
  static async create(folder: string, name: string): Promise<PageFile> {
    const path = join(folder, `${name}.ndjson.gz`);
    try {
      return new PageFile(path, join(folder, `${name}.cursor.json`), await open(path, 'w+', 0o600));
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  get rows(): number {
    return this.#cursor.rows;
  }

  /**
   * Appends one page of so many rows; pages given at the same time are written one after the other. `next` is
   * the source's bookmark after it.
   */
  async append(lines: string, rows: number, next: string | null): Promise<PageAddress> {
    // Compressed side by side, written in the order given: the last bookmark is the furthest.
    const member = rows === 0 ? Promise.resolve(Buffer.alloc(0)) : compress(lines, gzipOptions(lines.length));
    const turn = this.#last.then(async () => this.#write(await member, rows, next));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Appends rows as NDJSON. */
  async appendRows(rows: readonly object[], next: string | null): Promise<PageAddress> {
    return this.append(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), rows.length, next);
  }

  /** Reads a page back as its lines. */
  async read(page: PageAddress): Promise<string[]> {
    if (page.length === 0) return [];
    const member = Buffer.alloc(page.length);
    await this.#handle.read(member, 0, page.length, page.offset);
    const text = (await expand(member)).toString('utf8');
    return text.split('\n').slice(0, -1);
  }

  /** Synchronises what is not yet, and closes. */
  async close(): Promise<void> {
    await this.#last;
    try {
      await this.#sync();
      await this.#writeCursor();
    } finally {
      await this.#handle.close();
    }
  }

  async #write(member: Buffer, rows: number, next: string | null): Promise<PageAddress> {
    const offset = this.#cursor.bytes;
    try {
      await this.#handle.write(member, 0, member.length, offset);
      this.#cursor = { bytes: offset + member.length, rows: this.#cursor.rows + rows, next };
      if (performance.now() - this.#syncedAt >= SYNC_EVERY_MS) await this.#sync();
      await this.#writeCursor();
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
    return { offset, length: member.length };
  }

  async #sync(): Promise<void> {
    await this.#handle.datasync();
    this.#syncedAt = performance.now();
  }

  async #writeCursor(): Promise<void> {
    const temporary = `${this.#cursorPath}.part`;
    await writeFile(temporary, JSON.stringify(this.#cursor), { mode: 0o600 });
    await rename(temporary, this.#cursorPath);
  }
}
