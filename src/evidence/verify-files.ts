import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { pathExists } from '../disk/path-exists.ts';
import { KnownError } from '../errors.ts';
import { historyOf, type History } from './history.ts';
import type { AuditManifest, FileRecord } from './manifest-schema.ts';
import { isAsRecorded, readAuditManifest } from './manifest.ts';
import { partFolderOf } from './part-folder.ts';

export const FAULTS = ['changed', 'missing', 'added', 'not-plain', 'unfinished'] as const;

/** What is wrong with a file of the audit folder. */
export interface Fault {
  /** Relative to the audit folder, with slashes. */
  readonly path: string;
  /**
   * `changed`: other bytes than recorded; of a manifest, its layers do not follow from one another. `missing`: recorded, and not
   * there. `added`: there, and not recorded. `not-plain`: a link, a pipe or a device. `unfinished`: of a run that works there or
   * was broken off.
   */
  readonly what: (typeof FAULTS)[number];
}

export interface FilesVerdict {
  /** Null where there is none: then nothing else was looked at. */
  readonly manifest: AuditManifest | null;
  readonly history: History;
  /** How many files are as they were recorded, and their bytes. */
  readonly intact: { readonly files: number; readonly bytes: number };
  /** By path. */
  readonly faults: readonly Fault[];
  /** Folders of establishments that nothing but their own manifest tells of: an earlier version wrote them. */
  readonly unrecorded: readonly string[];
  /** Folders of establishments whose reports were written again after the audit had recorded them. */
  readonly renderedSince: readonly string[];
}

const NO_HISTORY: History = { steps: [], isWhole: true };

/** Of a run at work, or one that was broken off. */
const OF_A_RUN = ['.lock.json', '.unfinished.json'];

/**
 * Holds every file of an audit folder against its manifest, and those of each establishment's folder against that folder's own.
 * Reads, and writes nothing. Throws `KnownError` (local) where something cannot be read, or the manifest is damaged.
 */
export async function verifyFiles(auditFolder: string): Promise<FilesVerdict> {
  const read = await readAuditManifest(auditFolder);
  const empty = { intact: { files: 0, bytes: 0 }, faults: [], unrecorded: [], renderedSince: [] };
  if (read === null) return { manifest: null, history: NO_HISTORY, ...empty };
  const { manifest, text } = read;
  const history = historyOf(manifest, text);
  const found = await entriesIn(auditFolder);
  const parts = await partsOf(auditFolder, manifest, found);
  const own = found.filter(({ path }) => parts.every(({ folder }) => !isBelow(path, folder)));
  const faults: Fault[] = history.isWhole ? [] : [{ path: 'manifest.json', what: 'changed' }];
  const intact = { files: 0, bytes: 0 };
  const isPart = new Set(parts.map(({ folder }) => `${folder}/manifest.json`));
  for (const record of manifest.files) {
    if (isPart.has(record.path)) continue;
    const fault = await faultOf(auditFolder, record);
    if (fault !== null) faults.push(fault);
    else {
      intact.files += 1;
      intact.bytes += record.bytes;
    }
  }
  faults.push(...strangers(own, manifest));
  const unrecorded: string[] = [];
  const renderedSince: string[] = [];
  for (const part of parts) {
    const verdict = await verifyPart(auditFolder, part);
    intact.files += verdict.intact.files;
    intact.bytes += verdict.intact.bytes;
    faults.push(...verdict.faults);
    if (part.record === null) unrecorded.push(part.folder);
    else if (verdict.isLater) renderedSince.push(part.folder);
  }
  faults.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { manifest, history, intact, faults, unrecorded, renderedSince };
}

async function faultOf(auditFolder: string, record: FileRecord): Promise<Fault | null> {
  if (await isAsRecorded(auditFolder, record)) return null;
  const isThere = await pathExists(join(auditFolder, record.path));
  return { path: record.path, what: isThere ? 'changed' : 'missing' };
}

interface Entry {
  readonly path: string;
  readonly isPlain: boolean;
}

/** Everything but folders, links themselves and not what they lead to. */
async function entriesIn(auditFolder: string): Promise<Entry[]> {
  try {
    const entries = await readdir(auditFolder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => ({
        path: relative(auditFolder, join(entry.parentPath, entry.name)).split(sep).join('/'),
        isPlain: entry.isFile(),
      }));
  } catch (error) {
    throw diskTrouble('read', auditFolder, error) ?? error;
  }
}

/** What is there and not recorded; what is recorded and no plain file was found as changed. */
function strangers(found: readonly Entry[], { files }: AuditManifest): Fault[] {
  const recorded = new Set([...files.map(({ path }) => path), 'manifest.json', 'manifest.json.sig']);
  return found
    .filter(({ path }) => !recorded.has(path))
    .map(({ path, isPlain }): Fault => {
      if (!isPlain) return { path, what: 'not-plain' };
      return { path, what: OF_A_RUN.includes(path) ? 'unfinished' : 'added' };
    });
}

/** The folder of an establishment, which has a manifest of its own. */
interface Part {
  /** Relative to the audit folder. */
  readonly folder: string;
  /** What the audit's manifest says of the part's; null where it says nothing. */
  readonly record: FileRecord | null;
}

async function partsOf(
  auditFolder: string,
  manifest: AuditManifest,
  found: readonly Entry[],
): Promise<Part[]> {
  const parts = manifest.files.flatMap((record): Part[] => {
    const folder = partFolderOf(record.path);
    return folder === null ? [] : [{ folder, record }];
  });
  const there: Part[] = [];
  for (const part of parts) {
    // One that is gone is missed as any file is.
    if (await pathExists(join(auditFolder, part.folder, 'manifest.json'))) there.push(part);
  }
  if (!mayLackParts(manifest)) return there;
  const known = new Set(parts.map(({ folder }) => folder));
  const unrecorded = found.flatMap(({ path, isPlain }): Part[] => {
    const folder = isPlain ? partFolderOf(path) : null;
    return folder === null || known.has(folder) ? [] : [{ folder, record: null }];
  });
  return [...there, ...unrecorded];
}

/** The establishments were last written by a version that did not record their manifests. */
function mayLackParts({ layers }: AuditManifest): boolean {
  if (layers === undefined) return true;
  return layers[0]?.kind === 'unlayered' && layers.every(({ kind }) => kind !== 'establishments');
}

interface PartVerdict extends Pick<FilesVerdict, 'intact' | 'faults'> {
  /** It was written again after the audit had recorded it. */
  readonly isLater: boolean;
}

async function verifyPart(auditFolder: string, { folder, record }: Part): Promise<PartVerdict> {
  const verdict = await verifiedFolder(join(auditFolder, folder));
  if (verdict === null) {
    const fault: Fault = { path: `${folder}/manifest.json`, what: 'changed' };
    return { intact: { files: 0, bytes: 0 }, faults: [fault], isLater: false };
  }
  const { history, intact, faults } = verdict;
  const inside = faults.map(({ path, what }): Fault => ({ path: `${folder}/${path}`, what }));
  const known = history.steps.some(({ sha256 }) => sha256 === record?.sha256);
  const isSame = record === null || (await isAsRecorded(auditFolder, record));
  const isLater = !isSame && known;
  const own: Fault[] =
    isSame || isLater || inside.some(({ path }) => path === `${folder}/manifest.json`)
      ? []
      : [{ path: `${folder}/manifest.json`, what: 'changed' }];
  return { intact, faults: [...own, ...inside], isLater };
}

/** Null where the folder's manifest is no manifest. */
async function verifiedFolder(folder: string): Promise<FilesVerdict | null> {
  try {
    return await verifyFiles(folder);
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}
