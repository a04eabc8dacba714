import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import { KnownError, worded, wordsOf } from '../errors.ts';
import { SNAPSHOT_SCHEMA, snapshotManifestSchema, type SnapshotManifest } from './manifest.ts';
import { readPlainFile } from '../disk/plain-files.ts';
import { jsonFault, readJson } from '../texts/read-json.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

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
      throw new KnownError('local', worded(TROUBLE_WORDS.cannotBeRead, { why: wordsOf(error) }), {
        nextSteps: [TROUBLE_WORDS.checkReader],
        cause: error,
      });
    }
    throw (await holdsFiles(folder))
      ? new KnownError('local', worded(TROUBLE_WORDS.halfWritten, { file }), {
          nextSteps: [TROUBLE_WORDS.collectAgain],
          cause: error,
        })
      : new KnownError('local', worded(TROUBLE_WORDS.noSnapshot, { file }), {
          nextSteps: [TROUBLE_WORDS.nameAudit],
          cause: error,
        });
  }
}

function parseManifest(text: string, file: string): SnapshotManifest {
  let content: unknown;
  try {
    content = readJson(text);
  } catch (error) {
    throw new KnownError('local', worded(TROUBLE_WORDS.damagedManifest, { file, why: jsonFault(error) }), {
      nextSteps: [TROUBLE_WORDS.collectNew],
      cause: error,
    });
  }
  const version = z.object({ schema: z.string() }).safeParse(content);
  if (version.success && version.data.schema !== SNAPSHOT_SCHEMA) {
    const found = JSON.stringify(version.data.schema.slice(0, 100));
    const expected = JSON.stringify(SNAPSHOT_SCHEMA);
    throw new KnownError('local', worded(TROUBLE_WORDS.otherVersion, { file, found, expected }), {
      nextSteps: [TROUBLE_WORDS.useItsVersion],
    });
  }
  const manifest = snapshotManifestSchema.safeParse(content);
  if (manifest.success) return manifest.data;
  const issues = manifest.error.issues.map((issue) => `${issue.path.join('.') || '.'}: ${issue.message}`);
  throw new KnownError('local', worded(TROUBLE_WORDS.damaged, { file, why: issues.slice(0, 3).join('; ') }), {
    nextSteps: [TROUBLE_WORDS.collectNew],
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
