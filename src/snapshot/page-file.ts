import { createReadStream } from 'node:fs';
import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip, gzip, type ZlibOptions } from 'node:zlib';
import { z } from 'zod';
import { cannotWrite } from '../disk/private-files.ts';
import { readJson } from '../texts/read-json.ts';

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Where one page lies in its file. */
export interface PageAddress {
  readonly offset: number;
  readonly length: number;
}

const positionSchema = z.object({
  /** How much of the pages is whole. */
  bytes: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  /** Where the source would go on, in its own words; null before its first page. */
  bookmark: z.json(),
});

/** How far a source has come. */
export type Position = z.infer<typeof positionSchema>;

/** What a source keeps beside its pages to find its place again. */
export type Bookmark = Position['bookmark'];

/** `synced` is the last position that a loss of power leaves; what a killed process wrote stays anyway. */
const cursorSchema = z.object({ ...positionSchema.shape, synced: positionSchema });

const START: Position = { bytes: 0, rows: 0, bookmark: null };

/** Power may fail; what a killed process wrote stays, so synchronising more often would only cost. */
const SYNC_EVERY_MS = 1_000;

/**
 * Enough for a whole member at once, without a trip to the thread pool for every 16 KB of it; a short one, of which there
 * are many, does not take the quarter of a megabyte that gzip works with otherwise.
 */
