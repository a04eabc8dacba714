import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAbsence } from './path-exists.ts';

const PRIVATE = 0o700;

/**
 * Makes a folder and its missing parents (0700), each asked for once on the way up and once on the way down. Node's own recursive
 * mkdir tries for ever where a file system says of every new folder that it is not there, as /proc does. Throws what the system throws.
 */
export async function makeFolders(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (!isMissing(error) || parent === folder || (await isFolder(parent))) throw error;
    await makeFolders(parent);
    await makeFolder(folder);
  }
}

/** Something on the way is not there; where it is no folder, nothing can be made below it. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Makes a folder, where it is not there already. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, PRIVATE);
  } catch (error) {
    if (!(await isFolder(folder))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}
