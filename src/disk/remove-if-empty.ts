import { rmdir } from 'node:fs/promises';

const HOLDS_SOMETHING = ['ENOTEMPTY', 'EEXIST', 'ENOENT'];

/** Removes a folder that holds nothing; one that does, or is gone, is left as it is. */
export async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!HOLDS_SOMETHING.includes(code)) throw error;
  }
}
