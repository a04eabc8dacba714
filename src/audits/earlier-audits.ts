import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { KnownError } from '../errors.ts';
import { unvouchedFiles } from '../evidence/manifest.ts';
import { inBoth } from '../i18n/phrase.ts';
import type { Words } from '../i18n/words.ts';
import { readSituation } from '../situation/read-situation.ts';
import type { Situation } from '../situation/situation.ts';
import { DOSSIER_FILE, verdictTables } from '../situation/findings-tables.ts';
import { pastAudit } from '../assessment/ages/past-audit.ts';
import { pointOf } from '../assessment/trend/point.ts';
import type { TrendPoint } from '../situation/trend/trend-schema.ts';
import type {
  EarlierAudit,
  EarlierAudits,
  PastAudit,
  UnreadableAudit,
} from '../assessment/trend/earlier-audits.ts';
import { isAuditFolderName } from './audit-folder.ts';
import { isEncrypted } from './encrypt-audit.ts';
import { begunAt } from './purge-audit.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { pathExists } from '../disk/path-exists.ts';
import { openSnapshot } from '../snapshot/open.ts';
import { requirePlainFiles } from '../disk/plain-files.ts';
import { readSnapshotManifest } from '../snapshot/read-manifest.ts';
import { holdsNoAccounts } from './without-accounts.ts';
import { EARLIER_WORDS } from './earlier-words.ts';

/** Three years of monthly audits; the audit itself is one of them. */
const MOST_POINTS = 36;

/** An audit, by what tells it from others. */
interface Identity {
  readonly tenantId: string;
  readonly collectedAt: string;
}

/** What became of a folder: an earlier audit, why it is none, or null where it is not of this tenant or not earlier. */
type Found =
  | { readonly situation: Situation }
  | {
      readonly words: Words;
      /** Itself, where it judged the tenant and what it found cannot be known. */
      readonly past: readonly UnreadableAudit[];
    }
  | null;

/**
 * The earlier audits of the same tenant beside an audit folder, whatever domain they are filed under, the newest first and
 * no more than a line over time holds; none for a pilot, of which nothing is compared; the newest one that can be used is compared with, unless another is named. What
 * cannot be used is told. Looks nowhere else: an audit folder that bears another name than `<instant>` has no neighbours. Those of
 * an audit that is opened elsewhere lie where it is kept.
 */
export async function earlierAudits(
  auditFolder: string,
  named?: EarlierAudit,
  keptAt = auditFolder,
): Promise<EarlierAudits> {
  const { manifest } = await openSnapshot(auditFolder);
  if (manifest.sample !== undefined) return { points: [], notUsed: [], past: [] };
  const now = { tenantId: manifest.tenant.id, collectedAt: manifest.collectedAt };
  return earlierThan(now, named, keptAt);
}

async function earlierThan(
  now: Identity,
  named: EarlierAudit | undefined,
  keptAt: string,
): Promise<EarlierAudits> {
  const beside = await foldersBeside(keptAt);
  const notUsed = [...beside.notUsed];
  const { points, past } = await begunWith(named);
  let previous = named;
  for (const folder of beside.folders) {
    if (points.length === MOST_POINTS - 1) break;
    if (folder === named?.auditFolder) continue;
    const found = await readEarlier(folder, now, dirname(keptAt));
    if (found === null) continue;
    if ('words' in found) {
      notUsed.push({ audit: basename(folder), words: found.words });
      past.push(...found.past);
      continue;
    }
    const { situation } = found;
    const instant = Date.parse(situation.collectedAt);
    if (points.some((point) => Date.parse(point.collectedAt) === instant)) {
      // Whoever names a copy knows of it.
      if (situation.collectedAt === named?.situation.collectedAt) continue;
      notUsed.push({ audit: basename(folder), words: words('sameInstant', basename(folder)) });
      continue;
    }
    const trouble = previous === undefined ? await orNull(() => troubleOf(folder, situation)) : {};
    if (trouble === null) {
      notUsed.push({ audit: basename(folder), words: words('damaged', basename(folder)) });
      past.push(...unreadable(folder, now));
      continue;
    }
    points.push(pointOf(situation, basename(folder)));
    past.push(await pastOf(folder, situation));
    previous ??= { auditFolder: folder, situation, ...trouble };
  }
  past.sort((a, b) => Date.parse(b.collectedAt) - Date.parse(a.collectedAt));
  return { ...(previous === undefined ? {} : { previous }), points, notUsed, past };
}

async function begunWith(
  named: EarlierAudit | undefined,
): Promise<{ points: TrendPoint[]; past: (PastAudit | UnreadableAudit)[] }> {
  if (named === undefined) return { points: [], past: [] };
  const { auditFolder, situation } = named;
  return {
    points: [pointOf(situation, basename(auditFolder))],
    past: [await pastOf(auditFolder, situation)],
  };
}

/** What it tells of the age of findings; that nobody knows, where its verdicts are not there, or not as they were written. */
async function pastOf(folder: string, situation: Situation): Promise<PastAudit | UnreadableAudit> {
  const unvouched = await orNull(() => unvouchedFiles(folder, [DOSSIER_FILE]));
  return unvouched?.length === 0 ? pastAudit(folder, situation) : { collectedAt: situation.collectedAt };
}

