import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';

export interface DuckDbOptions {
  /** Folder for spilled data; made if missing, removed on close. Lies inside the audit folder. Absent: nothing spills. */
  readonly temporaryFolder?: string;
  readonly memoryLimitMb?: number;
  readonly threads?: number;
}

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

/** A string as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A path as an SQL literal for a function that expands wildcards, taken as it is written. */
export function pathLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'));
}

/** Opens a DuckDB whose temporary files stay in `temporaryFolder`. Loads the native library on first use. */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  const folder = options.temporaryFolder;
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  }
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memoryLimitMb ?? 200}MB`,
    threads: String(options.threads ?? 2),
    temp_directory: folder ?? '',
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  return new Session(instance, connection, folder);
}

class Session implements DuckDb {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #temporaryFolder: string | undefined;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, temporaryFolder: string | undefined) {
    this.#instance = instance;
    this.#connection = connection;
    this.#temporaryFolder = temporaryFolder;
  }

  async run(sql: string, parameters?: Record<string, DuckDBValue>): Promise<void> {
    await this.#connection.run(sql, parameters);
  }

  async rows<T>(sql: string, schema: z.ZodType<T>, parameters?: Record<string, DuckDBValue>): Promise<T[]> {
    const reader = await this.#connection.runAndReadAll(sql, parameters);
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
    const result = await this.#connection.stream(sql);
    for (;;) {
      const chunk = await result.fetchChunk();
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
    if (this.#temporaryFolder !== undefined) {
      await rm(this.#temporaryFolder, { recursive: true, force: true });
    }
  }
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
