import { join } from 'node:path';
import { pathLiteral } from '../../duckdb/duckdb.ts';
import { KnownError } from '../../errors.ts';
import { auditPaths } from '../../snapshot/audit-folder.ts';

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

/** FROM the non-compliant and undetermined accounts of a check, a row per item. */
export function foundIn(auditFolder: string, checkId: string): string {
  return scan([join(auditFolder, verdictTables(checkId)[0])]);
}

/** FROM every account that a check judged, a row per item. */
export function judgedIn(auditFolder: string, checkId: string): string {
  return scan(verdictTables(checkId).map((path) => join(auditFolder, path)));
}

function scan(files: readonly string[]): string {
  return `read_parquet([${files.map(pathLiteral).join(', ')}], hive_partitioning = false, union_by_name = true)`;
}

/** Where the accounts that moved since the previous audit are. */
export function changesFile(auditFolder: string): string {
  return join(auditPaths.findings(auditFolder), 'changes.parquet');
}
