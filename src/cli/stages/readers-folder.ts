import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { withWorkFolder } from '../../disk/work-folder.ts';
import type { Io } from '../io.ts';

/**
 * Works in a private folder of a reader's own, outside of the audit, and takes it away at the end, on a signal too. Throws
 * `KnownError` (local) where none can be made.
 */
export function withReadersFolder<T>(
  { workDir }: { readonly workDir?: string },
  io: Io,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = workDir === undefined ? tmpdir() : resolve(io.cwd, workDir);
  return withWorkFolder(parent, io.now, async (folder) => {
    io.ending.folders.add(folder);
    try {
      return await work(folder);
    } finally {
      io.ending.folders.delete(folder);
    }
  });
}
