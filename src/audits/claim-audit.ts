import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { auditFolderFor } from './audit-folder.ts';
import { isAbsence } from '../disk/path-exists.ts';
import { cannotWrite } from '../disk/private-files.ts';
import { makeTrustedFolder } from '../disk/trusted-folder.ts';

export interface ClaimedFolder {
  readonly auditFolder: string;
  readonly collectedAt: Date;
}

/**
 * Makes the folder of a new audit, nobody else's: of two runs that begin in the same second, one is a second
 * later. Throws `KnownError` (local), also where somebody else could replace it.
 */
export async function claimAuditFolder(
  out: string,
  defaultDomain: string,
  startedAt: Date,
): Promise<ClaimedFolder> {
  for (let seconds = 0; ; seconds += 1) {
    const collectedAt = new Date(startedAt.getTime() + seconds * 1_000);
    const auditFolder = auditFolderFor(out, defaultDomain, collectedAt);
    await makeTrustedFolder(dirname(auditFolder));
    try {
      await mkdir(auditFolder, { mode: 0o700 });
      return { auditFolder, collectedAt };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
        throw cannotWrite(auditFolder, error);
    }
  }
}

/** Spilled data of a process, files half written, and claims on a lock. */
const LEFT = /^\.tmp-\d+$|\.(part|claim|tmp)$/;

/**
 * Removes what ended processes left in the audit folder and in every folder within it. Whoever calls it holds the lock: no
 * other process writes there. Throws `KnownError` (local).
 */
export async function tidyAudit(auditFolder: string): Promise<void> {
  try {
    for (const { name, isFolder } of await entriesIn(auditFolder)) {
      const path = join(auditFolder, name);
      if (LEFT.test(name)) await rm(path, { recursive: true, force: true });
      else if (isFolder) await tidyAudit(path);
    }
  } catch (error) {
    throw cannotWrite(auditFolder, error);
  }
}

async function entriesIn(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}
