import { join } from 'node:path';
import { KnownError } from '../errors.ts';
import { auditPaths } from '../disk/audit-paths.ts';

/** The tables of a check's verdicts, relative to the audit folder: those found, then the others. Throws `KnownError` (local). */
export function verdictTables(checkId: string): readonly [string, string] {
  // The id comes from situation.json, a file that anyone may have edited: it must not lead elsewhere.
  if (!/^[a-z0-9-]+$/.test(checkId)) {
    throw new KnownError(
      'local',
      `situation.json names a check ${JSON.stringify(checkId)}, which is no check's id.`,
      {
        nextSteps: ['Assess the snapshot again: vigie assess'],
      },
    );
  }
  return [`findings/${checkId}.parquet`, `findings/others/${checkId}.parquet`];
}

/** Where the accounts that moved since the previous audit are. */
export function changesFile(auditFolder: string): string {
  return join(auditPaths.findings(auditFolder), 'changes.parquet');
}
