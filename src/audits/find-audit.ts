import { join, resolve } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { requirePlainFiles } from '../disk/plain-files.ts';
import { KnownError } from '../errors.ts';
import { auditsUnder } from './audit-folder.ts';
import { holdsNoAccounts, joinItInstead } from './without-accounts.ts';

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

/**
 * The audit folder that is held against its manifest: the one named, else the newest under `out`; whatever else it holds. Throws
 * `KnownError` (local) where it has no manifest.
 */
export async function findRecorded(named: string | undefined, out: string): Promise<string> {
  if (named !== undefined) {
    const audit = resolve(named);
    if (await pathExists(auditPaths.manifest(audit))) return audit;
    throw new KnownError(
      'local',
      `${named} holds no manifest.json: nothing tells what should be in it, and nothing can be verified`,
      {
        nextSteps: [
          'Name an audit folder such as reports/<domain>/<2026-11-21T20-00-00Z>, or take it from where it was kept.',
        ],
      },
    );
  }
  const [newest] = await auditsUnder(out, auditPaths.manifest);
  if (newest !== undefined) return newest;
  throw new KnownError('local', `no audit under ${out}`, {
    nextSteps: ['Run `vigie audit` first, or name the audit folder, or the folder of audits with --out DIR.'],
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
