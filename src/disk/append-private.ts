import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { NotPlain } from './plain-files.ts';
import { requireOwnFile } from './own-file.ts';
import { cannotWrite } from './private-files.ts';

/** A link in the place of the file would lead the text elsewhere; a pipe would be waited for. */
const FLAGS =
  constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Of one that the user named. A pipe that nobody reads is not waited for. */
const NAMED = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NONBLOCK;

const NOT_PLAIN = { fr: 'ce n’est pas un fichier ordinaire', en: 'it is no plain file' };

/** Adds a text to a file that only this user reads (0600), synchronised; what it holds stays. Throws `KnownError` (local). */
export async function appendPrivately(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, FLAGS, 0o600);
    try {
      requireOwnFile(file, await handle.stat());
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/**
 * Adds a text, after an empty line, to a file that the user named and another program may have made (of a pipeline, for instance), by
 * a link too; one that is not there is made (0600). Throws `NotPlain` where it is no plain file, `KnownError` (local) where it cannot
 * be written.
 */
export async function appendToNamedFile(file: string, text: string): Promise<void> {
  try {
    const handle = await openedToAdd(file);
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw new NotPlain(NOT_PLAIN);
      await handle.writeFile(status.size === 0 ? text : `\n\n${text}`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

async function openedToAdd(file: string): Promise<FileHandle> {
  try {
    return await open(file, NAMED, 0o600);
  } catch (error) {
    // A pipe that nobody reads cannot be opened, nor can a socket.
    if (error instanceof Error && 'code' in error && error.code === 'ENXIO') throw new NotPlain(NOT_PLAIN);
    throw error;
  }
}
