import { join, sep } from 'node:path';
import { z } from 'zod';
import { auditPaths } from '../disk/audit-paths.ts';
import { isAbsence } from '../disk/path-exists.ts';
import { NotPlain, readPlainFile } from '../disk/plain-files.ts';
import { KnownError, messageOf } from '../errors.ts';
import { readJson } from '../texts/read-json.ts';
import { digestOfFile, digestOfText, digestSchema, isOfDigest } from './digest.ts';

export const MANIFEST_SCHEMA = 'vigie/manifest/1';

/** An audit has some dozens of files, of less than 200 bytes each here. */
const MOST_BYTES = 1_024 * 1_024;

const manifestSchema = z.object({
  schema: z.literal(MANIFEST_SCHEMA),
  vigie: z.string(),
  files: z.array(
    digestSchema.extend({ path: z.string().refine(isWithin, 'it leads out of the audit folder') }),
  ),
});

/** A relative path that stays below the folder it starts from: the manifest is a file that anyone may have edited. */
function isWithin(path: string): boolean {
  const steps = path.split('/');
  return !path.includes('\\') && steps.every((step) => !['', '.', '..'].includes(step));
}

/** `manifest.json`: every file of the audit with its size and SHA-256, by path. */
export type AuditManifest = z.infer<typeof manifestSchema>;

type FileRecord = AuditManifest['files'][number];

/**
 * The audit's manifest with `paths` (relative to the audit folder) recorded as they are now. What was recorded
 * before and is not named keeps its record, so that a later stage does not vouch for what it did not write; `gone`
 * are those that the stage took away. Throws `KnownError` (local) for a damaged manifest.
 */
export async function recordFiles(
  auditFolder: string,
  paths: readonly string[],
  vigie: string,
  gone: readonly string[] = [],
): Promise<AuditManifest> {
  const records = new Map((await readManifest(auditFolder)).map((record) => [record.path, record]));
  for (const path of gone) records.delete(path.split(sep).join('/'));
  for (const path of paths) {
    const place = path.split(sep).join('/');
    records.set(place, await recordOf(auditFolder, place));
  }
  return manifestOf([...records.values()], vigie);
}

/**
 * The manifest of a new audit, of which nothing is recorded but its snapshot: the tables at `paths`, and its own manifest,
 * which is yet to be written. Throws `KnownError` (local).
 */
export async function recordSnapshot(
  auditFolder: string,
  paths: readonly string[],
  own: FileRecord,
  vigie: string,
): Promise<AuditManifest> {
  const tables = await Promise.all(paths.map((path) => recordOf(auditFolder, path)));
  return manifestOf([...tables, own], vigie);
}

function manifestOf(records: readonly FileRecord[], vigie: string): AuditManifest {
  const files = [...records].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { schema: MANIFEST_SCHEMA, vigie, files };
}

/** SHA-256 of the manifest itself; null where the audit has none. Throws `KnownError` (local). */
export async function manifestDigest(auditFolder: string): Promise<string | null> {
  const text = await manifestText(auditFolder);
  return text === null ? null : digestOfText(text).sha256;
}

/** Throws `KnownError` (local) unless the manifest is the very one whose SHA-256 was kept elsewhere. */
export async function requireManifest(auditFolder: string, expected: string): Promise<void> {
  const found = await manifestDigest(auditFolder);
  if (found === expected) return;
  const file = auditPaths.manifest(auditFolder);
  throw new KnownError(
    'local',
    found === null
      ? `${file} is missing: nothing tells that the audit is the one expected`
      : `The audit is not the one expected: the SHA-256 of ${file} is ${found}`,
    {
      nextSteps: [
        'Take the audit folder from where it was kept, or compare with the log of the run that wrote it.',
      ],
    },
  );
}

/** The paths that the audit's manifest records. Throws `KnownError` (local) for a damaged manifest. */
export async function recordedFiles(auditFolder: string): Promise<string[]> {
  return (await readManifest(auditFolder)).map(({ path }) => path);
}

/**
 * Files recorded under `folder` that are gone or whose bytes are others than those recorded, by path; empty where
 * nothing was recorded. Throws `KnownError` (local) for a damaged manifest.
 */
export async function alteredFiles(auditFolder: string, folder: string): Promise<string[]> {
  const records = (await readManifest(auditFolder)).filter(({ path }) => path.startsWith(`${folder}/`));
  const altered: string[] = [];
  for (const record of records) {
    if (!(await isAsRecorded(auditFolder, record))) altered.push(record.path);
  }
  return altered;
}

/**
 * Those of `paths` (relative to the audit folder) that the manifest does not record, or not as they are now. Throws
 * `KnownError` (local) for a damaged manifest.
 */
export async function unvouchedFiles(auditFolder: string, paths: readonly string[]): Promise<string[]> {
  const records = new Map((await readManifest(auditFolder)).map((record) => [record.path, record]));
  const unvouched: string[] = [];
  for (const path of paths) {
    const record = records.get(path);
    if (record === undefined || !(await isAsRecorded(auditFolder, record))) unvouched.push(path);
  }
  return unvouched;
}

async function isAsRecorded(auditFolder: string, record: FileRecord): Promise<boolean> {
  const file = join(auditFolder, record.path);
  try {
    return await isOfDigest(file, record);
  } catch (error) {
    // A link or a device is not the file that was written.
    if (error instanceof NotPlain || isAbsence(error)) return false;
    throw new KnownError('local', `${file} cannot be read: ${messageOf(error)}`, {
      nextSteps: ['Check who may read this file, then run the same command again.'],
      cause: error,
    });
  }
}

async function readManifest(auditFolder: string): Promise<readonly FileRecord[]> {
  const text = await manifestText(auditFolder);
  if (text === null) return [];
  try {
    return manifestSchema.parse(readJson(text)).files;
  } catch (error) {
    throw damagedManifest(auditFolder, error);
  }
}

async function manifestText(auditFolder: string): Promise<string | null> {
  try {
    return await readPlainFile(auditPaths.manifest(auditFolder), MOST_BYTES);
  } catch (error) {
    if (isAbsence(error)) return null;
    if (error instanceof KnownError) throw error;
    throw damagedManifest(auditFolder, error);
  }
}

function damagedManifest(auditFolder: string, cause: unknown): KnownError {
  return new KnownError('local', `${auditPaths.manifest(auditFolder)} is damaged or of another version`, {
    nextSteps: ['Collect again, or take the audit folder from where it was kept.'],
    cause,
  });
}

async function recordOf(auditFolder: string, path: string): Promise<FileRecord> {
  return { path, ...(await digestOfFile(join(auditFolder, path))) };
}
