import { join } from 'node:path';
import { findingsTable, othersTable } from '../../situation/findings-tables.ts';

/** Where the findings of a check are (non-compliant and undetermined), or its other verdicts. Throws `KnownError` (local). */
export function findingsFile(
  auditFolder: string,
  checkId: string,
  part: 'findings' | 'others' = 'findings',
): string {
  return join(auditFolder, part === 'findings' ? findingsTable(checkId) : othersTable(auditFolder, checkId));
}
