import { join, resolve } from 'node:path';
import { auditPaths, PART_DATA } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { requirePlainFiles } from '../disk/plain-files.ts';
import type { KnownError } from '../errors.ts';
import { auditsUnder } from './audit-folder.ts';
import { auditOfName, isAuditName } from './audit-name.ts';
import { sampleOf } from './pilot.ts';
import { holdsNoAccounts, joinItInstead } from './without-accounts.ts';
import { told, trouble } from './trouble.ts';

type Part = (audit: string) => string;

/**
 * The audit folder that a command works on: the one named (an existing path wins, else a name that an audit under `out` has),
 * else the newest under `out` that holds `part`, and accounts, and is no pilot. Throws `KnownError` (local) where there is none, and where it holds
 * something else than plain files, or no accounts; (usage) where a name is that of several.
 */
export async function findAudit(
  named: string | undefined,
  out: string,
  part: Part = auditPaths.snapshotManifest,
): Promise<string> {
  if (named === undefined) {
    const audits = await auditsUnder(out, part);
    for (const audit of audits) if (await isWhole(audit)) return plain(audit);
    throw await noAudit(out, audits);
  }
  const audit = await dataOf(await pathOf(named, out, part, isWhole), part);
  if (await isWithoutAccounts(audit)) throw joinItInstead(named);
  if (await pathExists(part(audit))) return plain(audit);
  throw trouble('local', 'notAnAudit', { named, part: part('').replace(/^\//, '') }, [told('nameFolder')]);
}

/**
 * Every audit folder under `out` that holds `part`, the oldest first, and apart those that are pilots; what else they hold is not looked
 * at. Throws `KnownError` (local) where there is none but pilots.
 */
export async function findEveryAudit(
  out: string,
  part: Part,
): Promise<{ readonly audits: string[]; readonly pilots: string[] }> {
  const found = await auditsUnder(out, part);
  const audits: string[] = [];
  const pilots: string[] = [];
  for (const audit of found.toReversed()) ((await sampleOf(audit)) === null ? audits : pilots).push(audit);
  if (audits.length === 0) throw await noAudit(out, found);
  return { audits, pilots };
}

/** Where the audit lies that is named by its path, or by a name that it has under `out`. */
async function pathOf(
  named: string,
  out: string,
  part: Part,
  isOfUse: (audit: string) => Promise<boolean>,
): Promise<string> {
  const path = resolve(named);
  if (!isAuditName(named) || (await pathExists(path))) return path;
  return auditOfName(named, { out, audits: await auditsUnder(out, part), isOfUse });
}

/** The audit folder itself; of an establishment's folder, the one in it. */
async function dataOf(audit: string, part: Part): Promise<string> {
  const data = join(audit, PART_DATA);
  return !(await pathExists(part(audit))) && (await pathExists(part(data))) ? data : audit;
}

/** `others` are there, and are pilots, or hold no accounts. */
async function noAudit(out: string, others: readonly string[]): Promise<KnownError> {
  const pilots: string[] = [];
  for (const audit of others) if ((await sampleOf(audit)) !== null) pilots.push(audit);
  const [pilot] = pilots;
  const key =
    pilot !== undefined ? 'noAuditOfEverybody' : others.length > 0 ? 'noAuditWithAccounts' : 'noAudit';
  return trouble('local', key, { out }, [
    told('runFirst'),
    ...(pilot === undefined ? [] : [told('pilotByName', { pilot })]),
  ]);
}

/** The audit folder named, whatever its snapshot holds. Throws `KnownError` as `findAudit`. */
export async function findJoined(named: string, out: string): Promise<string> {
  const audit = await pathOf(named, out, auditPaths.snapshotManifest, () => Promise.resolve(true));
  if (await pathExists(auditPaths.snapshotManifest(audit))) return plain(audit);
  throw trouble('local', 'notAnAudit', { named, part: 'snapshot/manifest.json' }, [told('makeTerms')]);
}

/**
 * The audit folder that is held against its manifest: the one named, else the newest under `out`; whatever else it holds. Throws
 * `KnownError` (local) where it has no manifest.
 */
export async function findRecorded(named: string | undefined, out: string): Promise<string> {
  if (named !== undefined) {
    const found = await pathOf(named, out, auditPaths.manifest, () => Promise.resolve(true));
    const audit = await dataOf(found, auditPaths.manifest);
    if (await pathExists(auditPaths.manifest(audit))) return audit;
    throw trouble('local', 'noRecord', { named }, [told('nameRecorded')]);
  }
  const [newest] = await auditsUnder(out, auditPaths.manifest);
  if (newest !== undefined) return newest;
  throw trouble('local', 'noAudit', { out }, [told('runFirst')]);
}

/** It holds accounts, and everybody was asked. */
async function isWhole(audit: string): Promise<boolean> {
  return !(await isWithoutAccounts(audit)) && (await sampleOf(audit)) === null;
}

async function isWithoutAccounts(audit: string): Promise<boolean> {
  const manifest = auditPaths.snapshotManifest(audit);
  if (!(await pathExists(manifest))) return false;
  return holdsNoAccounts(join(await plain(audit), 'snapshot'), manifest);
}

async function plain(audit: string): Promise<string> {
  await requirePlainFiles(audit);
  return audit;
}
