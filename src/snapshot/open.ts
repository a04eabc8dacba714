import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { identifier, pathLiteral, type DuckDb } from '../duckdb/duckdb.ts';
import { KnownError, messageOf } from '../errors.ts';
import { auditPaths, pathExists } from './audit-folder.ts';
import {
  SNAPSHOT_SCHEMA,
  snapshotManifestSchema,
  type SnapshotManifest,
  type SourceReport,
} from './manifest.ts';
import { SOURCE_IDS, TABLES, type SourceId } from './tables.ts';

/** A sealed snapshot on disk. */
export interface Snapshot {
  /** The audit folder it belongs to. */
  readonly auditFolder: string;
  /** Where its Parquet files lie. */
  readonly folder: string;
  readonly manifest: SnapshotManifest;
}

const COLLECT_AGAIN = 'Collect a new snapshot with “vigie collect”.';

/**
 * Opens the snapshot of an audit folder.
 *
 * @throws KnownError `local` where it is missing, half written, not readable, or of another version
 */
export async function openSnapshot(auditFolder: string): Promise<Snapshot> {
  const folder = join(auditFolder, 'snapshot');
  const file = auditPaths.snapshotManifest(auditFolder);
  const manifest = parseManifest(await readManifest(folder, file), file);
  return { auditFolder, folder, manifest };
}

/** What became of a source, as the snapshot tells it; a source it does not know of was skipped. */
export function sourceReport(manifest: SnapshotManifest, id: SourceId): SourceReport {
  const report = manifest.sources.find((source) => source.id === id);
  return report ?? { id, outcome: 'skipped', read: 0, expected: 0, reason: 'not-read' };
}

function tableFile(snapshot: Snapshot, id: SourceId): string {
  return auditPaths.table(snapshot.auditFolder, id);
}

/**
 * Makes one view per source, named as the source, with exactly the columns of its table. A source that was refused or
 * skipped, or that has nothing to tell, may have no file: its view is empty.
 *
 * @throws KnownError `local` where a file is missing, damaged, or lacks a column
 */
export async function createSnapshotViews(db: DuckDb, snapshot: Snapshot): Promise<void> {
  for (const id of SOURCE_IDS) {
    await db.run(`CREATE OR REPLACE VIEW ${identifier(id)} AS ${await selectFrom(db, snapshot, id)}`);
  }
}

async function selectFrom(db: DuckDb, snapshot: Snapshot, id: SourceId): Promise<string> {
  const columns = Object.entries<string>(TABLES[id]);
  const file = tableFile(snapshot, id);
  if (!(await pathExists(file))) {
    const { outcome, read } = sourceReport(snapshot.manifest, id);
    if ((outcome === 'complete' || outcome === 'partial') && read > 0) {
      throw damaged(file, 'the file is missing though its source was read');
    }
    const empty = columns.map(([name, type]) => `NULL::${type} AS ${identifier(name)}`);
    return `SELECT ${empty.join(', ')} WHERE false`;
  }
  const present = await columnsOf(db, file);
  const missing = columns.filter(([name]) => !present.has(name)).map(([name]) => name);
  if (missing.length > 0) throw damaged(file, `it has no column ${missing.join(', ')}`);
  const typed = columns.map(([name, type]) => `${identifier(name)}::${type} AS ${identifier(name)}`);
  return `SELECT ${typed.join(', ')} FROM read_parquet(${pathLiteral(file)})`;
}

async function columnsOf(db: DuckDb, file: string): Promise<Set<string>> {
  try {
    const rows = await db.rows(
      `SELECT column_name AS name FROM (DESCRIBE FROM read_parquet(${pathLiteral(file)}))`,
      z.object({ name: z.string() }),
    );
    return new Set(rows.map((row) => row.name));
  } catch (error) {
    throw damaged(file, 'it is not a Parquet file that can be read', error);
  }
}

/** DuckDB shows the statement below its message. */
function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function damaged(file: string, why: string, cause?: unknown): KnownError {
  const detail = cause === undefined ? '' : ` (${firstLine(messageOf(cause))})`;
  return new KnownError('local', `The snapshot is damaged: ${file}: ${why}${detail}.`, {
    nextSteps: [COLLECT_AGAIN],
    cause,
  });
}

async function readManifest(folder: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') {
      throw new KnownError('local', `The snapshot cannot be read: ${messageOf(error)}.`, {
        nextSteps: ['Check who may read this file, then run the same command again.'],
        cause: error,
      });
    }
    throw (await holdsFiles(folder))
      ? new KnownError('local', `The snapshot is half written: ${file} is missing.`, {
          nextSteps: ['Collect again with “vigie collect”.'],
          cause: error,
        })
      : new KnownError('local', `No snapshot here: ${file} is missing.`, {
          nextSteps: ['Name an audit folder that holds a snapshot, or make one with “vigie collect”.'],
          cause: error,
        });
  }
}

function parseManifest(text: string, file: string): SnapshotManifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new KnownError('local', `The snapshot is damaged: ${file} is not JSON (${messageOf(error)}).`, {
      nextSteps: [COLLECT_AGAIN],
      cause: error,
    });
  }
  const version = z.object({ schema: z.string() }).safeParse(content);
  if (version.success && version.data.schema !== SNAPSHOT_SCHEMA) {
    throw new KnownError(
      'local',
      `The snapshot is of another version: ${file} says ${JSON.stringify(version.data.schema)}, this program reads ${JSON.stringify(SNAPSHOT_SCHEMA)}.`,
      { nextSteps: ['Use the version of Vigie that wrote it, or collect a new snapshot.'] },
    );
  }
  const manifest = snapshotManifestSchema.safeParse(content);
  if (manifest.success) return manifest.data;
  const issues = manifest.error.issues.map((issue) => `${issue.path.join('.') || '.'}: ${issue.message}`);
  throw new KnownError('local', `The snapshot is damaged: ${file}: ${issues.slice(0, 3).join('; ')}.`, {
    nextSteps: [COLLECT_AGAIN],
    cause: manifest.error,
  });
}

async function holdsFiles(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

const errorWithCode = z.looseObject({ code: z.string() });

function codeOf(error: unknown): string | undefined {
  return errorWithCode.safeParse(error).data?.code;
}
