import { createHash, type Hash } from 'node:crypto';
import { rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip, gzip, type ZlibOptions } from 'node:zlib';
import { z } from 'zod';
import { isAbsence } from '../disk/path-exists.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { cannotWrite, openNewFile, openOwnFile } from '../disk/private-files.ts';
import { contentWithDigest, sha256Schema, textWithDigest } from '../evidence/digest.ts';

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
  /** SHA-256 of that much of the pages, as they lie on the disk. */
  sha256: sha256Schema,
  /** Where the source would go on, in its own words; null before its first page. */
  bookmark: z.json(),
});

/** How far a source has come. */
export type Position = z.infer<typeof positionSchema>;

/** What a source keeps beside its pages to find its place again. */
export type Bookmark = Position['bookmark'];

/** `synced` is the last position that a loss of power leaves; what a killed process wrote stays anyway. */
const cursorSchema = z.object({ ...positionSchema.shape, synced: positionSchema });

const START: Position = { bytes: 0, rows: 0, sha256: digestOf(newHash()), bookmark: null };

function newHash(): Hash {
  return createHash('sha256');
}

/** Of what it was given so far; more may be given to it. */
function digestOf(hash: Hash): string {
  return hash.copy().digest('hex');
}

/** The links that thousands of groups go on at take some. */
const MOST_CURSOR_BYTES = 64 * 1_024 * 1_024;

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
  #hash: Hash;
  #last: Promise<unknown> = Promise.resolve();
  /** What a page could not be written for. */
  #failure: Error | null = null;
  #syncedAt = performance.now();

  private constructor(folder: string, name: string, handle: FileHandle, { position, hash }: Whole) {
    this.path = pagesPath(folder, name);
    this.#cursorPath = cursorPath(folder, name);
    this.#handle = handle;
    this.#position = position;
    this.#synced = position;
    this.#hash = hash;
  }

  /** Starts the source's file anew in `folder`. Throws `KnownError` (local). */
  static async create(folder: string, name: string): Promise<PageFile> {
    const path = pagesPath(folder, name);
    try {
      const file = new PageFile(folder, name, await openNewFile(path), newlyBegun());
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
    const positions = await positionsOf(folder, name);
    const path = pagesPath(folder, name);
    try {
      const handle = positions.length === 0 ? null : await openedPages(path);
      if (handle === null) return await PageFile.create(folder, name);
      const whole = await lastWhole(handle, positions);
      if (whole !== null) return new PageFile(folder, name, handle, whole);
      await handle.close();
      return await PageFile.create(folder, name);
    } catch (error) {
      throw cannotWrite(path, error);
    }
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
   * is where the source goes on after it, past every page that was given before: where one of those could not be written, none
   * that follows is, for its bookmark would count what is not there. Throws `KnownError` (local).
   */
  async append(lines: string, rows: number, bookmark: Bookmark): Promise<PageAddress> {
    // Compressed side by side, written in the order given: the last bookmark is the furthest.
    const member = rows === 0 ? Promise.resolve(Buffer.alloc(0)) : compress(lines, gzipOptions(lines.length));
    const turn = this.#last.then(() => this.#write(member, rows, bookmark));
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
      this.#failure = null;
      this.#position = START;
      this.#synced = START;
      this.#hash = newHash();
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

  async #write(compressed: Promise<Buffer>, rows: number, bookmark: Bookmark): Promise<PageAddress> {
    const offset = this.#position.bytes;
    let member: Buffer;
    try {
      member = await compressed;
      if (this.#failure !== null) throw this.#failure;
      await writeWhole(this.#handle, member, offset);
      this.#hash.update(member);
      this.#position = {
        bytes: offset + member.length,
        rows: this.#position.rows + rows,
        sha256: digestOf(this.#hash),
        bookmark,
      };
      if (performance.now() - this.#syncedAt >= SYNC_EVERY_MS) await this.#sync();
      await this.#writeCursor();
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
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
    const handle = await openNewFile(temporary);
    try {
      await handle.writeFile(textWithDigest({ ...this.#position, synced: this.#synced }));
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
    text = await readPlainFile(cursorPath(folder, name), MOST_CURSOR_BYTES);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw cannotWrite(cursorPath(folder, name), error);
  }
  const parsed = cursorSchema.safeParse(contentWithDigest(text));
  if (!parsed.success) return [];
  const { synced, ...position } = parsed.data;
  return [position, synced];
}

const NEWLINE = 10;

/** A file of pages up to a position, with the digest of that much of it, which goes on with what is added. */
interface Whole {
  readonly position: Position;
  readonly hash: Hash;
}

function newlyBegun(): Whole {
  return { position: START, hash: newHash() };
}

/** The pages of an earlier run, open; null where they are gone. Throws `KnownError` (local), or what the system throws. */
async function openedPages(path: string): Promise<FileHandle | null> {
  try {
    return await openOwnFile(path);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

/** The first of the positions that the file is whole up to, with what lies beyond it cut off; null where it is to none. */
async function lastWhole(handle: FileHandle, positions: readonly Position[]): Promise<Whole | null> {
  try {
    for (const position of positions) {
      const hash = await hashOfWhole(handle, position);
      if (hash === null) continue;
      await handle.truncate(position.bytes);
      return { position, hash };
    }
    return null;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The digest of the file up to the position; null where it holds others than the bytes that were written, or fewer lines. */
async function hashOfWhole(handle: FileHandle, position: Position): Promise<Hash | null> {
  const hash = newHash();
  const lines = { count: 0, lastByte: NEWLINE };
  const count = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines.count += 1;
      lines.lastByte = chunk.at(-1) ?? lines.lastByte;
    }
  };
  if ((await handle.stat()).size < position.bytes) return null;
  try {
    if (position.bytes > 0) {
      const pages = handle.createReadStream({ start: 0, end: position.bytes - 1, autoClose: false });
      pages.on('data', (chunk) => hash.update(chunk));
      await pipeline(pages, createGunzip(), count);
    }
  } catch (error) {
    if (isDamage(error)) return null;
    throw error;
  }
  const isWhole = lines.lastByte === NEWLINE && lines.count === position.rows;
  return isWhole && digestOf(hash) === position.sha256 ? hash : null;
}

/** The pages do not expand: what a loss of power can leave. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_');
}
