import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { cannotWrite } from '../disk/private-files.ts';
import { removeIfEmpty } from '../disk/remove-if-empty.ts';
import { historyOf } from '../evidence/history.ts';
import type { FileRecord } from '../evidence/manifest-schema.ts';
import { readAuditManifest } from '../evidence/manifest.ts';
import { partFolderOf } from '../evidence/part-folder.ts';
import { dueFiles, expiryOf, type KeptKind, type Terms } from '../evidence/retention.ts';
import { vouchFor } from '../evidence/vouch-for.ts';
import { auditsUnder } from './audit-folder.ts';
import { lockAudit } from './audit-lock.ts';
import { locked } from './locked.ts';

/** What the retention says of an audit. */
export interface AuditRetention {
  readonly auditFolder: string;
  readonly expiry: ReadonlyMap<KeptKind, Date>;
  /** The whole folder: its situation is due, or a collection that did not end outlived the term of snapshots. */
  readonly isWholeDue: boolean;
  /** What is due of it, by path; of a whole folder, all that is recorded. */
  readonly due: readonly FileRecord[];
  /** What a purge that broke off had told of, and did not take away. */
  readonly left: readonly string[];
}

/** When an audit began, as its folder is named: `2026-11-21T20-00-00Z`. */
export function begunAt(auditFolder: string): Date {
  return new Date(basename(auditFolder).replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
}

/** What the retention says of every audit under `out`, the newest first. Throws `KnownError` (local). */
export async function retentionUnder(out: string, terms: Terms, now: Date): Promise<AuditRetention[]> {
  const audits = await auditsUnder(out, (audit) => audit);
  return Promise.all(audits.map((audit) => retentionOf(audit, terms, now)));
}

/** What the retention says of one audit. Throws `KnownError` (local). */
export async function retentionOf(auditFolder: string, terms: Terms, now: Date): Promise<AuditRetention> {
  const expiry = expiryOf(terms, begunAt(auditFolder));
  const isOver = (kind: KeptKind): boolean => (expiry.get(kind)?.getTime() ?? Infinity) <= now.getTime();
  const files = (await readAuditManifest(auditFolder))?.manifest.files ?? null;
  // What was collected until it broke off is of people as much as a snapshot.
  const isUnfinished = files === null && (await pathExists(auditPaths.beginning(auditFolder)));
  const isWholeDue = isOver('situations') || (isUnfinished && isOver('snapshots'));
  return {
    ...{ auditFolder, expiry, isWholeDue, left: await leftBehind(auditFolder) },
    due: isWholeDue ? (files ?? []) : dueFiles(files ?? [], expiry, now),
  };
}

/**
 * Takes away what is due of an audit: the manifest tells of it first, in a layer of its own, so that what a run that breaks off leaves
 * is not taken for something that is missing; the next one takes that away. Nobody else may work there. Throws `KnownError` (local).
 *
 * @param sign what is done before the folder is let go, where it stays
 */
export async function purgeAudit(
  { auditFolder, isWholeDue, due }: AuditRetention,
  vigie: string,
  now: () => Date,
  sign: () => Promise<void>,
): Promise<void> {
  if (isWholeDue) return removeAudit(auditFolder, now);
  await locked(auditFolder, 'purge', now, async () => {
    const paths = due.map(({ path }) => path);
    if (paths.length > 0) await vouchFor(auditFolder, [], vigie, paths, { kind: 'purge' });
    for (const path of [...paths, ...(await leftBehind(auditFolder))]) await removeOf(auditFolder, path);
    if (paths.length > 0) await sign();
  });
}

async function removeAudit(auditFolder: string, now: () => Date): Promise<void> {
  const lock = await lockAudit(auditFolder, 'purge', now);
  try {
    await rm(auditFolder, { recursive: true, force: true });
  } catch (error) {
    throw cannotWrite(auditFolder, error);
  } finally {
    await lock.release();
  }
  await removeIfEmpty(dirname(auditFolder));
}

async function leftBehind(auditFolder: string): Promise<string[]> {
  const left: string[] = [];
  for (const path of await purgedFiles(auditFolder))
    if (await pathExists(join(auditFolder, path))) left.push(path);
  return left;
}

/** The files that a purge told of and nothing wrote again since, by path. Throws `KnownError` (local). */
export async function purgedFiles(auditFolder: string): Promise<string[]> {
  const read = await readAuditManifest(auditFolder);
  if (read === null) return [];
  const present = new Set(read.manifest.files.map(({ path }) => path));
  const { steps } = historyOf(read.manifest, read.text);
  const gone = steps.filter(({ kind }) => kind === 'purge').flatMap((step) => step.gone);
  return [...new Set(gone.map(({ path }) => path))].filter((path) => !present.has(path)).sort();
}

/** A file, and its folder where it was the last; the whole folder of an establishment, whose own manifest is recorded alone. */
async function removeOf(auditFolder: string, path: string): Promise<void> {
  const file = join(auditFolder, path);
  const isPart = partFolderOf(path) !== null;
  try {
    await rm(isPart ? dirname(file) : file, { recursive: isPart, force: true });
  } catch (error) {
    throw cannotWrite(file, error);
  }
  for (let at = dirname(isPart ? dirname(file) : file); at !== auditFolder; at = dirname(at)) {
    if (!(await pathExists(at))) continue;
    await removeIfEmpty(at);
  }
}
