import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { unvouchedFiles } from '../evidence/manifest.ts';
import { auditPaths, PART_DATA } from '../disk/audit-paths.ts';
import { copyPrivateFile } from '../disk/private-files.ts';
import { vouchFor } from '../evidence/vouch-for.ts';

/**
 * Copies from an establishment's earlier folder `old` into its new one the reports of the very same situation that were not
 * written anew, such as those in the other language. What was changed since it was written stays behind. `vigie` is the version
 * of this program. Throws `KnownError` (local).
 */
export async function keepReports(old: string, made: string, vigie: string): Promise<void> {
  if (!(await isOfSameSituation(old, made))) return;
  const left = (await filesIn(old)).filter((path) => !existsSync(join(made, path)));
  const unvouched = new Set(await unvouchedFiles(old, left));
  const kept = left.filter((path) => !unvouched.has(path));
  await copyFiles(old, made, kept);
  if (kept.length > 0) await vouchFor(made, kept, vigie);
}

/**
 * The same of what people open in an establishment's folder, which the audit itself records: `folder` is the earlier one, relative to
 * the audit folder. Gives what was kept, by path in the folder. Throws `KnownError` (local).
 */
export async function keepNamedReports(auditFolder: string, folder: string, made: string): Promise<string[]> {
  const old = join(auditFolder, folder);
  if (!(await isOfSameSituation(join(old, PART_DATA), join(made, PART_DATA)))) return [];
  const left = (await filesIn(old)).filter(
    (path) => !path.startsWith(`${PART_DATA}/`) && !existsSync(join(made, path)),
  );
  const places = left.map((path) => `${folder}/${path}`);
  const unvouched = new Set(await unvouchedFiles(auditFolder, places));
  const kept = left.filter((_, at) => !unvouched.has(places[at] ?? ''));
  await copyFiles(old, made, kept);
  return kept;
}

async function copyFiles(old: string, made: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await copyPrivateFile(join(old, path), join(made, path));
  }
}

async function isOfSameSituation(old: string, made: string): Promise<boolean> {
  if (!existsSync(auditPaths.situation(old)) || !existsSync(auditPaths.manifest(old))) return false;
  const [before, now] = await Promise.all(
    [old, made].map((folder) => readFile(auditPaths.situation(folder))),
  );
  return before !== undefined && now !== undefined && before.equals(now);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
