import { rm } from 'node:fs/promises';
import { sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { auditPaths } from '../disk/audit-paths.ts';
import { cannotWrite, writePrivateFile } from '../disk/private-files.ts';
import { digestOfText } from './digest.ts';
import {
  manifestOf,
  sorted,
  textOf,
  type AuditManifest,
  type FileRecord,
  type Layer,
  type LayerKind,
} from './manifest-schema.ts';
import { readAuditManifest, readSignature, recordOf } from './manifest.ts';

/** What a layer is called, and what it rests on. */
export interface LayerRequest {
  readonly kind: LayerKind;
  /** Version of this program. */
  readonly vigie: string;
  readonly facts?: Layer['facts'];
  /** Where a file that is recorded lies until it is brought to its place, relative to the audit folder; there already, where left out. */
  readonly liesAt?: (path: string) => string;
}

/** The layer that one command writes over what was recorded before it, however often it records something. */
export interface OpenLayer {
  /**
   * Records files that were written, and forgets those taken away; paths are relative to the audit folder. What was recorded
   * before and is not named keeps its record, so that no stage vouches for what it did not write. Where nothing is other than
   * before, the manifest stays as it is. Throws `KnownError` (local).
   */
  vouch(paths: readonly string[], gone?: readonly string[]): Promise<void>;
}

/** Throws `KnownError` (local) for a damaged manifest. */
export async function openLayer(auditFolder: string, request: LayerRequest): Promise<OpenLayer> {
  const former = await readAuditManifest(auditFolder);
  const signature = former === null ? null : await readSignature(auditFolder);
  const before = new Map((former?.manifest.files ?? []).map((record) => [record.path, record]));
  const now = new Map(before);
  return {
    vouch: async (paths, gone = []) => {
      for (const path of gone) now.delete(place(path));
      for (const path of paths.map(place))
        now.set(path, { ...(await recordOf(auditFolder, request.liesAt?.(path) ?? path)), path });
      const layer: Layer = {
        kind: request.kind,
        vigie: request.vigie,
        former: former === null ? null : digestOfText(former.text).sha256,
        written: differing(now, before).map(({ path }) => path),
        gone: differing(before, now),
        ...(request.facts === undefined ? {} : { facts: request.facts }),
        ...(signature === null ? {} : { formerSignature: signature.toString('base64') }),
      };
      if (former !== null && changesNothing(layer, former.manifest)) {
        await writePrivateFile(auditPaths.manifest(auditFolder), former.text);
        return;
      }
      const layers = [...(former === null ? [] : layersOf(former.manifest)), layer];
      await writeLayered(auditFolder, manifestOf(now.values(), request.vigie, layers));
    },
  };
}

/** The records of the one that the other does not have, or has with other bytes. */
function differing(
  one: ReadonlyMap<string, FileRecord>,
  other: ReadonlyMap<string, FileRecord>,
): FileRecord[] {
  return sorted(one.values()).filter((record) => {
    const found = other.get(record.path);
    return found?.sha256 !== record.sha256 || found.bytes !== record.bytes;
  });
}

/** The same bytes, for the same reasons, written again are no other audit. */
function changesNothing(layer: Layer, former: AuditManifest): boolean {
  if (layer.written.length > 0 || layer.gone.length > 0) return false;
  if (layer.facts === undefined) return true;
  // A signature is of all that is below it, the last layer too.
  const last =
    layer.kind === 'signature'
      ? former.layers?.at(-1)
      : former.layers?.findLast(({ kind }) => kind === layer.kind);
  return isDeepStrictEqual(last?.facts, layer.facts);
}

/** The layers of a manifest; that of an earlier version is one of its own. */
function layersOf({ layers, vigie }: AuditManifest): readonly Layer[] {
  return layers ?? [{ kind: 'unlayered', vigie, former: null, written: [], gone: [] }];
}

/** Writes a manifest over the one that is there, whose signature goes. Throws `KnownError` (local). */
export async function writeLayered(auditFolder: string, manifest: AuditManifest): Promise<void> {
  await writePrivateFile(auditPaths.manifest(auditFolder), textOf(manifest));
  // It was of the former manifest, and the layer holds it.
  const signature = auditPaths.signature(auditFolder);
  try {
    await rm(signature, { force: true });
  } catch (error) {
    throw cannotWrite(signature, error);
  }
}

/** Records at once, as a layer of its own, what was written and taken away: see `OpenLayer`. Throws `KnownError` (local). */
export async function vouchFor(
  auditFolder: string,
  paths: readonly string[],
  vigie: string,
  gone: readonly string[] = [],
  layer: Omit<LayerRequest, 'vigie'> = { kind: 'reports' },
): Promise<void> {
  await (await openLayer(auditFolder, { vigie, ...layer })).vouch(paths, gone);
}

/**
 * Writes the snapshot's own manifest `text` once all its `tables` (relative to the audit folder) and that text itself are
 * vouched for: a snapshot that has its manifest and no record was tampered with, whenever the program was killed. Nothing else
 * is recorded of a new audit. Throws `KnownError` (local).
 */
export async function sealSnapshot(
  auditFolder: string,
  tables: readonly string[],
  text: string,
  { vigie, facts }: Omit<LayerRequest, 'kind'>,
): Promise<void> {
  const own = { path: 'snapshot/manifest.json', ...digestOfText(text) };
  const records = sorted([...(await Promise.all(tables.map((path) => recordOf(auditFolder, path)))), own]);
  const layer: Layer = {
    kind: 'snapshot',
    vigie,
    former: null,
    written: records.map(({ path }) => path),
    gone: [],
    ...(facts === undefined ? {} : { facts }),
  };
  await writeLayered(auditFolder, manifestOf(records, vigie, [layer]));
  await writePrivateFile(auditPaths.snapshotManifest(auditFolder), text);
}

function place(path: string): string {
  return path.split(sep).join('/');
}
