import { KnownError } from '../../errors.ts';
import { alteredFiles, unvouchedFiles } from '../../evidence/manifest.ts';

/**
 * Throws `KnownError` (local) where the situation, or a table of findings among `findings` (all that were recorded,
 * when left out), is not as the assessment left it, or nothing tells how it left it. Paths are relative to the folder.
 */
export async function refuseAlteredAssessment(
  auditFolder: string,
  findings?: readonly string[],
): Promise<void> {
  const altered =
    findings === undefined
      ? [
          ...(await unvouchedFiles(auditFolder, ['situation.json'])),
          // Reports in this folder are for people to open and to save again.
          ...(await alteredFiles(auditFolder, 'findings')).filter((path) => path.endsWith('.parquet')),
        ]
      : await unvouchedFiles(auditFolder, ['situation.json', ...findings]);
  if (altered.length === 0) return;
  throw new KnownError(
    'local',
    `The audit was altered: ${altered.join(', ')} of ${auditFolder} changed since the assessment.`,
    {
      nextSteps: [
        'Assess the snapshot again with “vigie assess”, or take the audit folder from where it was kept.',
      ],
    },
  );
}
