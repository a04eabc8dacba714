import { journalFolderOf, journalMark } from '../../audits/journal.ts';
import { signManifest } from '../../evidence/sign-manifest.ts';
import type { SigningKey } from '../../evidence/signing-key.ts';
import { vigieVersion } from '../vigie-version.ts';

/**
 * Signs what a run wrote, where there is a key, with the state of the journal; whoever calls it holds the lock of the audit. Throws
 * `KnownError` (local).
 */
export async function signStage(auditFolder: string, key: SigningKey | null): Promise<void> {
  if (key === null) return;
  const folder = journalFolderOf(auditFolder);
  const journal = folder === null ? null : await journalMark(folder);
  await signManifest(auditFolder, key, { vigie: vigieVersion(), journal });
}
