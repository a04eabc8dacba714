import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { KnownError } from '../errors.ts';
import { requirePlainFiles } from '../disk/plain-files.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { isAbsence, pathExists } from '../disk/path-exists.ts';
import { holdsNoAccounts, joinItInstead } from './without-accounts.ts';

const INSTANT_FOLDER = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z$/;

/** Whether a folder is named as the audits of a tenant are: by the instant that it began at. */
export function isAuditFolderName(name: string): boolean {
  return INSTANT_FOLDER.test(name);
}

/** No domain name is longer. */
const MOST_CHARACTERS = 253;
/** Windows opens a device by such a name, whatever follows its first dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/;

/**
 * The folder of an audit that begins at `startedAt`, for a tenant known by its default domain. Whatever the tenant
 * calls itself: one visible folder of `out`, with a name that every system takes.
 */
export function auditFolderFor(out: string, defaultDomain: string, startedAt: Date): string {
  const domain = defaultDomain
    .toLowerCase()
    .slice(0, MOST_CHARACTERS)
    .replace(/[^a-z0-9.-]/g, '_')
    .replace(/^[.-]+/, '_')
    .replace(/\.+$/, '_')
    .replace(DEVICE, '$1_');
  const instant = `${startedAt.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  return resolve(out, domain === '' ? '_' : domain, instant);
}

/**
 * The audit folder that a command works on: the one named, else the newest under `out` that holds `part`, and accounts.
 * Throws `KnownError` (local) where there is none, and where it holds something else than plain files, or no accounts.
 */
export async function findAudit(
  named: string | undefined,
  out: string,
  part: (audit: string) => string = auditPaths.snapshotManifest,
): Promise<string> {
  if (named !== undefined) {
    const audit = resolve(named);
    if (await isWithoutAccounts(audit)) throw joinItInstead(named);
    if (await pathExists(part(audit))) return plain(audit);
    throw new KnownError(
      'local',
      `${named} is not an audit folder: it holds no ${part('').replace(/^\//, '')}`,
      {
        nextSteps: [
          'Name a folder such as reports/<domain>/<2026-11-21T20-00-00Z>, or leave it out for the newest.',
        ],
      },
    );
  }
  const audits = await auditsUnder(out, part);
  for (const audit of audits) if (!(await isWithoutAccounts(audit))) return plain(audit);
  const kind = audits.length === 0 ? '' : ' with accounts';
  throw new KnownError('local', `no audit${kind} under ${out}`, {
    nextSteps: ['Run `vigie audit` first, or name the audit folder, or the folder of audits with --out DIR.'],
  });
}

/** The audit folder named, whatever its snapshot holds. Throws `KnownError` (local) as `findAudit`. */
export async function findJoined(named: string): Promise<string> {
  const audit = resolve(named);
  if (await pathExists(auditPaths.snapshotManifest(audit))) return plain(audit);
  throw new KnownError('local', `${named} is not an audit folder: it holds no snapshot/manifest.json`, {
    nextSteps: ['Make one with: vigie collect --only terms-of-use --auth device-code'],
  });
}

async function isWithoutAccounts(audit: string): Promise<boolean> {
  const manifest = auditPaths.snapshotManifest(audit);
  if (!(await pathExists(manifest))) return false;
  return holdsNoAccounts(join(await plain(audit), 'snapshot'), manifest);
}

async function plain(audit: string): Promise<string> {
  await requirePlainFiles(audit);
  return audit;
}

/** The audit folders under `out` that hold `part`, newest first. */
export async function auditsUnder(out: string, part: (audit: string) => string): Promise<string[]> {
  const audits: { instant: string; audit: string }[] = [];
  for (const domain of await folders(resolve(out))) {
    for (const instant of await folders(resolve(out, domain))) {
      const audit = resolve(out, domain, instant);
      if (INSTANT_FOLDER.test(instant) && (await pathExists(part(audit)))) audits.push({ instant, audit });
    }
  }
  return audits.sort((a, b) => (a.instant < b.instant ? 1 : -1)).map(({ audit }) => audit);
}

async function folders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw diskTrouble('read', folder, error) ?? error;
  }
}
