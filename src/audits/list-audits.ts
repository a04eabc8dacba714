import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { diskTrouble } from '../disk/disk-trouble.ts';
import { isAbsence, pathExists } from '../disk/path-exists.ts';
import { KnownError } from '../errors.ts';
import { readSituation } from '../situation/read-situation.ts';
import type { Situation } from '../situation/situation.ts';
import { auditsUnder } from './audit-folder.ts';

/**
 * complete: assessed, and all that was asked for is written; sample: so is it, and it is a pilot; collected: its snapshot is there, and no assessment; unfinished: its run
 * did not end; damaged: its situation cannot be read.
 */
export const AUDIT_STATES = ['complete', 'sample', 'collected', 'unfinished', 'damaged'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

export interface ListedAudit {
  /** Name of its folder: the instant that it began at. */
  readonly audit: string;
  readonly state: AuditState;
  /** The day that its figures are of; null where it is not assessed. */
  readonly asOf: string | null;
  /** Default domain; the folder that it is filed under, where it is not assessed. */
  readonly tenant: string;
  readonly mailboxes: number | null;
  /** Of all its files. */
  readonly bytes: number;
  readonly path: string;
}

/** The audits under a folder, the newest first. Reads only; throws `KnownError` (local) where a folder cannot be read. */
export async function listAudits(out: string): Promise<ListedAudit[]> {
  const listed: ListedAudit[] = [];
  for (const path of await auditsUnder(out, (audit) => audit)) {
    const situation = await situationOf(path);
    listed.push({
      audit: basename(path),
      state: await stateOf(path, situation),
      asOf: situation?.asOf ?? null,
      tenant: situation?.tenant.defaultDomain ?? basename(dirname(path)),
      mailboxes: situation?.population.mailboxes ?? null,
      bytes: await bytesOf(path),
      path,
    });
  }
  return listed;
}

/** Null where there is none that can be read. */
async function situationOf(audit: string): Promise<Situation | null> {
  try {
    return (await pathExists(auditPaths.situation(audit))) ? await readSituation(audit) : null;
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

async function stateOf(audit: string, situation: Situation | null): Promise<AuditState> {
  const isThere = (part: (folder: string) => string): Promise<boolean> => pathExists(part(audit));
  if (await isThere(auditPaths.beginning)) return 'unfinished';
  if (situation !== null) return situation.sample === undefined ? 'complete' : 'sample';
  if (await isThere(auditPaths.situation)) return 'damaged';
  return (await isThere(auditPaths.snapshotManifest)) ? 'collected' : 'unfinished';
}

async function bytesOf(audit: string): Promise<number> {
  try {
    const entries = await readdir(audit, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const sizes = await Promise.all(files.map((file) => sizeOf(join(file.parentPath, file.name))));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch (error) {
    throw diskTrouble('read', audit, error) ?? error;
  }
}

/** Another process may take its temporary files away meanwhile. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isAbsence(error)) return 0;
    throw error;
  }
}
