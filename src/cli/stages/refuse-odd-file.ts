import { NotPlain, openNamedFile, tooLarge } from '../../disk/plain-files.ts';
import { KnownError, worded } from '../../errors.ts';

const CANNOT_USE = { fr: '{by} {file}\u00a0: {why}', en: '{by} {file}: {why}' } as const;
const NAME_ANOTHER = {
  fr: 'Nommer un autre fichier avec {by}.',
  en: 'Name another file with {by}.',
} as const;

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
      throw tooLarge(size, mostBytes);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof NotPlain) {
      throw new KnownError('usage', worded(CANNOT_USE, { by, file, why: error.words }), {
        nextSteps: [...error.nextSteps, worded(NAME_ANOTHER, { by })],
        cause: error,
      });
    }
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
