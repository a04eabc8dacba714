import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cannotWrite, makePrivate, makePrivateFolder, removeLeft } from '../disk/private-files.ts';
import { AGE_SUFFIX, encryptFile, type Recipients } from '../evidence/age-files.ts';
import type { AuditManifest } from '../evidence/manifest-schema.ts';
import { readAuditManifest } from '../evidence/manifest.ts';
import { isTally } from '../evidence/retention.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { hiddenFiles, INNER_MANIFEST } from './encrypt-audit.ts';

/**
 * Brings into an encrypted audit what was written in its opened copy since it was opened: what holds people encrypted, the rest as it is. Whoever
 * calls it holds the lock of the audit. Gives the paths that it wrote, relative to the audit folder. Throws `KnownError` (local).
 *
 * @param before the manifest of the opened copy, as it was opened
 */
export async function sealReports(
  {
    opened,
    kept,
    before,
  }: { readonly opened: string; readonly kept: string; readonly before: AuditManifest },
  recipients: Recipients,
  vigie: string,
): Promise<string[]> {
  const after = await manifestIn(opened);
  const outer = await manifestIn(kept);
  const was = new Map(before.files.map(({ path, sha256 }) => [path, sha256]));
  const changed = new Set(
    after.files.filter(({ path, sha256 }) => was.get(path) !== sha256).map(({ path }) => path),
  );
  const hidden = await hiddenFiles(opened, after);
  const isOfChanged = (path: string): boolean =>
    changed.has(path) || changed.has(`${path.split('/').slice(0, 2).join('/')}/manifest.json`);
  const written: string[] = [];
  for (const path of hidden.filter(isOfChanged)) {
    written.push(`${path}${AGE_SUFFIX}`);
    await encryptFile(recipients, join(opened, path), join(kept, `${path}${AGE_SUFFIX}`));
  }
  for (const path of [...changed].filter(isTally)) {
    written.push(path);
    await copy(join(opened, path), join(kept, path));
  }
  await encryptFile(recipients, join(opened, 'manifest.json'), join(kept, INNER_MANIFEST));
  const present = new Set([...hidden.map((path) => `${path}${AGE_SUFFIX}`), INNER_MANIFEST]);
  const gone = outer.files
    .map(({ path }) => path)
    .filter((path) => path.endsWith(AGE_SUFFIX) && !present.has(path));
  await vouchFor(kept, [...written, INNER_MANIFEST], vigie, gone);
  for (const path of gone) await removeLeft(join(kept, path));
  return written;
}

async function manifestIn(folder: string): Promise<AuditManifest> {
  const read = await readAuditManifest(folder);
  if (read === null) throw new Error(`${folder} had a manifest, and has none`);
  return read.manifest;
}

async function copy(from: string, to: string): Promise<void> {
  try {
    await makePrivateFolder(dirname(to));
    await removeLeft(to);
    await copyFile(from, to);
    await makePrivate(to);
  } catch (error) {
    throw cannotWrite(to, error);
  }
}
