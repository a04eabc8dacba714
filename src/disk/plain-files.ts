import { constants, type Dirent } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { diskTrouble } from './disk-trouble.ts';
import { KnownError } from '../errors.ts';

const HOW_TO_MEND = [
  'Find out who put it there, and take it away; or take the audit folder from where it was kept.',
];

/**
 * Makes sure that a folder holds plain files and folders only, all the way down: a link would lead reads and writes
 * out of it, a pipe or a device would never end. The folder itself may be reached by a link: that is the user's choice.
 *
 * @throws KnownError `local` naming what is something else
 */
export async function requirePlainFiles(folder: string): Promise<void> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await requirePlainFiles(path);
    else if (!entry.isFile()) {
      throw new KnownError(
        'local',
        `${path} is ${kindOf(entry)}: an audit folder holds plain files and folders only`,
        { nextSteps: HOW_TO_MEND },
      );
    }
  }
}

/** Another process may clean up its temporary files at the same time: what is gone holds nothing. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw diskTrouble('read', folder, error) ?? error;
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return 'a symbolic link';
  if (entry.isFIFO()) return 'a named pipe';
  if (entry.isSocket()) return 'a socket';
  return 'a device';
}

/**
 * Reads a text of at most so many bytes; a link, a pipe or a device is refused without waiting on it.
 *
 * @throws KnownError `local`; the system's own error where the file does not exist
 */
export async function readPlainFile(file: string, mostBytes: number): Promise<string> {
  const handle = await openPlain(file);
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw refused(file, 'it is no plain file');
    if (status.size > mostBytes) {
      throw refused(file, `it has ${status.size} bytes, and no such file has more than ${mostBytes}`);
    }
    return await handle.readFile('utf8');
  } catch (error) {
    throw diskTrouble('read', file, error) ?? error;
  } finally {
    await handle.close();
  }
}

async function openPlain(file: string): ReturnType<typeof open> {
  try {
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ELOOP') throw refused(file, 'it is a symbolic link');
    if (code === 'ENOENT' || code === 'ENOTDIR') throw error;
    throw diskTrouble('read', file, error) ?? error;
  }
}

function refused(file: string, why: string): KnownError {
  return new KnownError('local', `cannot read ${file}: ${why}`, { nextSteps: HOW_TO_MEND });
}
