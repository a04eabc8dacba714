import { NotPlain, openNamedFile } from '../../disk/plain-files.ts';
import { KnownError } from '../../errors.ts';

/**
 * Refuses, before something that would wait for it reads it, a file that is named by an option or a variable (`by`) and is a
 * pipe, a device or a folder, or larger than any such file. One that cannot be opened is left to whoever reads it. Throws `KnownError` (usage).
 *
 * @param file as it was named
 * @param path where it is
 */
export async function refuseOddFile(
  by: string,
  file: string,
  path: string,
  mostBytes: number,
): Promise<void> {
  try {
    const handle = await openNamedFile(path);
    try {
      const { size } = await handle.stat();
      if (size <= mostBytes) return;
      throw new NotPlain(`it has ${size} bytes, and no such file has more than ${mostBytes}`);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof NotPlain) {
      throw new KnownError('usage', `${by} ${file}: ${error.message}`, {
        nextSteps: [...error.nextSteps, `Name another file with ${by}.`],
        cause: error,
      });
    }
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
