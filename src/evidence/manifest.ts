import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { KnownError } from '../errors.ts';

export const MANIFEST_SCHEMA = 'vigie/manifest/1';

const manifestSchema = z.object({
  schema: z.literal(MANIFEST_SCHEMA),
  vigie: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.int().nonnegative(), sha256: z.string() })),
});

/** `manifest.json`: every file of the audit with its size and SHA-256, by path. */
export type AuditManifest = z.infer<typeof manifestSchema>;

type FileRecord = AuditManifest['files'][number];

/**
 * The audit's manifest with `paths` (relative to the audit folder) recorded as they are now. What was recorded
 * before and is not named keeps its record, so that a later stage does not vouch for what it did not write.
 * Throws `KnownError` (local) for a damaged manifest.
 */
export async function recordFiles(
  auditFolder: string,
  paths: readonly string[],
  vigie: string,
): Promise<AuditManifest> {
  const records = new Map((await readManifest(auditFolder)).map((record) => [record.path, record]));
  for (const path of paths) records.set(path, await recordOf(auditFolder, path));
  const files = [...records.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { schema: MANIFEST_SCHEMA, vigie, files };
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

async function isAsRecorded(auditFolder: string, record: FileRecord): Promise<boolean> {
  try {
    return (await recordOf(auditFolder, record.path)).sha256 === record.sha256;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function readManifest(auditFolder: string): Promise<readonly FileRecord[]> {
  const file = join(auditFolder, 'manifest.json');
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8'))).files;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new KnownError('local', `${file} is damaged or of another version`, {
      nextSteps: ['Collect again, or take the audit folder from where it was kept.'],
      cause: error,
    });
  }
}

async function recordOf(auditFolder: string, path: string): Promise<FileRecord> {
  const file = join(auditFolder, path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { path, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}
