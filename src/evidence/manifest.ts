import { createHash } from 'node:crypto';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { isAbsence } from '../disk/path-exists.ts';
import { NotPlain, openHeldFile, readPlainFile } from '../disk/plain-files.ts';
import { KnownError, messageOf } from '../errors.ts';

export const MANIFEST_SCHEMA = 'vigie/manifest/1';

/** An audit has some dozens of files, of less than 200 bytes each here. */
const MOST_BYTES = 1_024 * 1_024;

const manifestSchema = z.object({
  schema: z.literal(MANIFEST_SCHEMA),
  vigie: z.string(),
  files: z.array(
    z.object({
      path: z.string().refine(isWithin, 'it leads out of the audit folder'),
      bytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
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
  const files = [...records.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { schema: MANIFEST_SCHEMA, vigie, files };
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
    const found = await recordOf(auditFolder, record.path, record.bytes);
    return found.bytes === record.bytes && found.sha256 === record.sha256;
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
  const file = join(auditFolder, 'manifest.json');
  try {
    return manifestSchema.parse(JSON.parse(await readPlainFile(file, MOST_BYTES))).files;
  } catch (error) {
    if (isAbsence(error)) return [];
    if (error instanceof KnownError) throw error;
    throw new KnownError('local', `${file} is damaged or of another version`, {
      nextSteps: ['Collect again, or take the audit folder from where it was kept.'],
      cause: error,
    });
  }
}

/** A file as it is now; one of another size than `bytes` is not read. */
async function recordOf(auditFolder: string, path: string, bytes?: number): Promise<FileRecord> {
  const handle = await openHeldFile(join(auditFolder, path));
  try {
    const { size } = await handle.stat();
    if (bytes !== undefined && size !== bytes) return { path, bytes: size, sha256: '' };
    const hash = createHash('sha256');
    await pipeline(handle.createReadStream({ autoClose: false }), hash);
    return { path, bytes: size, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}
