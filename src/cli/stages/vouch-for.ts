import { recordFiles } from '../../evidence/manifest.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { writePrivateFile } from '../../disk/private-files.ts';
import { vigieVersion } from '../vigie-version.ts';

/** Records in the audit's manifest what a stage wrote, and forgets what it took away; paths are relative to the audit folder. */
export async function vouchFor(
  auditFolder: string,
  paths: readonly string[],
  gone: readonly string[] = [],
): Promise<void> {
  const manifest = await recordFiles(auditFolder, paths, vigieVersion(), gone);
  await writePrivateFile(auditPaths.manifest(auditFolder), `${JSON.stringify(manifest, null, 2)}\n`);
}
