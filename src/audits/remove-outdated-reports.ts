import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordedFiles, unvouchedFiles } from '../evidence/manifest.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { DOSSIER_FILE } from '../situation/findings-tables.ts';
import { pathExists } from '../disk/path-exists.ts';
import { cannotWrite } from '../disk/private-files.ts';
import { removeIfEmpty } from '../disk/remove-if-empty.ts';
import type { Tell } from './tell.ts';
import { told } from './trouble.ts';

/**
 * Takes away the reports, and the folders of establishments, of an earlier assessment with other figures than the one that
 * was just written and is not recorded yet. A report that somebody saved under its name since stays; `tell` is told of both.
 * Gives the recorded paths that are to be vouched for no more. Throws `KnownError` (local).
 */
export async function removeOutdatedReports(
  auditFolder: string,
  tell: Tell,
  keptAt = auditFolder,
): Promise<string[]> {
  if ((await unvouchedFiles(auditFolder, ['situation.json'])).length === 0) return [];
  const reports = (await recordedFiles(auditFolder)).filter(isReport);
  const changed = new Set(await unvouchedFiles(auditFolder, reports));
  const folder = auditPaths.establishments(auditFolder);
  const hasParts = await pathExists(folder);
  for (const path of reports.filter((path) => !changed.has(path))) await remove(join(auditFolder, path));
  if (hasParts) await remove(folder);
  await removeIfEmpty(join(auditFolder, 'actions'));
  if (reports.length === 0 && !hasParts) return [];
  const kept: string[] = [];
  for (const path of changed) if (await pathExists(join(auditFolder, path))) kept.push(path);
  await tell(told('takenAway', { audit: keptAt }));
  if (kept.length > 0) await tell(told('leftChanged', { files: kept.join(', ') }));
  return reports;
}

/** What the assessment did not write itself, nor start from. */
function isReport(path: string): boolean {
  const isOwn =
    ['situation.json', 'establishments.json', DOSSIER_FILE].includes(path) ||
    /^findings\/.*\.parquet$/.test(path);
  return !isOwn && !path.startsWith('snapshot/') && !path.startsWith('inputs/');
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
