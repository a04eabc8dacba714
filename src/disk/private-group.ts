import { readFile } from 'node:fs/promises';
import { isAbsence } from './path-exists.ts';

/**
 * Whether a group holds one user alone, as the machine's own lists tell: the group of their own that Debian, Ubuntu and Fedora
 * give each user, whose folders are writable by it. A group that the lists do not know is not taken for one.
 */
export async function isGroupOfOne(gid: number, uid: number): Promise<boolean> {
  const [passwd, group] = await Promise.all([textOf('/etc/passwd'), textOf('/etc/group')]);
  return isAloneIn({ gid, uid }, passwd, group);
}

/** The same, by the texts of `/etc/passwd` and `/etc/group`. */
export function isAloneIn(
  { gid, uid }: { readonly gid: number; readonly uid: number },
  passwd: string,
  group: string,
): boolean {
  const owners = rowsOf(passwd).filter((row) => row[3] === String(gid));
  const groups = rowsOf(group).filter((row) => row[2] === String(gid));
  const [owner] = owners;
  if (owner === undefined || owners.length > 1 || owner[2] !== String(uid)) return false;
  if (groups.length !== 1) return false;
  const members = (groups[0]?.[3] ?? '').split(',').filter((name) => name !== '');
  return members.every((name) => name === owner[0]);
}

function rowsOf(text: string): string[][] {
  return text.split('\n').map((line) => line.split(':'));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isAbsence(error)) return '';
    throw error;
  }
}
