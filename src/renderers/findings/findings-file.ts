import { join } from 'node:path';
import { KnownError } from '../../errors.ts';

/** Where the findings of a check are (non-compliant and undetermined), or its other verdicts. */
export function findingsFile(
  auditFolder: string,
  checkId: string,
  part: 'findings' | 'others' = 'findings',
): string {
  // The id comes from situation.json, a file anyone may have edited: it must not lead elsewhere.
  if (!/^[a-z0-9-]+$/.test(checkId)) {
    throw new KnownError(
      'local',
      `situation.json names a check ${JSON.stringify(checkId)}, which is no check's id.`,
      {
        nextSteps: ['Assess the snapshot again: vigie assess'],
      },
    );
  }
  return part === 'findings'
    ? join(auditFolder, 'findings', `${checkId}.parquet`)
    : join(auditFolder, 'findings', 'others', `${checkId}.parquet`);
}
