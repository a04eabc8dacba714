import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { SOURCE_IDS } from './tables.ts';

/** The tables of an audit's snapshot that are there, relative to the audit folder. Throws `KnownError` (local). */
export async function sealedTables(auditFolder: string): Promise<string[]> {
  const there = await Promise.all(SOURCE_IDS.map((id) => pathExists(auditPaths.table(auditFolder, id))));
  return SOURCE_IDS.filter((_, at) => there[at]).map((id) => `snapshot/${id}.parquet`);
}
