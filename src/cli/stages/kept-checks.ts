import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  isCheckFile,
  ownCheckSources,
  readOwnChecks,
  type OwnCheckSource,
} from '../../assessment/own-checks/read-own-checks.ts';
import type { Check } from '../../checks/check.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { auditPaths } from '../../disk/audit-paths.ts';
import { pathExists } from '../../disk/path-exists.ts';
import { recordedFiles, unvouchedFiles } from '../../evidence/manifest.ts';
import { KnownError } from '../../errors.ts';

/** Folder of the configuration's checks below `inputs/`. */
export const CHECKS_FOLDER = 'checks';

/** The files of the configuration's checks; none without any. Throws `KnownError` (usage). */
export async function checkSources({ config, folder }: LoadedConfig): Promise<OwnCheckSource[]> {
  const own = config.checks?.folder;
  return own === undefined ? [] : ownCheckSources(resolve(folder, own));
}

/** Of all the files, so that another, and one less, make another. */
export function checksDigest(sources: readonly OwnCheckSource[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of sources) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

/** The paths below `inputs/` of the checks that lie in an audit; whoever looks into the folder may leave something else there. */
export async function keptCheckFiles(auditFolder: string): Promise<string[]> {
  const folder = join(auditPaths.inputs(auditFolder), CHECKS_FOLDER);
  if (!(await pathExists(folder))) return [];
  return (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => isCheckFile(entry))
    .map(({ name }) => `${CHECKS_FOLDER}/${name}`);
}

/** Takes away what an earlier assessment kept and this one did not. */
export async function removeOtherChecks(auditFolder: string, kept: readonly string[]): Promise<string[]> {
  const gone = (await keptCheckFiles(auditFolder)).filter((name) => !kept.includes(name));
  for (const name of gone) await rm(join(auditPaths.inputs(auditFolder), name), { force: true });
  return gone;
}

/** The configuration's checks that judged an audit, as they were kept. Throws `KnownError` (local) where they are not as they were. */
export async function ownChecksKept(auditFolder: string): Promise<Check[]> {
  const recorded = (await recordedFiles(auditFolder)).filter((path) =>
    path.startsWith(`inputs/${CHECKS_FOLDER}/`),
  );
  if (recorded.length === 0) return [];
  const there = (await keptCheckFiles(auditFolder)).map((name) => `inputs/${name}`);
  const unvouched = await unvouchedFiles(auditFolder, [...new Set([...recorded, ...there])]);
  if (unvouched.length > 0) {
    throw new KnownError(
      'local',
      {
        fr: `Ce qui a évalué l’audit n’est pas tel qu’il a été gardé\u00a0: ${unvouched.join(', ')} de ${auditFolder}.`,
        en: `What judged the audit is not as it was kept: ${unvouched.join(', ')} of ${auditFolder}.`,
      },
      {
        nextSteps: [
          {
            fr: 'Reprendre le dossier d’audit là où il était gardé.',
            en: 'Take the audit folder from where it was kept.',
          },
        ],
      },
    );
  }
  // What they may name was settled when they judged.
  return readOwnChecks({ checks: { folder: CHECKS_FOLDER }, names: true }, auditPaths.inputs(auditFolder));
}
