import { KnownError } from '../errors.ts';
import { openSnapshot } from '../snapshot/open.ts';
import { alteredFiles, unvouchedFiles } from '../evidence/manifest.ts';

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

/**
 * Throws `KnownError` (local) where the snapshot is not as it was collected: a table or a manifest whose bytes changed may
 * still open, and give other figures. What does not open says why itself.
 */
export async function refuseAlteredSnapshot(auditFolder: string): Promise<void> {
  await openSnapshot(auditFolder);
  const altered = await alteredFiles(auditFolder, 'snapshot');
  if (altered.length === 0) return;
  throw new KnownError(
    'local',
    `The snapshot is damaged: ${altered.join(', ')} of ${auditFolder} changed since the collection.`,
    { nextSteps: ['Take the audit folder from where it was kept, or collect again with “vigie collect”.'] },
  );
}
