import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { requireOwnFile } from './own-file.ts';
import { cannotWrite } from './private-files.ts';

/** A link in the place of the file would lead the text elsewhere; a pipe would be waited for. */
const FLAGS =
  constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

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
