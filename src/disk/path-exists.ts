import { stat } from 'node:fs/promises';
import { diskTrouble } from './disk-trouble.ts';

/** Something stands at that path. Throws `KnownError` (local) where that cannot be seen. */
export async function pathExists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw diskTrouble('read', path, error) ?? error;
  }
}

/** Whether an error of the file system says that nothing stands at the path. */
export function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
