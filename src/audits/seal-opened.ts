import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyPrivateFile } from '../disk/private-files.ts';
import { AGE_SUFFIX, encryptFile, type Recipients } from '../evidence/age-files.ts';
import type { AuditManifest, Layer } from '../evidence/manifest-schema.ts';
import { readAuditManifest, unvouchedFiles } from '../evidence/manifest.ts';
import { partOf } from '../evidence/part-folder.ts';
import { isTally } from '../evidence/retention.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { hiddenFiles, withoutDigests } from './encrypt-audit.ts';
import { finishSealing, INNER_MANIFEST, NEXT_SUFFIX } from './finish-encryption.ts';

export interface OpenedToSeal {
  /** The opened copy, and the audit itself. */
  readonly opened: string;
  readonly kept: string;
  /** The manifest of the opened copy, as it was opened. */
  readonly before: AuditManifest;
  /** What was done to it. */
  readonly kind: 'reports' | 'assessment';
}

/**
 * Brings into an encrypted audit what was written in its opened copy since it was opened: what holds people encrypted, the rest as it is. All is
 * written beside its place, and takes it once the manifest tells of it: killed at any instant, the audit opens as it was or as it is. Whoever calls
 * it holds the lock of the audit. Gives the paths that it wrote, relative to the audit folder. Throws `KnownError` (local).
 */
export async function sealOpened(
  { opened, kept, before, kind }: OpenedToSeal,
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
  const recorded = new Set(after.files.map(({ path }) => path));
  const isOfChanged = (path: string): boolean => {
    const part = partOf(path, recorded);
    return changed.has(path) || (part !== null && changed.has(`${part}/manifest.json`));
  };
  // First, since whoever comes after a run that was killed looks for it.
  await encryptFile(recipients, join(opened, 'manifest.json'), join(kept, beside(INNER_MANIFEST)));
  const written: string[] = [];
  for (const path of hidden.filter(isOfChanged)) {
    written.push(`${path}${AGE_SUFFIX}`);
    await encryptFile(recipients, join(opened, path), join(kept, beside(`${path}${AGE_SUFFIX}`)));
  }
  for (const path of [...changed].filter(isTally)) {
    written.push(path);
    await copyPrivateFile(join(opened, path), join(kept, beside(path)));
  }
  // What was missing before it was opened is missing still: its record says so.
  const wasTakenAway = (path: string): boolean =>
    existsSync(join(kept, path)) && !existsSync(join(opened, path));
  const present = new Set([...hidden.map((path) => `${path}${AGE_SUFFIX}`), INNER_MANIFEST]);
  const gone = outer.files
    .map(({ path }) => path)
    .filter((path) => (isTally(path) ? wasTakenAway(path) : !present.has(path)));
  const facts = kind === 'assessment' ? factsOf(after) : {};
  await vouchFor(kept, [...written, INNER_MANIFEST], vigie, gone, { kind, ...facts, liesAt: beside });
  await finishSealing(kept);
  return written;
}

/**
 * Records in the opened copy the figures and reports without people that were written into the audit since it was encrypted: those of another
 * assessment are known by their record. One that was changed since is not. Throws `KnownError` (local).
 */
export async function recordTallies(opened: string, kept: string, vigie: string): Promise<void> {
  const known = new Map((await manifestIn(opened)).files.map(({ path, sha256 }) => [path, sha256]));
  const since = (await manifestIn(kept)).files
    .filter(({ path, sha256 }) => isTally(path) && known.get(path) !== sha256)
    .map(({ path }) => path);
  const altered = new Set(await unvouchedFiles(kept, since));
  const own = since.filter((path) => !altered.has(path));
  if (own.length > 0) await vouchFor(opened, own, vigie);
}

/** What the last assessment tells of itself, without what it tells of files that are encrypted. */
function factsOf({ layers = [] }: AuditManifest): Pick<Layer, 'facts'> {
  const facts = layers.findLast(({ kind }) => kind === 'assessment')?.facts;
  return facts === undefined ? {} : { facts: withoutDigests(facts) };
}

function beside(path: string): string {
  return `${path}${NEXT_SUFFIX}`;
}

async function manifestIn(folder: string): Promise<AuditManifest> {
  const read = await readAuditManifest(folder);
  if (read === null) throw new Error(`${folder} had a manifest, and has none`);
  return read.manifest;
}
