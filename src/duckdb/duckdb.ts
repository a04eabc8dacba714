import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { chmod, lstat, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { isAbsence } from '../disk/path-exists.ts';
import { makePrivateFolder } from '../disk/private-folder.ts';
import { isOutOfMemory, OutOfMemory } from './out-of-memory.ts';

export interface DuckDbOptions {
  /** Folder for spilled data; made if missing, removed on close. Lies inside the audit folder. Absent: nothing spills. */
  readonly temporaryFolder?: string;
  /**
   * The folders whose files SQL may read and write. Default: the one that the temporary folder lies in; without a
   * temporary folder, any.
   */
  readonly reaches?: readonly string[];
  readonly memoryLimitMb?: number;
  /**
   * A statement that needs more than the limit is done again with a quarter more, up to this, which the session keeps; left out,
   * the limit stands.
   */
  readonly mostMemoryMb?: number;
  readonly threads?: number;
}

/** Of a session that is told nothing else. */
export const DEFAULT_MEMORY_MB = 200;

/**
 * One in-memory DuckDB. Text that does not come from this program reaches SQL as parameters or
 * variables, never by concatenation; `identifier` and `literal` are for paths and names of ours.
 */
export interface DuckDb {
  run(sql: string, parameters?: Record<string, DuckDBValue>): Promise<void>;
  /** All rows, validated; for results that are small by construction. */
  rows<T>(sql: string, schema: z.ZodType<T>, parameters?: Record<string, DuckDBValue>): Promise<T[]>;
  /** The one row of a query that has exactly one. */
  row<T>(sql: string, schema: z.ZodType<T>, parameters?: Record<string, DuckDBValue>): Promise<T>;
  /** The values of the first column, chunk by chunk (2,048 rows at the most), for results of any size. */
  column(sql: string): AsyncGenerator<DuckDBValue[]>;
  /** `SET VARIABLE`, to be read back with `getvariable`. */
  setVariable(name: string, value: string | number | boolean | readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A string as an SQL literal; where it holds a NUL, which no SQL text may, an expression of the same value. */
export function literal(text: string): string {
  if (text.includes('\0')) return `(${text.split('\0').map(literal).join(' || chr(0) || ')})`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path as an SQL literal for a function that expands wildcards, taken as it is written. */
export function pathLiteral(path: string): string {
  return literal(withoutWildcards(path));
}

function withoutWildcards(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

/**
 * Opens a DuckDB whose temporary files stay in `temporaryFolder` and whose SQL reaches no other files than `reaches`
 * says. Loads the native library on first use. Trouble with the disk is a `KnownError` (local), here and in the session; so
 * is memory that does not suffice (`OutOfMemory`).
 */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  const folder = options.temporaryFolder;
  if (folder !== undefined) await makeTemporaryFolder(folder);
  const memoryLimitMb = options.memoryLimitMb ?? DEFAULT_MEMORY_MB;
  const session = await explained({ folder, memoryLimitMb }, async () => {
    const instance = await instanceOf(options, memoryLimitMb);
    return new Session(instance, await instance.connect(), folder, {
      limitMb: memoryLimitMb,
      mostMb: options.mostMemoryMb ?? memoryLimitMb,
    });
  });
  const reaches = options.reaches ?? (folder === undefined ? null : [dirname(folder)]);
  if (reaches !== null) await confine(session, reaches, options.mostMemoryMb !== undefined);
  return session;
}

async function instanceOf(options: DuckDbOptions, memoryLimitMb: number): Promise<DuckDBInstance> {
  // Its native library takes as long to load as all else that a command without tables needs.
  const { DuckDBInstance } = await import('@duckdb/node-api');
  return DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryLimitMb}MB`,
    threads: String(options.threads ?? 2),
    temp_directory: options.temporaryFolder ?? '',
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // The system keeps what was read lately as well; twice is once too often.
    enable_external_file_cache: 'false',
  });
}

/** Trouble with the disk or with memory as what it is; any other error unchanged. */
async function explained<T>(
  { folder, memoryLimitMb }: { readonly folder: string | undefined; readonly memoryLimitMb: number },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const trouble = diskTrouble('use', folder ?? 'the disk', error);
    throw trouble ?? (isOutOfMemory(error) ? new OutOfMemory(memoryLimitMb, error) : withoutValues(error));
  }
}

/** Something else than a folder of this program in its place would lead what is spilled elsewhere. */
async function makeTemporaryFolder(folder: string): Promise<void> {
  try {
    if (!(await isFolder(folder))) await rm(folder, { force: true });
    await makePrivateFolder(folder);
    await chmod(folder, 0o700);
  } catch (error) {
    throw diskTrouble('write', folder, error) ?? error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

/** DuckDB compares where a file really lies, and a path with wildcards as it is written. */
async function confine(session: Session, folders: readonly string[], mayGrow: boolean): Promise<void> {
  const real = await Promise.all(folders.map((folder) => realpath(folder)));
  const written = [...folders, ...real].flatMap((folder) => [folder, withoutWildcards(folder)]);
  const allowed = [...new Set(written)].map(literal).join(', ');
  const settings = ['preserve_insertion_order', ...(mayGrow ? ['memory_limit'] : [])];
  await session.run(`SET allowed_directories = [${allowed}];
    SET allowed_configs = [${settings.map(literal).join(', ')}];
    SET enable_external_access = false;
    SET lock_configuration = true`);
}

/** What a session may take, and what it may come to take. */
interface Memory {
  limitMb: number;
  readonly mostMb: number;
}

/** What it takes more where a statement needs more. */
const GROWTH = 1.25;

class Session implements DuckDb {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #temporaryFolder: string | undefined;
  readonly #memory: Memory;

  constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    temporaryFolder: string | undefined,
    memory: Memory,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#temporaryFolder = temporaryFolder;
    this.#memory = memory;
  }

  async run(sql: string, parameters?: Record<string, DuckDBValue>): Promise<void> {
    await this.#withMemory(() => this.#connection.run(sql, parameters));
  }

  async rows<T>(sql: string, schema: z.ZodType<T>, parameters?: Record<string, DuckDBValue>): Promise<T[]> {
    const reader = await this.#withMemory(() => this.#connection.runAndReadAll(sql, parameters));
    return reader.getRowObjectsJS().map((row) => schema.parse(row));
  }

  async row<T>(sql: string, schema: z.ZodType<T>, parameters?: Record<string, DuckDBValue>): Promise<T> {
    const [first, ...others] = await this.rows(sql, schema, parameters);
    if (first === undefined || others.length > 0) {
      throw new Error(`expected one row, got ${first === undefined ? 0 : others.length + 1}: ${sql}`);
    }
    return first;
  }

  async *column(sql: string): AsyncGenerator<DuckDBValue[]> {
    const result = await this.#told(() => this.#connection.stream(sql));
    for (;;) {
      const chunk = await this.#told(() => result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getColumnValues(0);
    }
  }

  async setVariable(name: string, value: string | number | boolean | readonly string[]): Promise<void> {
    // SET VARIABLE takes no prepared parameters, so the value is written as literals.
    await this.run(`SET VARIABLE ${identifier(name)} = ${constant(value)}`);
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    const folder = this.#temporaryFolder;
    if (folder !== undefined) await this.#told(() => rm(folder, { recursive: true, force: true }));
  }

  /** A statement that ran out of memory did nothing. */
  async #withMemory<T>(statement: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.#told(statement);
      } catch (error) {
        const { limitMb, mostMb } = this.#memory;
        if (!(error instanceof OutOfMemory) || limitMb >= mostMb) throw error;
        this.#memory.limitMb = Math.min(mostMb, Math.ceil(limitMb * GROWTH));
        await this.#connection.run(`SET memory_limit = '${this.#memory.limitMb}MB'`);
      }
    }
  }

  #told<T>(work: () => Promise<T>): Promise<T> {
    return explained({ folder: this.#temporaryFolder, memoryLimitMb: this.#memory.limitMb }, work);
  }
}

/** DuckDB's classes of error that quote what they stumble over, and the line of a file or of SQL that it stands in. */
const ABOUT_VALUES = /^(Conversion|Invalid Input|Invalid Type|Mismatch Type|Out of Range|Constraint) Error/;

/** Up to the first thing quoted; the path of a table is no value. */
const BEFORE_VALUES = /^(?:[^'"\n]|(['"])\/[^'"\n]*\.parquet\1)*/;

/** An error whose message may be shown: a value that could not be converted may be somebody's name. */
function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error) || !ABOUT_VALUES.test(error.message)) return error;
  const [told = ''] = BEFORE_VALUES.exec(error.message) ?? [];
  const [line = ''] = error.message.split('\n', 1);
  return new Error(told === line ? told : `${told.trimEnd()} …`);
}

function constant(value: string | number | boolean | readonly string[]): string {
  if (typeof value === 'string') return literal(value);
  if (typeof value === 'object') return `[${value.map(literal).join(', ')}]::VARCHAR[]`;
  return String(value);
}

/** Where this process keeps its spilled data within an audit folder; another may work there at the same time. */
export function temporaryFolderOf(auditFolder: string): string {
  return join(auditFolder, `.tmp-${process.pid}`);
}
