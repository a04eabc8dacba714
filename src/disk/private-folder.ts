import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskTrouble } from './disk-trouble.ts';

/**
 * Makes a folder and its missing parents for this user alone (0700). Throws `KnownError` (local), also where the
 * folder is there and cannot be written to.
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = await reasonOf(folder, error);
    throw diskTrouble('write', folder, reason) ?? reason;
  }
}

/** On a read-only disk Node's recursive mkdir says that nothing exists; the nearest folder that does says why. */
async function reasonOf(folder: string, error: unknown): Promise<unknown> {
  for (let at = folder; isAbsence(error) && at !== dirname(at); at = dirname(at)) {
    try {
      await access(dirname(at), constants.W_OK | constants.X_OK);
      return error;
    } catch (reason) {
      if (!isAbsence(reason)) return reason;
    }
  }
  return error;
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
