import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskTrouble } from './disk-trouble.ts';
import { isAbsence } from './path-exists.ts';
import { cannotWrite } from './private-files.ts';
import { isRunning, processScope } from './process-scope.ts';
import { requireTrustedParent } from './trusted-folder.ts';

/** `vigie-<pid>-<scope of that number>-<chance>` */
const NAME = /^vigie-(\d+)-([0-9a-f]{8})-\w{6}$/;

/** Of a process of another boot or container only the age of what it left is known. */
const LEFT_AFTER_MS = 7 * 24 * 3_600_000;

/**
 * Works in a private folder (0700) of its own below `parent`, such as the system's temporary folder, and removes it. What
 * processes of this user that were killed left there of theirs goes too.
 *
 * @throws KnownError `local` where the folder cannot be made, or where somebody else could replace it
 */
export async function withWorkFolder<T>(
  parent: string,
  now: () => Date,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await makeWorkFolder(parent, now);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeWorkFolder(parent: string, now: () => Date): Promise<string> {
  await requireTrustedParent(parent);
  await removeLeftWorkFolders(parent, now);
  try {
    return await mkdtemp(join(parent, `vigie-${process.pid}-${await scopeName()}-`));
  } catch (error) {
    throw cannotWrite(parent, error);
  }
}

/** Removes the work folders of this user's processes that ended without doing so. Throws `KnownError` (local). */
export async function removeLeftWorkFolders(parent: string, now: () => Date): Promise<void> {
  try {
    const own = await scopeName();
    for (const name of await readdir(parent)) {
      const [, pid, scope] = NAME.exec(name) ?? [];
      if (pid === undefined || (scope === own && isRunning(Number(pid)))) continue;
      const folder = join(parent, name);
      const touchedMs = await touchedAt(folder);
      if (touchedMs === null) continue;
      const isLeft = scope === own || now().getTime() - touchedMs > LEFT_AFTER_MS;
      if (isLeft) await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw diskTrouble('read', parent, error) ?? error;
  }
}

/** When something was last added to a folder; null where it is no folder, or not this user's. */
async function touchedAt(folder: string): Promise<number | null> {
  try {
    const status = await lstat(folder);
    const isOwn = status.isDirectory() && status.uid === (process.geteuid?.() ?? status.uid);
    return isOwn ? status.mtimeMs : null;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

async function scopeName(): Promise<string> {
  return createHash('sha256')
    .update((await processScope()) ?? '')
    .digest('hex')
    .slice(0, 8);
}
