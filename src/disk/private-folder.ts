import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { KnownError } from '../errors.ts';
import { diskTrouble } from './disk-trouble.ts';
import { makeFolders } from './make-folders.ts';

/**
 * Makes a folder and its missing parents for this user alone (0700). Throws `KnownError` (local), also where the
 * folder is there and cannot be written to.
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await makeFolders(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw diskTrouble('write', folder, error) ?? takesNothingNew(folder, error) ?? error;
  }
}

/**
 * What it means that a new thing is said not to be there, when its folder is: the place is one of the system's own (/proc, /sys),
 * a link that leads nowhere, or was taken away meanwhile. Null where an error tells of something else.
 */
export function takesNothingNew(path: string, error: unknown): KnownError | null {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null;
  return new KnownError(
    'local',
    {
      fr: `impossible d’écrire ${path}\u00a0: rien ne peut y être créé (${error.message})`,
      en: `cannot write ${path}: nothing can be made there (${error.message})`,
    },
    {
      nextSteps: [
        {
          fr: 'Choisir un dossier sur un disque, qui existe ou peut être créé\u00a0: --out DOSSIER.',
          en: 'Choose a folder on a disk, which is there or can be made: --out DIR.',
        },
      ],
      cause: error,
    },
  );
}
