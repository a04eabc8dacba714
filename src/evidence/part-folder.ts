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

/**
 * The folder of an establishment whose own manifest tells of a file, both relative to the audit folder; null where the audit's does. `recorded` are
 * the paths that the audit's manifest records.
 */
export function partOf(path: string, recorded: ReadonlySet<string>): string | null {
  if (recorded.has(path)) return null;
  const folders = [...recorded].flatMap((one) => partFolderOf(one) ?? []);
  return folders.find((folder) => path.startsWith(`${folder}/`)) ?? null;
}
