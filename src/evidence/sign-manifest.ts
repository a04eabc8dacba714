import { auditPaths } from '../disk/audit-paths.ts';
import { writePrivateFile } from '../disk/private-files.ts';
import { readAuditManifest } from './manifest.ts';
import { derOf, signatureOf, type SigningKey } from './signing-key.ts';
import { openLayer } from './vouch-for.ts';

/** How long the journal was, and the digest of its last line: a journal that was cut since is shorter. */
export interface JournalMark {
  readonly lines: number;
  /** Null where it had no line yet. */
  readonly sha256: string | null;
}

/**
 * Signs an audit: a layer that names the key and the state of the journal, and beside `manifest.json` the detached signature of its
 * bytes, 64 bytes in `manifest.json.sig`. Throws `KnownError` (local).
 */
export async function signManifest(
  auditFolder: string,
  key: SigningKey,
  { vigie, journal }: { readonly vigie: string; readonly journal: JournalMark | null },
): Promise<void> {
  const facts = {
    keyId: key.publicKey.id,
    publicKey: derOf(key.publicKey),
    journal: journal === null ? null : { ...journal },
  };
  await (await openLayer(auditFolder, { kind: 'signature', vigie, facts })).vouch([]);
  const read = await readAuditManifest(auditFolder);
  if (read === null) throw new Error('the manifest that was just written is gone');
  await writePrivateFile(auditPaths.signature(auditFolder), signatureOf(read.text, key));
}
