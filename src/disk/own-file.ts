import type { Stats } from 'node:fs';
import { KnownError, worded, type InBoth } from '../errors.ts';

const CANNOT_WRITE = {
  fr: 'impossible d’écrire {file}\u00a0: {why}',
  en: 'cannot write {file}: {why}',
} as const;

const NAME_ANOTHER = {
  fr: 'Chercher qui l’a mis là et l’ôter, ou nommer un autre fichier.',
  en: 'Find out who put it there, and take it away, or name another file.',
};

/**
 * Makes sure, of a file that is open already, that what is added to it comes into no other: it is plain, this user's, and
 * has one name. Throws `KnownError` (local).
 */
export function requireOwnFile(file: string, status: Stats): void {
  const why = whyNotOwn(status);
  if (why === null) return;
  throw new KnownError('local', worded(CANNOT_WRITE, { file, why }), { nextSteps: [NAME_ANOTHER] });
}

function whyNotOwn(status: Stats): InBoth | null {
  if (!status.isFile()) return { fr: 'ce n’est pas un fichier ordinaire', en: 'it is no plain file' };
  if (status.nlink > 1) {
    return {
      fr: 'c’est un des noms d’un fichier qui en a plusieurs (lien physique)',
      en: 'it is one of several names of a file (hard link)',
    };
  }
  const user = process.geteuid?.();
  return user === undefined || status.uid === user
    ? null
    : {
        fr: `il appartient à un autre utilisateur (propriétaire ${status.uid})`,
        en: `it belongs to another user (owner ${status.uid})`,
      };
}
