import { closeSync, constants, fchmodSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { requireOwnFile } from './own-file.ts';
import { cannotWrite } from './private-files.ts';

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
export function openPrivateLog(file: string, onTrouble: (error: unknown) => void): PrivateLog {
  const descriptor = opened(file);
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

function opened(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openedOwn(file);
  } catch (error) {
    throw cannotWrite(file, error);
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
