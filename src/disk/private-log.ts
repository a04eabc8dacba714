import { closeSync, constants, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolders } from './make-folders.ts';
import { requireOwnFile } from './own-file.ts';
import { cannotWrite } from './private-files.ts';
import { takesNothingNew } from './private-folder.ts';

/** A file that lines are added to as things happen. */
export interface PrivateLog {
  write(line: string): void;
  close(): void;
}

/**
 * Opens a file that only this user reads (0600) to add lines to; what it holds stays. Each line is on the disk before
 * the next thing happens: what ended the program is among them. A disk that takes no more ends the log, which `onTrouble` is
 * told once; the work goes on. Throws `KnownError` (local) where the file cannot be opened.
 */
export async function openPrivateLog(file: string, onTrouble: (error: unknown) => void): Promise<PrivateLog> {
  const descriptor = await opened(file);
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (line) => {
      if (!isOpen) return;
      try {
        writeSync(descriptor, `${line}\n`);
      } catch (error) {
        close();
        onTrouble(cannotWrite(file, error));
      }
    },
    close,
  };
}

/** A link in the place of the file would lead the lines, and the change of mode, elsewhere; a pipe would be waited for. */
const FLAGS =
  constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

async function opened(file: string): Promise<number> {
  try {
    await makeFolders(dirname(file));
    return openedOwn(file);
  } catch (error) {
    throw takesNothingNew(file, error) ?? cannotWrite(file, error);
  }
}

function openedOwn(file: string): number {
  const descriptor = openSync(file, FLAGS, 0o600);
  try {
    requireOwnFile(file, fstatSync(descriptor));
    fchmodSync(descriptor, 0o600);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