function gzipOptions(characters: number): ZlibOptions {
  const windowBits = Math.min(15, Math.max(9, Math.ceil(Math.log2(Math.max(1, characters)))));
  const chunkSize = Math.min(256 * 1_024, Math.max(1_024, characters));
  return { level: 1, chunkSize, windowBits, memLevel: windowBits - 7 };
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
  #position: Position;
  #synced: Position;
  #last: Promise<unknown> = Promise.resolve();
  #syncedAt = performance.now();

  private constructor(folder: string, name: string, handle: FileHandle, position: Position) {
    this.path = pagesPath(folder, name);
    this.#cursorPath = cursorPath(folder, name);
    this.#handle = handle;
    this.#position = position;
    this.#synced = position;
  }

  /** Starts the source's file anew in `folder`. Throws `KnownError` (local). */
  static async create(folder: string, name: string): Promise<PageFile> {
    const path = pagesPath(folder, name);
    try {
      const file = new PageFile(folder, name, await open(path, 'w+', 0o600), START);
      // An earlier cursor would otherwise vouch for pages that are gone.
      await file.#writeCursor();
      return file;
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /**
   * Goes on with the source's file where an earlier run stopped: at the last whole page, else at the last
   * one known to have reached the disk, else from the start. Throws `KnownError` (local).
   */
  static async resume(folder: string, name: string): Promise<PageFile> {
    const path = pagesPath(folder, name);
    for (const position of await positionsOf(folder, name)) {
      if (!(await isWhole(path, position))) continue;
      try {
        const handle = await open(path, 'r+');
        await handle.truncate(position.bytes);
        return new PageFile(folder, name, handle, position);
      } catch (error) {
        throw cannotWrite(path, error);
      }
    }
    return PageFile.create(folder, name);
  }

  get rows(): number {
    return this.#position.rows;
  }

  /** The source's bookmark after the last page that was written; null before the first. */
  get bookmark(): Bookmark {
    return this.#position.bookmark;
  }

  /**
   * Appends one page of so many rows; pages given at the same time are written one after the other. `bookmark`
   * is where the source goes on after it.
   */
  async append(lines: string, rows: number, bookmark: Bookmark): Promise<PageAddress> {
    // Compressed side by side, written in the order given: the last bookmark is the furthest.
    const member = rows === 0 ? Promise.resolve(Buffer.alloc(0)) : compress(lines, gzipOptions(lines.length));
    const turn = this.#last.then(async () => this.#write(await member, rows, bookmark));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Appends rows as NDJSON. */
  async appendRows(rows: readonly object[], bookmark: Bookmark): Promise<PageAddress> {
    return this.append(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), rows.length, bookmark);
  }

  /** Forgets every page. Nobody may be appending. Throws `KnownError` (local). */
  async clear(): Promise<void> {
    try {
      this.#position = START;
      this.#synced = START;
      await this.#writeCursor();
      await this.#handle.truncate(0);
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }

  /** Reads a page back as its lines. */
  async read(page: PageAddress): Promise<string[]> {
    if (page.length === 0) return [];
    const member = Buffer.alloc(page.length);
    await this.#handle.read(member, 0, page.length, page.offset);
    const text = (await expand(member)).toString('utf8');
    return text.split('\n').slice(0, -1);
  }

  /** Synchronises what is not yet, and closes. Throws `KnownError` (local). */
  async close(): Promise<void> {
    await this.#last;
    try {
      await this.#sync();
      await this.#writeCursor();
    } catch (error) {
      throw cannotWrite(this.path, error);
    } finally {
      await this.#handle.close();
    }
  }

  async #write(member: Buffer, rows: number, bookmark: Bookmark): Promise<PageAddress> {
    const offset = this.#position.bytes;
    try {
      await writeWhole(this.#handle, member, offset);
      this.#position = { bytes: offset + member.length, rows: this.#position.rows + rows, bookmark };
      if (performance.now() - this.#syncedAt >= SYNC_EVERY_MS) await this.#sync();
      await this.#writeCursor();
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
    return { offset, length: member.length };
  }

  async #sync(): Promise<void> {
    const position = this.#position;
    await this.#handle.datasync();
    this.#synced = position;
    this.#syncedAt = performance.now();
  }

  async #writeCursor(): Promise<void> {
    const temporary = `${this.#cursorPath}.part`;
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ ...this.#position, synced: this.#synced }));
      if (this.#synced === this.#position) await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, this.#cursorPath);
  }
}

function pagesPath(folder: string, name: string): string {
  return join(folder, `${name}.ndjson.gz`);
}

function cursorPath(folder: string, name: string): string {
  return join(folder, `${name}.cursor.json`);
}

/** A disk that is almost full takes a part of a page without an error. */
async function writeWhole(handle: FileHandle, bytes: Buffer, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

/** Where an earlier run may go on, furthest first; none where its cursor is missing or makes no sense. */
async function positionsOf(folder: string, name: string): Promise<Position[]> {
  let text: string;
  try {
    text = await readFile(cursorPath(folder, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw cannotWrite(cursorPath(folder, name), error);
  }
  const parsed = z.string().transform(parseJson).pipe(cursorSchema).safeParse(text);
  if (!parsed.success) return [];
  const { synced, ...position } = parsed.data;
  return [position, synced];
}

function parseJson(text: string, context: z.core.$RefinementCtx): unknown {
  try {
    return readJson(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'not JSON', input: text });
    return z.NEVER;
  }
}

const NEWLINE = 10;

/** The file holds, up to the position, members that expand to as many lines. */
async function isWhole(path: string, position: Position): Promise<boolean> {
  const lines = { count: 0, lastByte: NEWLINE };
  const count = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines.count += 1;
      lines.lastByte = chunk.at(-1) ?? lines.lastByte;
    }
  };
  try {
    if ((await sizeOf(path)) < position.bytes) return false;
    if (position.bytes === 0) return position.rows === 0;
    await pipeline(createReadStream(path, { end: position.bytes - 1 }), createGunzip(), count);
  } catch (error) {
    if (isDamage(error)) return false;
    throw cannotWrite(path, error);
  }
  return lines.lastByte === NEWLINE && lines.count === position.rows;
}

async function sizeOf(path: string): Promise<number> {
  const handle = await open(path, 'r');
  try {
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** The pages are gone, or do not expand: what a loss of power can leave. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ENOENT' || code.startsWith('Z_');
}
