import { stat } from 'node:fs/promises';
import { KnownError } from '../errors.ts';
import { diskTrouble } from './disk-trouble.ts';
import { isAbsence } from './path-exists.ts';

/** What tells a folder from another one that bears its name later: where it lies on which disk. */
export interface FolderIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/** Throws `KnownError` (local) where the folder cannot be looked at. */
export async function identityOf(folder: string): Promise<FolderIdentity> {
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    return { device: dev, inode: ino };
  } catch (error) {
    if (isAbsence(error)) throw replaced(folder, 'it is gone');
    throw diskTrouble('read', folder, error) ?? error;
  }
}

/** Throws `KnownError` (local) where another folder bears the name now, or none. */
export async function requireSameFolder(folder: string, { device, inode }: FolderIdentity): Promise<void> {
  const now = await identityOf(folder);
  if (now.device !== device || now.inode !== inode)
    throw replaced(folder, 'another folder bears its name now');
}

function replaced(folder: string, how: string): KnownError {
  return new KnownError('local', `${folder} was taken away while it was worked on: ${how}`, {
    nextSteps: ['Leave an audit folder where it is until the command ends, then run the same command again.'],
  });
}
