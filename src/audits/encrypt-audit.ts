import { join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { AGE_SUFFIX, clearPath, encryptFile, encryptText, type Recipients } from '../evidence/age-files.ts';
import { digestOfText } from '../evidence/digest.ts';
import {
  manifestOf,
  sorted,
  textOf,
  type AuditManifest,
  type FileRecord,
  type Layer,
} from '../evidence/manifest-schema.ts';
import { readAuditManifest, recordOf } from '../evidence/manifest.ts';
import { partFolderOf, partOf } from '../evidence/part-folder.ts';
import { isTally } from '../evidence/retention.ts';
import { writeLayered } from '../evidence/vouch-for.ts';
import { auditsUnder } from './audit-folder.ts';
import { AuditInUse } from './audit-lock.ts';
import {
  finishSealing,
  holdsInner,
  INNER_MANIFEST,
  isHalfSealed,
  NEXT_SUFFIX,
  removeClear,
} from './finish-encryption.ts';
import { locked } from './locked.ts';
import { removeBeginning } from './unfinished-audit.ts';

/** Whether the files of an audit that hold people are encrypted. Throws `KnownError` (local) for a damaged manifest. */
export async function isEncrypted(auditFolder: string): Promise<boolean> {
  const read = await readAuditManifest(auditFolder);
  return read !== null && holdsInner(read.manifest);
}

/**
 * Encrypts, of an audit that is whole, every file that holds people, and takes it away in clear; situation, tallies and reports without people stay. The
 * manifest tells of the encrypted files before anything is taken away: what a run that is killed leaves in clear, the next one takes
 * away (`finishSealing`). Whoever calls it holds the lock. Gives the number of files. Throws `KnownError` (local).
 */
export async function encryptAudit(
  auditFolder: string,
  recipients: Recipients,
  vigie: string,
): Promise<number> {
  const read = await readAuditManifest(auditFolder);
  if (read === null) throw new Error('an audit that was not recorded cannot be encrypted');
  const hidden = await hiddenFiles(auditFolder, read.manifest);
  for (const path of hidden)
    await encryptFile(recipients, join(auditFolder, path), join(auditFolder, `${path}${AGE_SUFFIX}`));
  // Its manifest takes its place last: while it lies beside it, the next run has something to take away.
  const inner = `${INNER_MANIFEST}${NEXT_SUFFIX}`;
  await encryptText(recipients, read.text, join(auditFolder, inner));
  const paths = hidden.map((path) => `${path}${AGE_SUFFIX}`);
  const encrypted = await Promise.all(paths.map((path) => recordOf(auditFolder, path)));
  encrypted.push({ ...(await recordOf(auditFolder, inner)), path: INNER_MANIFEST });
  const isHidden = new Set(hidden);
  const clear = read.manifest.files.filter(({ path }) => !isHidden.has(path));
  const outer = outerManifest(read.manifest, [...clear, ...encrypted], { vigie, recipients });
  await writeLayered(auditFolder, outer);
  await finishSealing(auditFolder);
  return hidden.length;
}

/** What holds people, relative to the audit folder: of what is recorded, and of the folder of each establishment. */
export async function hiddenFiles(auditFolder: string, { files }: AuditManifest): Promise<string[]> {
  const hidden = files.map(({ path }) => path).filter((path) => !isTally(path));
  for (const path of [...hidden]) {
    const part = partFolderOf(path);
    if (part === null) continue;
    const own = await readAuditManifest(join(auditFolder, part));
    hidden.push(...(own?.manifest.files ?? []).map((record) => `${part}/${record.path}`));
  }
  return hidden.sort();
}

/**
 * The manifest of the files as they lie there, in the layers of the one in clear: each file in the layer that wrote what it holds. It
 * keeps no digest of what is encrypted: from that of a short list, whoever knows the people could guess who is on it.
 */
function outerManifest(
  inner: AuditManifest,
  records: readonly FileRecord[],
  { vigie, recipients }: { readonly vigie: string; readonly recipients: Recipients },
): AuditManifest {
  // A signature is of the manifest that it was made over.
  const below = (inner.layers ?? []).filter(({ kind }) => kind !== 'signature');
  const encryption: Omit<Layer, 'former'> = {
    ...{ kind: 'encryption', vigie, written: [], gone: [] },
    facts: { recipients: [...recipients.names] },
  };
  const recorded = new Set(inner.files.map(({ path }) => path));
  const last = below.length;
  const layerOf = (path: string): number => {
    const clear = clearPath(path);
    const part = partOf(clear, recorded);
    const name = part === null ? clear : `${part}/manifest.json`;
    const at = below.findLastIndex(({ written }) => written.includes(name));
    return clear === 'manifest.json' || at === -1 ? last : at;
  };
  const layers: Layer[] = [];
  const known: FileRecord[] = [];
  let manifest: AuditManifest | null = null;
  for (const [at, { kind, vigie: by, facts }] of [...below, encryption].entries()) {
    const own = sorted(records.filter(({ path }) => layerOf(path) === at));
    known.push(...own);
    layers.push({
      ...{ kind, vigie: by },
      former: manifest === null ? null : digestOfText(textOf(manifest)).sha256,
      ...{ written: own.map(({ path }) => path), gone: [] },
      ...(facts === undefined ? {} : { facts: withoutDigests(facts) }),
    });
    manifest = manifestOf(known, by, layers);
  }
  if (manifest === null) throw new Error('there is at least the layer of the encryption');
  return manifest;
}

/** What a layer tells of files that are encrypted; `previousSha256` and `joinedSha256` are of manifests of other audits. */
const DIGESTS_OF_HIDDEN = new Set(['configSha256', 'rosterSha256', 'exceptionsSha256', 'checksSha256']);

/** The facts of a layer without the digests of files that are encrypted. */
export function withoutDigests(facts: NonNullable<Layer['facts']>): NonNullable<Layer['facts']> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !DIGESTS_OF_HIDDEN.has(name)));
}

/**
 * Brings to their end the audits under `out` whose run was killed between the record of the encrypted files and the removal of the last one
 * in clear, or while reports were sealed. One that another run works on is left to it. Throws `KnownError` (local).
 *
 * @param sign what is done before an audit is let go
 */
export async function finishEncryptions(
  out: string,
  now: () => Date,
  sign: (auditFolder: string) => Promise<void>,
): Promise<void> {
  for (const auditFolder of await auditsUnder(out, (audit) => audit)) {
    const isBegun = await pathExists(auditPaths.beginning(auditFolder));
    if (!isBegun && !(await isHalfSealed(auditFolder))) continue;
    if (!(await isEncrypted(auditFolder))) continue;
    try {
      await locked(auditFolder, 'audit', now, async () => {
        if (isBegun) await removeClear(auditFolder);
        await sign(auditFolder);
        await removeBeginning(auditFolder);
      });
    } catch (error) {
      if (!(error instanceof AuditInUse)) throw error;
    }
  }
}
