import type { Stats } from 'node:fs';
import { KnownError } from '../errors.ts';

/**
 * Makes sure, of a file that is open already, that what is added to it comes into no other: it is plain, this user's, and
 * has one name. Throws `KnownError` (local).
 */
export function requireOwnFile(file: string, status: Stats): void {
  const why = whyNotOwn(status);
  if (why === null) return;
  throw new KnownError('local', `cannot write ${file}: ${why}`, {
    nextSteps: ['Find out who put it there, and take it away, or name another file.'],
  });
}

function whyNotOwn(status: Stats): string | null {
  if (!status.isFile()) return 'it is no plain file';
  if (status.nlink > 1) return 'it is one of several names of a file (hard link)';
  const user = process.geteuid?.();
  return user === undefined || status.uid === user
    ? null
    : `it belongs to another user (owner ${status.uid})`;
}
