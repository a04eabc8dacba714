import { join } from 'node:path';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { KnownError } from '../errors.ts';
import { readSituation } from '../situation/read-situation.ts';
import type { Sample } from '../snapshot/sample.ts';
import { readSnapshotManifest } from '../snapshot/read-manifest.ts';
import { told, trouble } from './trouble.ts';

/**
 * The sample that an audit is a pilot of; null of an audit of everybody. The snapshot's manifest tells, and the situation where it
 * is not there or damaged. Where neither can be read it is not told to be a pilot: whoever opens it says what is wrong with it.
 */
export async function sampleOf(auditFolder: string): Promise<Sample | null> {
  const told = (await toldBySnapshot(auditFolder)) ?? (await toldBySituation(auditFolder));
  return told?.sample ?? null;
}

/** Its sample, if any. */
interface Told {
  readonly sample?: Sample | undefined;
}

async function toldBySnapshot(auditFolder: string): Promise<Told | null> {
  const file = auditPaths.snapshotManifest(auditFolder);
  if (!(await pathExists(file))) return null;
  return unlessUnreadable(readSnapshotManifest(join(auditFolder, 'snapshot'), file));
}

async function toldBySituation(auditFolder: string): Promise<Told | null> {
  if (!(await pathExists(auditPaths.situation(auditFolder)))) return null;
  return unlessUnreadable(readSituation(auditFolder));
}

async function unlessUnreadable(reading: Promise<Told>): Promise<Told | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

/** That a pilot was named where an audit of everybody is needed. */
export function notOfEverybody(named: string, { accounts }: Sample): KnownError {
  return trouble('usage', 'pilot', { named, n: String(accounts) }, [told('nameWhole')]);
}
