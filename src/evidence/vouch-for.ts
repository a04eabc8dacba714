import { auditPaths } from '../disk/audit-paths.ts';
import { writePrivateFile } from '../disk/private-files.ts';
import { digestOfText } from './digest.ts';
import { recordFiles, recordSnapshot, type AuditManifest } from './manifest.ts';

/**
 * Records in the audit's manifest what a stage of this version of `vigie` wrote, and forgets what it took away; paths are
 * relative to the audit folder. Throws `KnownError` (local).
 */
export async function vouchFor(
  auditFolder: string,
  paths: readonly string[],
  vigie: string,
  gone: readonly string[] = [],
): Promise<void> {
  await writeManifest(auditFolder, await recordFiles(auditFolder, paths, vigie, gone));
}

/**
 * Writes the snapshot's own manifest `text` once all its `tables` (relative to the audit folder) and that text itself are
 * vouched for: a snapshot that has its manifest and no record was tampered with, whenever the program was killed. Throws
 * `KnownError` (local).
 */
export async function sealSnapshot(
  auditFolder: string,
  tables: readonly string[],
  text: string,
  vigie: string,
): Promise<void> {
  const own = { path: 'snapshot/manifest.json', ...digestOfText(text) };
  await writeManifest(auditFolder, await recordSnapshot(auditFolder, tables, own, vigie));
  await writePrivateFile(auditPaths.snapshotManifest(auditFolder), text);
}

function writeManifest(auditFolder: string, manifest: AuditManifest): Promise<void> {
  return writePrivateFile(auditPaths.manifest(auditFolder), `${JSON.stringify(manifest, null, 2)}\n`);
}
