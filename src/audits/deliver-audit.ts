import { realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { cannotWrite, copyPrivateFile, makePrivateFolder } from '../disk/private-files.ts';
import { removeIfEmpty } from '../disk/remove-if-empty.ts';
import { makeTrustedFolder } from '../disk/trusted-folder.ts';
import { historyOf } from '../evidence/history.ts';
import { isAsRecorded, manifestDigest, readAuditManifest } from '../evidence/manifest.ts';
import { auditsUnder } from './audit-folder.ts';
import { AuditInUse, lockAudit } from './audit-lock.ts';
import { isEncrypted } from './encrypt-audit.ts';
import { locked } from './locked.ts';
import { told, trouble } from './trouble.ts';

/** Where an audit that is made elsewhere is kept: under `out`, filed as it is there. */
export function keptPlaceOf(made: string, out: string): string {
  return join(out, basename(dirname(made)), basename(made));
}

/**
 * Brings an encrypted audit from where it was made to where it is kept, which is there whole or not at all, and takes it away there. Only what its
 * manifest records is brought. Whoever calls it holds the lock of the one that was made. Gives where it is kept. Throws `KnownError` (local).
 */
export async function deliverAudit(made: string, out: string): Promise<string> {
  const kept = keptPlaceOf(made, out);
  const manifest = (await readAuditManifest(made))?.manifest;
  if (manifest === undefined || !(await isEncrypted(made)))
    throw new Error('only what is encrypted leaves the place where it was made');
  await makeTrustedFolder(dirname(kept));
  if (await isThere(kept, made)) {
    await removeMade(made);
    return kept;
  }
  const part = `${kept}.part`;
  try {
    await rm(part, { recursive: true, force: true });
    await makePrivateFolder(part);
    for (const record of manifest.files) {
      await copyPrivateFile(join(made, record.path), join(part, record.path));
      // It is the only one once that where it was made is gone.
      if (!(await isAsRecorded(part, record)))
        throw trouble('local', 'otherBytes', { file: join(made, record.path), made }, [told('tryAgain')]);
    }
    await copyPrivateFile(auditPaths.manifest(made), auditPaths.manifest(part));
    await rename(part, kept);
    await removeMade(made);
  } catch (error) {
    throw cannotWrite(kept, error);
  }
  return kept;
}

/** Brought by a run that was killed before it took away what it had made. Throws `KnownError` (local) where it is another audit. */
async function isThere(kept: string, made: string): Promise<boolean> {
  if (!(await pathExists(kept))) return false;
  if ((await realpath(kept)) === (await realpath(made)))
    throw new Error('an audit cannot be brought to where it was made');
  const read = await readAuditManifest(kept);
  const sha256 = await manifestDigest(made);
  if (read !== null && historyOf(read.manifest, read.text).steps.some((step) => step.sha256 === sha256))
    return true;
  throw trouble('local', 'thereAlready', { kept, made }, [told('moveOne')]);
}

async function removeMade(made: string): Promise<void> {
  await rm(made, { recursive: true, force: true });
  await removeIfEmpty(dirname(made));
}

/**
 * Brings the encrypted audits under `madeIn` that a run which was killed had not brought to `out` yet. One that another run works on is left to it.
 * Throws `KnownError` (local).
 *
 * @param sign what is done before an audit is let go
 */
export async function deliverLeft(
  madeIn: string,
  out: string,
  now: () => Date,
  sign: (auditFolder: string) => Promise<void>,
): Promise<void> {
  for (const made of await auditsUnder(madeIn, auditPaths.manifest)) {
    if ((await pathExists(auditPaths.beginning(made))) || !(await isEncrypted(made))) continue;
    try {
      const lock = await lockAudit(made, 'audit', now);
      await deliverAudit(made, out)
        .then((kept) => locked(kept, 'audit', now, () => sign(kept)))
        .finally(() => lock.release());
    } catch (error) {
      if (!(error instanceof AuditInUse)) throw error;
    }
  }
}
