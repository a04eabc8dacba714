import { join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { isAbsence } from '../disk/path-exists.ts';
import { NotPlain, readPlainBytes, readPlainFile } from '../disk/plain-files.ts';
import { KnownError, worded, wordsOf } from '../errors.ts';
import { readJson } from '../texts/read-json.ts';
import { digestOfFile, digestOfText, isOfDigest } from './digest.ts';
import { manifestSchema, type AuditManifest, type FileRecord } from './manifest-schema.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** An audit has some dozens of files, and a manifest for each establishment: less than 200 bytes each here, and again in its layer. */
const MOST_BYTES = 16 * 1_024 * 1_024;

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
      ? worded(TROUBLE_WORDS.manifestMissing, { file })
      : worded(TROUBLE_WORDS.otherManifest, { file, found }),
    { nextSteps: [TROUBLE_WORDS.compareWithLog] },
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

/** Whether a file is there with the bytes recorded. Throws `KnownError` (local) where it cannot be read. */
export async function isAsRecorded(auditFolder: string, record: FileRecord): Promise<boolean> {
  const file = join(auditFolder, record.path);
  try {
    return await isOfDigest(file, record);
  } catch (error) {
    // A link or a device is not the file that was written.
    if (error instanceof NotPlain || isAbsence(error)) return false;
    throw new KnownError('local', worded(TROUBLE_WORDS.cannotBeRead, { file, why: wordsOf(error) }), {
      nextSteps: [TROUBLE_WORDS.checkReader],
      cause: error,
    });
  }
}

async function readManifest(auditFolder: string): Promise<readonly FileRecord[]> {
  return (await readAuditManifest(auditFolder))?.manifest.files ?? [];
}

/** The manifest and its text; null where the audit has none. Throws `KnownError` (local) for a damaged one. */
export async function readAuditManifest(
  auditFolder: string,
): Promise<{ readonly manifest: AuditManifest; readonly text: string } | null> {
  const text = await manifestText(auditFolder);
  return text === null ? null : { manifest: parseManifest(auditFolder, text), text };
}

function parseManifest(auditFolder: string, text: string): AuditManifest {
  try {
    return manifestSchema.parse(readJson(text));
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

/** An Ed25519 signature. */
const SIGNATURE_BYTES = 64;

/** The signature beside the manifest; null where it is not signed. Throws `KnownError` (local). */
export async function readSignature(auditFolder: string): Promise<Buffer | null> {
  const file = auditPaths.signature(auditFolder);
  try {
    return await readPlainBytes(file, 4 * SIGNATURE_BYTES);
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

function damagedManifest(auditFolder: string, cause: unknown): KnownError {
  const file = auditPaths.manifest(auditFolder);
  return new KnownError('local', worded(TROUBLE_WORDS.damagedManifest, { file }), {
    nextSteps: [TROUBLE_WORDS.collectAgain],
    cause,
  });
}

/** A file as it is now. Throws as `digestOfFile`. */
export async function recordOf(auditFolder: string, path: string): Promise<FileRecord> {
  return { path, ...(await digestOfFile(join(auditFolder, path))) };
}
