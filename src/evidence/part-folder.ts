import { PART_DATA } from '../disk/audit-paths.ts';

/** Earlier versions kept the manifest beside the reports. */
const PART_MANIFEST = new RegExp(`^(establishments/[^/]+(?:/${PART_DATA})?)/manifest\\.json$`);

/**
 * The folder of an establishment whose own manifest a file is, both relative to the audit folder: what lies in it is recorded there, and not in
 * the audit's manifest. Null for any other file.
 */
export function partFolderOf(path: string): string | null {
  return PART_MANIFEST.exec(path)?.[1] ?? null;
}
