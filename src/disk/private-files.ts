import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskTrouble } from './disk-trouble.ts';
import { requireOwnFile } from './own-file.ts';
import { makePrivateFolder, takesNothingNew } from './private-folder.ts';

export { makePrivateFolder } from './private-folder.ts';

/**
 * Writes a file that only this user reads (0600), whole or not at all: beside its place first, synchronised,
 * then renamed. Throws `KnownError` (local).
 */
export async function writePrivateFile(
  file: string,
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  await writePrivateFileBy(file, async (temporary) => {
    const handle = await openedBeside(file, temporary);
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) await handle.writeFile(content);
      // Unlike `write`, which may write a part and say so, as on a disk that is about to be full.
      else for await (const chunk of content) await handle.writeFile(chunk);
    } finally {
      await handle.close();
    }
  });
}

/** The same of a file that another library makes: `write` is given the path of one that is not there yet. Throws `KnownError` (local). */
export async function writePrivateFileBy(
  file: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${randomUUID()}.part`;
  try {
    await makePrivateFolder(dirname(file));
    await write(temporary);
    const handle = await open(temporary, constants.O_RDWR | constants.O_NOFOLLOW);
    try {
      await handle.chmod(0o600);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw cannotWrite(file, error);
  }
}

/** A copy of a file as a private one, synchronised, whole or not at all. Throws `KnownError` (local). */
export async function copyPrivateFile(from: string, to: string): Promise<void> {
  await writePrivateFileBy(to, (temporary) => copyFile(from, temporary, constants.COPYFILE_EXCL));
}

async function openedBeside(file: string, temporary: string): Promise<FileHandle> {
  try {
    return await open(temporary, 'wx', 0o600);
  } catch (error) {
    throw takesNothingNew(file, error) ?? error;
  }
}

/**
 * Opens a file that this program makes anew, to read and write (0600). What stands there is taken away, a link itself and not
 * what it leads to. Throws what the system throws.
 */
export async function openNewFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx+', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    await rm(file);
    return open(file, 'wx+', 0o600);
  }
}

/**
 * Opens a file that an earlier run of this program left, to read and write. Throws `KnownError` (local) where it is a link,
 * another user's, or another name of a file; otherwise what the system throws.
 */
export async function openOwnFile(file: string): Promise<FileHandle> {
  const handle = await open(file, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    requireOwnFile(file, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Makes place for a file that another library makes, which would follow a link there. Throws `KnownError` (local). */
export async function removeLeft(file: string): Promise<void> {
  try {
    await rm(file, { recursive: true, force: true });
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Gives a file that another library wrote its private mode. Throws `KnownError` (local). */
export async function makePrivate(file: string): Promise<void> {
  try {
    await chmod(file, 0o600);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** A disk error as a message with the next step; anything else unchanged. */
export function cannotWrite(path: string, error: unknown): unknown {
  return diskTrouble('write', path, error) ?? error;
}
