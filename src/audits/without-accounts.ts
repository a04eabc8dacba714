import { KnownError } from '../errors.ts';
import { readSnapshotManifest } from '../snapshot/read-manifest.ts';
import { told, trouble } from './trouble.ts';

/**
 * Whether the snapshot in `folder`, with its manifest `file`, was made of sources that stand alone: its accounts were not
 * asked for. One that cannot be read is not told so: whoever opens it says what is wrong with it.
 */
export async function holdsNoAccounts(folder: string, file: string): Promise<boolean> {
  try {
    const { sources } = await readSnapshotManifest(folder, file);
    return sources.find(({ id }) => id === 'accounts')?.outcome === 'skipped';
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}

/** That an audit without accounts was named where accounts are needed. */
export function joinItInstead(named: string): KnownError {
  return trouble('local', 'withoutAccounts', { named }, [told('assessWith', { named })]);
}
