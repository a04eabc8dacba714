import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { KnownError, messageOf } from '../errors.ts';
import { readJson } from '../texts/read-json.ts';

export const MANIFEST_SCHEMA = 'vigie/manifest/1';

/** An audit has some dozens of files. */
const MOST_BYTES = 16 * 1_024 * 1_024;

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
    const found = await lstat(file);
    // A link or a device is not the file that was written, and reading one may never end.
    if (!found.isFile() || found.size !== record.bytes) return false;
    return (await recordOf(auditFolder, record.path)).sha256 === record.sha256;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw new KnownError('local', `${file} cannot be read: ${messageOf(error)}`, {
      nextSteps: ['Check who may read this file, then run the same command again.'],
      cause: error,
    });
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}

async function readManifest(auditFolder: string): Promise<readonly FileRecord[]> {
  const file = join(auditFolder, 'manifest.json');
  try {
    return manifestSchema.parse(readJson(await readBounded(file))).files;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw new KnownError('local', `${file} is damaged or of another version`, {
      nextSteps: ['Collect again, or take the audit folder from where it was kept.'],
      cause: error,
    });
  }
}

async function readBounded(file: string): Promise<string> {
  const found = await lstat(file);
  if (!found.isFile() || found.size > MOST_BYTES)
    throw new Error(`no file of ${MOST_BYTES} bytes at the most`);
  return readFile(file, 'utf8');
}

async function recordOf(auditFolder: string, path: string): Promise<FileRecord> {
  const file = join(auditFolder, path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { path, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}
