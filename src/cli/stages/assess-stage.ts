import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { KnownError } from '../../errors.ts';
import { alteredFiles, recordedFiles } from '../../evidence/manifest.ts';
import type { Language } from '../../i18n/language.ts';
import { assess } from '../../assessment/assess.ts';
import type { Situation } from '../../situation/situation.ts';
import { changesFile, DOSSIER_FILE, OTHERS_FOLDER } from '../../situation/findings-tables.ts';
import { findJoined } from '../../audits/audit-folder.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { openSnapshot } from '../../snapshot/open.ts';
import type { Io } from '../io.ts';
import { vigieVersion } from '../vigie-version.ts';
import { checkedConfig } from './checked-config.ts';
import { earlierAudits } from './earlier-audits.ts';
import { previousAudit, requireEarlier } from './previous-audit.ts';
import { removeOutdated } from './remove-outdated.ts';
import { vouchFor } from './vouch-for.ts';

export interface AssessCommandOptions {
  readonly config?: string;
  readonly lang: Language;
  readonly inactiveAfter?: number;
  /** Another audit of the tenant, whose terms of use are taken. */
  readonly with?: string;
  /** Another audit of the tenant than the newest earlier one, to compare with. */
  readonly previous?: string;
}

/**
 * Judges the audit's snapshot by the configuration, takes away reports that tell other figures, and records what was
 * written. Throws `KnownError` (local) where a table is not as it was collected.
 */
export async function assessStage(
  auditFolder: string,
  given: AssessCommandOptions,
  io: Io,
): Promise<Situation> {
  const { config, folder } = await checkedConfig(given, io);
  await refuseAltered(auditFolder);
  const joined = await joinedAudit(given);
  const previous = await previousAudit(given);
  if (previous !== undefined) await requireEarlier(previous, auditFolder);
  const isVouchedFor = await pathExists(auditPaths.manifest(auditFolder));
  const situation = await assess({
    auditFolder,
    ...(joined === undefined ? {} : { joined }),
    config,
    configFolder: folder,
    language: given.lang,
    vigie: vigieVersion(),
    earlier: await earlierAudits(auditFolder, previous),
  });
  if (!isVouchedFor) {
    await io.stderr.write(
      `${auditFolder}: manifest.json is missing, nothing vouches for the snapshot’s bytes\n`,
    );
  }
  const written = await findingsFiles(auditFolder);
  const changes = relative(auditFolder, changesFile(auditFolder));
  await vouchFor(
    auditFolder,
    ['situation.json', 'establishments.json', DOSSIER_FILE, ...written],
    [
      ...(await removeOutdated(auditFolder, io)),
      ...(written.includes(changes) ? [] : [changes]),
      ...(await otherVerdictsRecorded(auditFolder)),
    ],
  );
  return situation;
}

/** The audit to join, found whole; undefined where none is named. Throws `KnownError` (local). */
export async function joinedAudit(given: Pick<AssessCommandOptions, 'with'>): Promise<string | undefined> {
  if (given.with === undefined) return undefined;
  const joined = await findJoined(given.with);
  await refuseAltered(joined);
  return joined;
}

/** A table or a manifest whose bytes changed may still open, and give other figures. What does not open says why itself. */
async function refuseAltered(auditFolder: string): Promise<void> {
  await openSnapshot(auditFolder);
  const altered = await alteredFiles(auditFolder, 'snapshot');
  if (altered.length === 0) return;
  throw new KnownError(
    'local',
    `The snapshot is damaged: ${altered.join(', ')} of ${auditFolder} changed since the collection.`,
    { nextSteps: ['Take the audit folder from where it was kept, or collect again with “vigie collect”.'] },
  );
}

async function findingsFiles(auditFolder: string): Promise<string[]> {
  const entries = await readdir(auditPaths.findings(auditFolder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.parquet'))
    .map((entry) => relative(auditFolder, join(entry.parentPath, entry.name)));
}

/** Tables that an assessment by a version before the dossier was kept had written, and that this one took away. */
async function otherVerdictsRecorded(auditFolder: string): Promise<string[]> {
  return (await recordedFiles(auditFolder)).filter((path) => path.startsWith(`${OTHERS_FOLDER}/`));
}
