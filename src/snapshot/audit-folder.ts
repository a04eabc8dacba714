import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { KnownError } from '../errors.ts';
import type { SourceId } from './tables.ts';

/** Where the parts of an audit lie: `reports/<default-domain>/<instant>/…`. */
export const auditPaths = {
  situation: (audit: string): string => join(audit, 'situation.json'),
  findings: (audit: string): string => join(audit, 'findings'),
  manifest: (audit: string): string => join(audit, 'manifest.json'),
  snapshotManifest: (audit: string): string => join(audit, 'snapshot', 'manifest.json'),
  table: (audit: string, source: SourceId): string => join(audit, 'snapshot', `${source}.parquet`),
  collecting: (audit: string): string => join(audit, 'snapshot', '.collecting'),
};

const INSTANT_FOLDER = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z$/;

/** The folder of an audit that begins at `startedAt`, for a tenant known by its default domain. */
export function auditFolderFor(out: string, defaultDomain: string, startedAt: Date): string {
  const domain = defaultDomain
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '_')
    .replace(/^(\.+|$)/, '_');
  const instant = `${startedAt.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  return resolve(out, domain, instant);
}

/**
 * The audit folder that a command works on: the one named, else the newest under `out` that holds `part`.
 * Throws `KnownError` (local) where there is none.
 */
export async function findAudit(
  named: string | undefined,
  out: string,
  part: (audit: string) => string = auditPaths.snapshotManifest,
): Promise<string> {
  if (named !== undefined) {
    const audit = resolve(named);
    if (await pathExists(part(audit))) return audit;
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
  const audits: { instant: string; audit: string }[] = [];
  for (const domain of await folders(resolve(out))) {
    for (const instant of await folders(resolve(out, domain))) {
      const audit = resolve(out, domain, instant);
      if (INSTANT_FOLDER.test(instant) && (await pathExists(part(audit)))) audits.push({ instant, audit });
    }
  }
  const newest = audits.sort((a, b) => (a.instant < b.instant ? 1 : -1))[0];
  if (newest !== undefined) return newest.audit;
  throw new KnownError('local', `no audit under ${out}`, {
    nextSteps: ['Run `vigie audit` first, or name the audit folder, or the folder of audits with --out DIR.'],
  });
}

async function folders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return [];
    throw error;
  }
}

/** Something stands at that path. */
export async function pathExists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}
