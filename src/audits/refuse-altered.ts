import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { alteredFiles, requireManifest, unvouchedFiles } from '../evidence/manifest.ts';
import { verifyFiles } from '../evidence/verify-files.ts';
import { KnownError } from '../errors.ts';
import { clearPath } from '../evidence/age-files.ts';
import { DOSSIER_FILE } from '../situation/findings-tables.ts';
import { refuseEncrypted } from './open-audit.ts';
import { purgedFiles } from './purge-audit.ts';
import { readSituation } from '../situation/read-situation.ts';
import { openSnapshot } from '../snapshot/open.ts';
import { sealedTables } from '../snapshot/sealed-tables.ts';

const ASSESS_AGAIN =
  'Assess the snapshot again with “vigie assess”, or take the audit folder from where it was kept.';
const COLLECT_AGAIN = 'Take the audit folder from where it was kept, or collect again with “vigie collect”.';

/**
 * Throws `KnownError` (local) where the situation, or a table of findings among `findings` (all there are, when left out), is
 * not as the assessment left it, or nothing tells how it left it. Paths are relative to the folder.
 */
export async function refuseAlteredAssessment(
  auditFolder: string,
  findings?: readonly string[],
): Promise<void> {
  await refuseEncrypted(auditFolder, findings);
  const read = findings ?? (await tablesOfAssessment(auditFolder));
  // Reports in these folders are for people to open and to save again.
  const gone =
    findings === undefined
      ? (await alteredFiles(auditFolder, 'findings')).filter((path) => path.endsWith('.parquet'))
      : [];
  const altered = new Set([...(await unvouchedFiles(auditFolder, ['situation.json', ...read])), ...gone]);
  if (altered.size === 0) return;
  await refusePurged(auditFolder, [...altered]);
  await refuseMasked(auditFolder, [...altered]);
  throw new KnownError(
    'local',
    `The audit was altered: ${[...altered].join(', ')} of ${auditFolder} changed since the assessment, or no record tells of it.`,
    { nextSteps: [ASSESS_AGAIN] },
  );
}

/** What the reports are made from, as it lies there; none of it is believed without a record. */
async function tablesOfAssessment(auditFolder: string): Promise<string[]> {
  const single = [DOSSIER_FILE, 'establishments.json'];
  const there = await Promise.all(single.map((file) => pathExists(join(auditFolder, file))));
  return [...single.filter((_, at) => there[at]), ...(await findingsTables(auditFolder))];
}

async function findingsTables(auditFolder: string): Promise<string[]> {
  const folder = auditPaths.findings(auditFolder);
  if (!(await pathExists(folder))) return [];
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith('.parquet')).map((name) => `findings/${name}`);
}

/**
 * Throws `KnownError` (local) where the snapshot is not as it was collected: a table or a manifest whose bytes changed may
 * still open, and give other figures; so may one that no record tells of. What does not open says why itself.
 */
export async function refuseAlteredSnapshot(auditFolder: string): Promise<void> {
  await refuseEncrypted(auditFolder);
  await openSnapshot(auditFolder);
  await refusePurged(auditFolder);
  if (!(await pathExists(auditPaths.manifest(auditFolder)))) {
    throw new KnownError(
      'local',
      `${auditPaths.manifest(auditFolder)} is missing: nothing tells that the snapshot is as it was collected.`,
      { nextSteps: [COLLECT_AGAIN] },
    );
  }
  const read = ['snapshot/manifest.json', ...(await sealedTables(auditFolder))];
  const unvouched = await unvouchedFiles(auditFolder, read);
  const altered = new Set([...unvouched, ...(await alteredFiles(auditFolder, 'snapshot'))]);
  if (altered.size === 0) return;
  throw new KnownError(
    'local',
    `The snapshot is damaged: ${[...altered].join(', ')} of ${auditFolder} changed since the collection, or no record tells of it.`,
    { nextSteps: [COLLECT_AGAIN] },
  );
}

/**
 * Throws `KnownError` (local) where a file that is recorded is another now, or gone: encrypted, nobody could tell any more what was changed.
 */
export async function refuseToEncryptAltered(auditFolder: string): Promise<void> {
  const { faults } = await verifyFiles(auditFolder);
  const altered = faults
    .filter(({ what: kind }) => kind !== 'added' && kind !== 'unfinished')
    .map(({ path }) => path);
  if (altered.length === 0) return;
  throw new KnownError(
    'local',
    `The audit was not encrypted: ${altered.join(', ')} of ${auditFolder} changed since they were written.`,
    {
      nextSteps: [
        'Write those that are reports again with --formats and --lang, in the same run, or take the audit folder from where it was kept.',
      ],
    },
  );
}

/** Throws `KnownError` (local) where what is read of an audit, by default any table of its snapshot, was purged. */
async function refusePurged(auditFolder: string, read?: readonly string[]): Promise<void> {
  const purged = (await purgedFiles(auditFolder)).map(clearPath);
  const missed = purged.filter((path) => read?.includes(path) ?? path.startsWith('snapshot/'));
  if (missed.length === 0) return;
  throw new KnownError(
    'local',
    `${missed.join(', ')} of ${auditFolder} went as the retention says (vigie purge): ${read === undefined ? 'the audit can no longer be assessed' : 'its figures are still there, its lists are not'}.`,
    { nextSteps: ['Read its reports, or name an audit that is more recent.'] },
  );
}

/** Throws `KnownError` (usage) where what is read of a copy to share is what masking small numbers left out. */
async function refuseMasked(auditFolder: string, missed: readonly string[]): Promise<void> {
  const there = await Promise.all(missed.map((path) => pathExists(join(auditFolder, path))));
  if (there.includes(true)) return;
  const { sharedCopy } = await readSituation(auditFolder);
  if (sharedCopy?.maskUnder === undefined) return;
  throw new KnownError(
    'usage',
    `${auditFolder} is a copy whose small numbers are masked (--mask-under ${sharedCopy.maskUnder}): it has figures alone, and no list of accounts`,
    { nextSteps: ['Name the audit that it was made from, or a copy made without --mask-under.'] },
  );
}

/** Throws `KnownError` (local) where `--expect-sha256` is given, and the audit's manifest is another. */
export async function refuseUnexpected(
  auditFolder: string,
  { expectSha256 }: { readonly expectSha256?: string },
): Promise<void> {
  if (expectSha256 !== undefined) await requireManifest(auditFolder, expectSha256);
}
