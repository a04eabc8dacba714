import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KnownError, worded } from '../errors.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** Where versions before the dossier was kept put the accounts that are no findings, relative to the audit folder. */
export const OTHERS_FOLDER = 'findings/others';

/** Where the dossier is kept, relative to the audit folder: every account, what is known of it, and every verdict. */
export const DOSSIER_FILE = 'dossier.parquet';

/** The dossier's column with the verdicts of a check. Throws `KnownError` (local). */
export function verdictColumn(checkId: string): string {
  return `verdict_${checked(checkId).replaceAll('-', '_')}`;
}

/** The table of a check's findings, relative to the audit folder. Throws `KnownError` (local). */
export function findingsTable(checkId: string): string {
  return `findings/${checked(checkId)}.parquet`;
}

/**
 * The table that holds a check's other verdicts, relative to the audit folder: the dossier, or that of an audit made by a version
 * before it was kept. Throws `KnownError` (local).
 */
export function othersTable(auditFolder: string, checkId: string): string {
  const id = checked(checkId);
  return hasDossier(auditFolder) ? DOSSIER_FILE : `${OTHERS_FOLDER}/${id}.parquet`;
}

/** Whether the audit has, or should have, a dossier: any that was not made by a version before it was kept. */
export function hasDossier(auditFolder: string): boolean {
  return existsSync(join(auditFolder, DOSSIER_FILE)) || !existsSync(join(auditFolder, OTHERS_FOLDER));
}

/** All the tables of the verdicts of some checks, relative to the audit folder. Throws `KnownError` (local). */
export function verdictTables(auditFolder: string, checkIds: readonly string[]): string[] {
  return [...new Set(checkIds.flatMap((id) => [findingsTable(id), othersTable(auditFolder, id)]))];
}

/** The id comes from situation.json, a file that anyone may have edited: it must not lead elsewhere. */
function checked(checkId: string): string {
  if (/^[a-z0-9-]+$/.test(checkId)) return checkId;
  throw new KnownError('local', worded(TROUBLE_WORDS.noCheckId, { id: JSON.stringify(checkId) }), {
    nextSteps: [TROUBLE_WORDS.assessAgain],
  });
}

/** Where the lines of the roster that match no account are. */
export function unmatchedFile(auditFolder: string): string {
  return join(auditPaths.findings(auditFolder), 'roster-unmatched.parquet');
}

/** Where the accounts that moved since the previous audit are. */
export function changesFile(auditFolder: string): string {
  return join(auditPaths.findings(auditFolder), 'changes.parquet');
}

/** Where the accepted cases are, each with what became of it. */
export function exceptionsFile(auditFolder: string): string {
  return join(auditPaths.findings(auditFolder), 'exceptions.parquet');
}

/** Where it is told how long each finding has been there. */
export function agesFile(auditFolder: string): string {
  return join(auditPaths.findings(auditFolder), 'ages.parquet');
}