/** An audit of which its folder's name alone is believed; none, where it is no earlier one. */
function unreadable(folder: string, now: Identity): UnreadableAudit[] {
  const begun = begunAt(folder);
  return begun.getTime() < Date.parse(now.collectedAt) ? [{ collectedAt: begun.toISOString() }] : [];
}

async function foldersBeside(
  auditFolder: string,
): Promise<{ folders: string[]; notUsed: EarlierAudits['notUsed'] }> {
  if (!isAuditFolderName(basename(auditFolder))) return { folders: [], notUsed: [] };
  const own = dirname(auditFolder);
  const root = dirname(own);
  const notUsed: { audit: string; words: Words }[] = [];
  const list = async (folder: string): Promise<string[]> => {
    const names = await foldersIn(folder);
    if (names === null) notUsed.push({ audit: basename(folder), words: words('folder', basename(folder)) });
    return names ?? [];
  };
  // A default domain has a dot: what else lies there is none of ours.
  const domains = (await list(root)).filter((name) => name.includes('.') || name === basename(own));
  const folders: string[] = [];
  for (const domain of domains) {
    const instants = (await list(join(root, domain))).filter(isAuditFolderName);
    folders.push(...instants.map((instant) => join(root, domain, instant)));
  }
  const others = folders.filter((folder) => folder !== auditFolder);
  // The newest first; of two of one instant, the one in the tenant's own folder.
  const rank = (folder: string): string =>
    `${basename(folder)} ${dirname(folder) === own ? 'own' : 'other'} ${folder}`;
  return { folders: others.sort((a, b) => (rank(a) < rank(b) ? 1 : -1)), notUsed };
}

/** Null where the folder may not be read. */
async function foldersIn(folder: string): Promise<string[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

function words(key: keyof typeof EARLIER_WORDS, audit: string): Words {
  return inBoth(EARLIER_WORDS, key, { audit });
}

async function readEarlier(folder: string, now: Identity, ownDomain: string): Promise<Found> {
  const collected = await identityOf(folder);
  if (collected !== null && !isEarlier(collected, now)) return null;
  const audit = basename(folder);
  if (!(await pathExists(auditPaths.situation(folder)))) return unassessed(folder, collected);
  const situation = await orNull(() => readSituation(folder));
  if (situation === null) {
    // Of a folder that tells nothing of itself, the domain it is filed under is all there is to go by.
    const isOurs = collected !== null || dirname(folder) === ownDomain;
    return isOurs ? { words: words('damaged', audit), past: unreadable(folder, now) } : null;
  }
  if (!isEarlier({ tenantId: situation.tenant.id, collectedAt: situation.collectedAt }, now)) return null;
  if (situation.scope !== undefined) return { words: words('part', audit), past: [] };
  if (situation.sample !== undefined) return { words: words('pilot', audit), past: [] };
  const unvouched = await orNull(() => unvouchedFiles(folder, ['situation.json']));
  if (unvouched?.length !== 0) return { words: words('altered', audit), past: unreadable(folder, now) };
  const isPlain = (await orNull(() => requirePlainFiles(folder).then(() => true))) === true;
  return isPlain ? { situation } : { words: words('notPlain', audit), past: unreadable(folder, now) };
}

function isEarlier({ tenantId, collectedAt }: Identity, now: Identity): boolean {
  return tenantId === now.tenantId && Date.parse(collectedAt) < Date.parse(now.collectedAt);
}

async function identityOf(folder: string): Promise<Identity | null> {
  const file = auditPaths.snapshotManifest(folder);
  if (!(await pathExists(file))) return null;
  const manifest = await orNull(() => readSnapshotManifest(join(folder, 'snapshot'), file));
  return manifest === null ? null : { tenantId: manifest.tenant.id, collectedAt: manifest.collectedAt };
}

/** A folder without a snapshot is of a collection that did not end. */
async function unassessed(folder: string, collected: Identity | null): Promise<Found> {
  if (collected === null) return null;
  const alone = await holdsNoAccounts(join(folder, 'snapshot'), auditPaths.snapshotManifest(folder));
  return { words: words(alone ? 'termsAlone' : 'notAssessed', basename(folder)), past: [] };
}

/** Null in the place of a failure that can be explained: the caller tells it in the words of the report. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

const MOST_NAMED = 3;

async function troubleOf(folder: string, situation: Situation): Promise<Pick<EarlierAudit, 'trouble'>> {
  const unvouched = await unvouchedFiles(folder, findingsOf(folder, situation));
  if (unvouched.length === 0) return {};
  if (await isEncrypted(folder)) return { trouble: inBoth(EARLIER_WORDS, 'encrypted') };
  const more = unvouched.length > MOST_NAMED ? ['…'] : [];
  const files = [...unvouched.slice(0, MOST_NAMED), ...more].join(', ');
  return { trouble: inBoth(EARLIER_WORDS, 'findings', { files }) };
}

/** The tables of verdicts of an assessed audit, relative to its folder. */
export function findingsOf(auditFolder: string, { indicators }: Situation): string[] {
  return verdictTables(
    auditFolder,
    indicators.map(({ id }) => id),
  );
}
