import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KnownError, messageOf } from '../errors.ts';

/** Makes a folder and its missing parents for this user alone (0700). Throws `KnownError` (local). */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/**
 * Writes a file that only this user reads (0600), whole or not at all: beside its place first, synchronised,
 * then renamed. Throws `KnownError` (local).
 */
export async function writePrivateFile(file: string, content: string | AsyncIterable<string>): Promise<void> {
  const temporary = `${file}.${randomUUID()}.part`;
  try {
    await makePrivateFolder(dirname(file));
    const handle = await open(temporary, 'wx', 0o600);
    try {
      if (typeof content === 'string') await handle.writeFile(content);
      else for await (const chunk of content) await handle.write(chunk);
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

/** Gives a file that another library wrote its private mode. */
export async function makePrivate(file: string): Promise<void> {
  await chmod(file, 0o600);
}

const DISK_ERRORS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is reached',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a file stands in the way',
  EISDIR: 'it is a folder',
};

/** A disk error as a message with the next step; anything else unchanged. */
export function cannotWrite(path: string, error: unknown): unknown {
  if (error instanceof KnownError || !(error instanceof Error) || !('code' in error)) return error;
  const why = DISK_ERRORS[String(error.code)];
  if (why === undefined) return error;
  return new KnownError('local', `cannot write ${path}: ${why} (${messageOf(error)})`, {
    nextSteps: ['Free space or change the rights there, or choose another folder with --out DIR.'],
    cause: error,
  });
}
