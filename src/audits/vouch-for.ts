import { join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { writePrivateFile } from '../disk/private-files.ts';
import { recordFiles } from '../evidence/manifest.ts';
import { SOURCE_IDS } from '../snapshot/tables.ts';

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
  const manifest = await recordFiles(auditFolder, paths, vigie, gone);
  await writePrivateFile(auditPaths.manifest(auditFolder), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Records a sealed snapshot, once: tables that change later must not be vouched for. Throws `KnownError` (local). */
export async function vouchForSnapshot(auditFolder: string, vigie: string): Promise<void> {
  if (await pathExists(auditPaths.manifest(auditFolder))) return;
  const held = await Promise.all(
    SOURCE_IDS.map(async (id) =>
      (await pathExists(auditPaths.table(auditFolder, id))) ? [`${id}.parquet`] : [],
    ),
  );
  const files = ['manifest.json', ...held.flat()].map((file) => join('snapshot', file));
  await vouchFor(auditFolder, files, vigie);
}
