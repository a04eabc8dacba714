import { dirname, join } from 'node:path';
import { z } from 'zod';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { copyPrivateFile, makePrivateFolder } from '../disk/private-files.ts';
import { KnownError } from '../errors.ts';
import { AGE_SUFFIX, clearPath, decryptFile, type Identities } from '../evidence/age-files.ts';
import type { AuditManifest, FileRecord } from '../evidence/manifest-schema.ts';
import { isAsRecorded, readAuditManifest, unvouchedFiles } from '../evidence/manifest.ts';
import { partOf } from '../evidence/part-folder.ts';
import { isTally } from '../evidence/retention.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { INNER_MANIFEST, placeOf } from './finish-encryption.ts';
import { purgedFiles } from './purge-audit.ts';
import { told, trouble } from './trouble.ts';

/** What is opened of an audit, by the paths of its files in clear. */
export type Wanted = (path: string) => boolean;

/**
 * Decrypts what is wanted of an encrypted audit into the folder `to`, which is then that audit in clear, with its manifest: each file is
 * the one that was encrypted. Writes nothing in the audit. Gives the number of files that were decrypted.
 *
 * @throws KnownError (usage) where no identity is one that it was encrypted for; (local) for a file that is damaged or another
 */
export async function openAudit(
  auditFolder: string,
  identities: Identities,
  to: string,
  isWanted: Wanted,
): Promise<number> {
  const outer = await manifestIn(auditFolder);
  requireRecipient(auditFolder, outer, identities);
  const inner = outer.files.find(({ path }) => path === INNER_MANIFEST);
  if (inner === undefined) throw another(auditFolder, INNER_MANIFEST);
  const innerPlace = await placeOf(auditFolder, inner);
  if (!(await isAsRecorded(auditFolder, { ...inner, path: innerPlace })))
    throw another(auditFolder, INNER_MANIFEST);
  await makePrivateFolder(to);
  await decryptFile(identities, join(auditFolder, innerPlace), auditPaths.manifest(to));
  const hidden = outer.files.filter(({ path }) => path.endsWith(AGE_SUFFIX) && path !== INNER_MANIFEST);
  const wanted: string[] = [];
  for (const record of hidden) {
    const path = clearPath(record.path);
    if (!isWanted(path)) continue;
    await makePrivateFolder(dirname(join(to, path)));
    await decryptFile(identities, join(auditFolder, await placeOf(auditFolder, record)), join(to, path));
    wanted.push(path);
  }
  await requireInner(auditFolder, to, wanted);
  for (const record of outer.files.filter(({ path }) => isTally(path))) {
    const from = join(auditFolder, await placeOf(auditFolder, record));
    // One that somebody took away is missed by whoever verifies the audit.
    if (await pathExists(from)) await copyPrivateFile(from, join(to, record.path));
  }
  await recordPurge(auditFolder, outer, to);
  return wanted.length;
}

/** What went as the retention says since it was encrypted went of the audit in clear: its manifest tells of it then. */
async function recordPurge(auditFolder: string, { layers = [] }: AuditManifest, to: string): Promise<void> {
  const purged = layers.findLast(({ kind }) => kind === 'purge');
  if (purged === undefined) return;
  const gone = new Set((await purgedFiles(auditFolder)).map(clearPath));
  const recorded = (await manifestIn(to)).files.map(({ path }) => path).filter((path) => gone.has(path));
  if (recorded.length > 0) await vouchFor(to, [], purged.vigie, recorded, { kind: 'purge' });
}

async function manifestIn(auditFolder: string): Promise<AuditManifest> {
  const read = await readAuditManifest(auditFolder);
  if (read !== null) return read.manifest;
  throw trouble('local', 'missing', { file: auditPaths.manifest(auditFolder) }, [told('takeItBack')]);
}

const factsSchema = z.object({ recipients: z.array(z.string()) });

/** Whom an audit was encrypted for, as its manifest tells; whoever can write there could have added one. */
export function namedRecipients({ layers = [] }: AuditManifest): readonly string[] {
  const facts = layers.findLast(({ kind }) => kind === 'encryption')?.facts;
  return factsSchema.safeParse(facts).data?.recipients ?? [];
}

function requireRecipient(auditFolder: string, manifest: AuditManifest, identities: Identities): void {
  const recipients = namedRecipients(manifest);
  if (recipients.some((name) => identities.recipients.includes(name))) return;
  throw trouble('usage', 'notForIdentity', { audit: auditFolder }, [
    told('encryptedFor', { names: recipients.join(', ') }),
    told('identityOf', { names: identities.recipients.join(', ') }),
  ]);
}

/** Each file is, byte for byte, what the manifest in clear records; those of an establishment, what its own does. */
async function requireInner(auditFolder: string, to: string, paths: readonly string[]): Promise<void> {
  const { files } = await manifestIn(to);
  const recorded = new Set(files.map(({ path }) => path));
  const own = paths.filter((path) => recorded.has(path));
  const [first] = await unvouchedFiles(to, own);
  if (first !== undefined) throw another(auditFolder, `${first}${AGE_SUFFIX}`);
  for (const path of paths.filter((one) => !recorded.has(one))) {
    const part = partOf(path, recorded);
    const isVouched =
      part !== null && (await unvouchedFiles(join(to, part), [path.slice(part.length + 1)])).length === 0;
    if (!isVouched) throw another(auditFolder, `${path}${AGE_SUFFIX}`);
  }
}

function another(auditFolder: string, path: string): KnownError {
  return trouble('local', 'notTheEncrypted', { file: join(auditFolder, path) }, [told('takeItBack')]);
}

/**
 * Throws `KnownError` (usage) where one of the files to be read is encrypted, by its path in clear; of those that are not named, any.
 */
export async function refuseEncrypted(auditFolder: string, read?: readonly string[] | Wanted): Promise<void> {
  const files: readonly FileRecord[] = (await readAuditManifest(auditFolder))?.manifest.files ?? [];
  const encrypted = files.map(({ path }) => path).filter((path) => path.endsWith(AGE_SUFFIX));
  const isRead: Wanted =
    typeof read === 'function' ? read : (path) => read === undefined || read.includes(path);
  const first = encrypted.find((path) => isRead(clearPath(path)));
  if (first === undefined) return;
  throw trouble('usage', 'encrypted', { file: join(auditFolder, first) }, [
    told('nameIdentity'),
    told('decryptFirst'),
  ]);
}
