import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { auditFolderFor } from './audit-folder.ts';
import { isRunning } from './audit-lock.ts';
import { cannotWrite, makePrivateFolder } from '../disk/private-files.ts';

export interface ClaimedFolder {
  readonly auditFolder: string;
  readonly collectedAt: Date;
}

/**
 * Makes the folder of a new audit, nobody else's: of two runs that begin in the same second, one is a second
 * later. Throws `KnownError` (local).
 */
export async function claimAuditFolder(
  out: string,
  defaultDomain: string,
  startedAt: Date,
): Promise<ClaimedFolder> {
  for (let seconds = 0; ; seconds += 1) {
    const collectedAt = new Date(startedAt.getTime() + seconds * 1_000);
    const auditFolder = auditFolderFor(out, defaultDomain, collectedAt);
    await makePrivateFolder(dirname(auditFolder));
    try {
      await mkdir(auditFolder, { mode: 0o700 });
      return { auditFolder, collectedAt };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
        throw cannotWrite(auditFolder, error);
    }
  }
}

const SPILLED = /^\.tmp-(\d+)$/;

/** Removes what ended processes left in the audit folder: spilled data and files half written. */
export async function tidyAudit(auditFolder: string): Promise<void> {
  for (const folder of [auditFolder, join(auditFolder, 'snapshot'), join(auditFolder, 'findings')]) {
    for (const name of await namesIn(folder)) {
      const pid = SPILLED.exec(name)?.[1];
      const isLeft = pid === undefined ? /\.(part|claim)$/.test(name) : !isRunning(Number(pid));
      if (isLeft) await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
