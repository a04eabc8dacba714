import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { alteredFiles, requireManifest, unvouchedFiles } from '../evidence/manifest.ts';
import { verifyFiles } from '../evidence/verify-files.ts';
import { clearPath } from '../evidence/age-files.ts';
import { DOSSIER_FILE } from '../situation/findings-tables.ts';
import { refuseEncrypted } from './open-audit.ts';
import { purgedFiles } from './purge-audit.ts';
import { readSituation } from '../situation/read-situation.ts';
import { openSnapshot } from '../snapshot/open.ts';
import { sealedTables } from '../snapshot/sealed-tables.ts';
import { told, trouble } from './trouble.ts';

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
  throw trouble('local', 'altered', { files: [...altered].join(', '), audit: auditFolder }, [
    told('assessAgain'),
  ]);
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
    throw trouble('local', 'snapshotUnrecorded', { manifest: auditPaths.manifest(auditFolder) }, [
      told('collectAgain'),
    ]);
  }
  const read = ['snapshot/manifest.json', ...(await sealedTables(auditFolder))];
  const unvouched = await unvouchedFiles(auditFolder, read);
  const altered = new Set([...unvouched, ...(await alteredFiles(auditFolder, 'snapshot'))]);
  if (altered.size === 0) return;
  throw trouble('local', 'snapshotDamaged', { files: [...altered].join(', '), audit: auditFolder }, [
    told('collectAgain'),
  ]);
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
  throw trouble('local', 'notEncryptedAltered', { files: altered.join(', '), audit: auditFolder }, [
    told('writeAgain'),
  ]);
}

/** Throws `KnownError` (local) where what is read of an audit, by default any table of its snapshot, was purged. */
async function refusePurged(auditFolder: string, read?: readonly string[]): Promise<void> {
  const purged = (await purgedFiles(auditFolder)).map(clearPath);
  const missed = purged.filter((path) => read?.includes(path) ?? path.startsWith('snapshot/'));
  if (missed.length === 0) return;
  throw trouble(
    'local',
    read === undefined ? 'purgedSnapshot' : 'purgedLists',
    { files: missed.join(', '), audit: auditFolder },
    [told('readReports')],
  );
}

/** Throws `KnownError` (usage) where what is read of a copy to share is what masking small numbers left out. */
async function refuseMasked(auditFolder: string, missed: readonly string[]): Promise<void> {
  const there = await Promise.all(missed.map((path) => pathExists(join(auditFolder, path))));
  if (there.includes(true)) return;
  const { sharedCopy } = await readSituation(auditFolder);
  if (sharedCopy?.maskUnder === undefined) return;
  const values = { audit: auditFolder, under: String(sharedCopy.maskUnder) };
  throw trouble('usage', 'masked', values, [told('nameUnmasked')]);
}

/** Throws `KnownError` (local) where `--expect-sha256` is given, and the audit's manifest is another. */
export async function refuseUnexpected(
  auditFolder: string,
  { expectSha256 }: { readonly expectSha256?: string },
): Promise<void> {
  if (expectSha256 !== undefined) await requireManifest(auditFolder, expectSha256);
}
