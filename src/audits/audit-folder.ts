import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { isAbsence, pathExists } from '../disk/path-exists.ts';

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

/** The audit folders under `out` that hold `part`, newest first. */
export async function auditsUnder(out: string, part: (audit: string) => string): Promise<string[]> {
  const audits: { instant: string; audit: string }[] = [];
  // `out` may be the folder of one tenant.
  const inside = await folders(resolve(out));
  const domains = inside.some((name) => INSTANT_FOLDER.test(name)) ? ['.', ...inside] : inside;
  for (const domain of domains) {
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
