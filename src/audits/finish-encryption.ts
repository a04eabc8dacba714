import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { removeIfEmpty } from '../disk/remove-if-empty.ts';
import { cannotWrite } from '../disk/private-files.ts';
import { AGE_SUFFIX, clearPath } from '../evidence/age-files.ts';
import type { AuditManifest, FileRecord } from '../evidence/manifest-schema.ts';
import { isAsRecorded, readAuditManifest } from '../evidence/manifest.ts';

/** The manifest of the audit in clear, encrypted: it holds the digests of what the other files decrypt to. */
export const INNER_MANIFEST = `manifest.json${AGE_SUFFIX}`;

/** What a file bears behind its name from when it is written until the manifest tells of it, and it takes the place of the one before. */
export const NEXT_SUFFIX = '.next';

export function holdsInner({ files }: AuditManifest): boolean {
  return files.some(({ path }) => path === INNER_MANIFEST);
}

/** Whether a run was killed while it encrypted or sealed: its manifest in clear takes its place last. */
export async function isHalfSealed(auditFolder: string): Promise<boolean> {
  return pathExists(join(auditFolder, `${INNER_MANIFEST}${NEXT_SUFFIX}`));
}

/**
 * Brings the folder of an audit that was half sealed to what its manifest tells: what was written beside its place takes it, or goes where the manifest
 * does not know it; what was just encrypted goes in clear; what the manifest forgot goes. Whoever calls it holds the lock. Throws `KnownError` (local).
 */
export async function finishSealing(auditFolder: string): Promise<void> {
  if (!(await isHalfSealed(auditFolder))) return;
  const manifest = (await readAuditManifest(auditFolder))?.manifest;
  const records = new Map((manifest?.files ?? []).map((record) => [record.path, record]));
  const isBeside = async (path: string): Promise<FileRecord | null> => {
    const record = records.get(path.slice(0, -NEXT_SUFFIX.length));
    const isNext = record !== undefined && (await isAsRecorded(auditFolder, { ...record, path }));
    return isNext ? record : null;
  };
  const isRecorded = (await isBeside(`${INNER_MANIFEST}${NEXT_SUFFIX}`)) !== null;
  if (manifest !== undefined && isRecorded) {
    if (manifest.layers?.findLast(({ kind }) => kind !== 'signature')?.kind === 'encryption')
      await removeClear(auditFolder);
    for (const path of forgottenBy(manifest)) {
      await remove(join(auditFolder, path));
      await removeEmptied(auditFolder, dirname(path));
    }
  }
  for (const path of await filesBeside(auditFolder)) {
    const record = isRecorded ? await isBeside(path) : null;
    if (record === null) await remove(join(auditFolder, path));
    else await move(join(auditFolder, path), join(auditFolder, record.path));
  }
}

/** Takes away, in clear, what the manifest records as encrypted. Whoever calls it holds the lock. Throws `KnownError` (local). */
export async function removeClear(auditFolder: string): Promise<void> {
  const files = (await readAuditManifest(auditFolder))?.manifest.files ?? [];
  const recorded = new Set(files.map(({ path }) => path));
  for (const path of recorded) {
    if (!path.endsWith(AGE_SUFFIX) || path === INNER_MANIFEST) continue;
    const clear = clearPath(path);
    if (!recorded.has(clear)) await remove(join(auditFolder, clear));
  }
  await remove(auditPaths.collecting(auditFolder));
}

/** Where the file that is recorded lies, relative to the audit: beside its place, where a run was killed before it took it. */
export async function placeOf(auditFolder: string, record: FileRecord): Promise<string> {
  const path = `${record.path}${NEXT_SUFFIX}`;
  const isBeside =
    (await pathExists(join(auditFolder, path))) && (await isAsRecorded(auditFolder, { ...record, path }));
  return isBeside ? path : record.path;
}

/** Encrypted files that were recorded once, and what went of the last layer. */
function forgottenBy({ files, layers = [] }: AuditManifest): string[] {
  const recorded = new Set(files.map(({ path }) => path));
  const goneOf = (some: typeof layers): string[] => some.flatMap(({ gone }) => gone.map(({ path }) => path));
  const last = layers.findLast(({ kind }) => kind !== 'signature');
  const encrypted = goneOf(layers).filter((path) => path.endsWith(AGE_SUFFIX));
  const gone = new Set([...encrypted, ...goneOf(last === undefined ? [] : [last])]);
  return [...gone].filter((path) => !recorded.has(path));
}

/** That of the manifest in clear last. */
async function filesBeside(auditFolder: string): Promise<string[]> {
  try {
    const entries = await readdir(auditFolder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(NEXT_SUFFIX))
      .map((entry) => relative(auditFolder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    const isLast = (path: string): number => Number(path === `${INNER_MANIFEST}${NEXT_SUFFIX}`);
    return paths.sort((a, b) => isLast(a) - isLast(b));
  } catch (error) {
    throw cannotWrite(auditFolder, error);
  }
}

/** A folder of the audit, and those above it, once nothing is left in them. */
async function removeEmptied(auditFolder: string, folder: string): Promise<void> {
  if (folder === '.') return;
  await removeIfEmpty(join(auditFolder, folder));
  await removeEmptied(auditFolder, dirname(folder));
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    throw cannotWrite(to, error);
  }
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
