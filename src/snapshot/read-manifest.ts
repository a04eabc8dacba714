import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import { KnownError, messageOf } from '../errors.ts';
import { SNAPSHOT_SCHEMA, snapshotManifestSchema, type SnapshotManifest } from './manifest.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { readJson } from '../texts/read-json.ts';

export const COLLECT_AGAIN = 'Collect a new snapshot with “vigie collect”.';

/** A thousand groups with a miss each are not a tenth of it. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Reads and validates the manifest `file` of the snapshot in `folder`.
 *
 * @throws KnownError `local` where it is missing, half written, not readable, not as documented, or of another version
 */
export async function readSnapshotManifest(folder: string, file: string): Promise<SnapshotManifest> {
  return parseManifest(await textOf(folder, file), file);
}

async function textOf(folder: string, file: string): Promise<string> {
  try {
    return await readPlainFile(file, MOST_BYTES);
  } catch (error) {
    if (error instanceof KnownError) throw error;
    if (!isAbsence(error)) {
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
    content = readJson(text);
  } catch (error) {
    throw new KnownError('local', `The snapshot is damaged: ${file} ${messageOf(error)}.`, {
      nextSteps: [COLLECT_AGAIN],
      cause: error,
    });
  }
  const version = z.object({ schema: z.string() }).safeParse(content);
  if (version.success && version.data.schema !== SNAPSHOT_SCHEMA) {
    throw new KnownError(
      'local',
      `The snapshot is of another version: ${file} says ${JSON.stringify(version.data.schema.slice(0, 100))}, this program reads ${JSON.stringify(SNAPSHOT_SCHEMA)}.`,
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
    if (isAbsence(error)) return false;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
