import { stat } from 'node:fs/promises';
import { KnownError, worded, type InBoth } from '../errors.ts';
import { diskTrouble } from './disk-trouble.ts';
import { isAbsence } from './path-exists.ts';

/** What tells a folder from another one that bears its name later: where it lies on which disk. */
export interface FolderIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

const TAKEN_AWAY = {
  fr: '{folder} a été ôté pendant le travail\u00a0: {how}',
  en: '{folder} was taken away while it was worked on: {how}',
} as const;

const LEAVE_IT = {
  fr: 'Laisser un dossier d’audit où il est jusqu’à la fin de la commande, puis relancer la même commande.',
  en: 'Leave an audit folder where it is until the command ends, then run the same command again.',
};

/** Throws `KnownError` (local) where the folder cannot be looked at. */
export async function identityOf(folder: string): Promise<FolderIdentity> {
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    return { device: dev, inode: ino };
  } catch (error) {
    if (isAbsence(error)) throw replaced(folder, { fr: 'il n’existe plus', en: 'it is gone' });
    throw diskTrouble('read', folder, error) ?? error;
  }
}

/** Throws `KnownError` (local) where another folder bears the name now, or none. */
export async function requireSameFolder(folder: string, { device, inode }: FolderIdentity): Promise<void> {
  const now = await identityOf(folder);
  if (now.device !== device || now.inode !== inode)
    throw replaced(folder, {
      fr: 'un autre dossier porte maintenant son nom',
      en: 'another folder bears its name now',
    });
}

function replaced(folder: string, how: InBoth): KnownError {
  return new KnownError('local', worded(TAKEN_AWAY, { folder, how }), {
    nextSteps: [LEAVE_IT],
  });
}
