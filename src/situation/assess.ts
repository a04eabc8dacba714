import { CHECKS } from '../checks/catalogue.ts';
import { describeCheck } from '../checks/describe-check.ts';
import type { Config } from '../config/config.ts';
import { openDuckDb, temporaryFolderOf, type DuckDb } from '../duckdb/duckdb.ts';
import { KnownError, messageOf } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import { checkPatterns } from '../population/patterns.ts';
import { placeAccounts } from '../population/population.ts';
import type { Roster } from '../population/roster.ts';
import { auditPaths } from '../snapshot/audit-folder.ts';
import { joinSnapshots } from '../snapshot/join-snapshots.ts';
import { createSnapshotViews, openSnapshot, sourceReport, type Snapshot } from '../snapshot/open.ts';
import { writePrivateFile } from '../snapshot/private-files.ts';
import { SOURCE_IDS } from '../snapshot/tables.ts';
import { administrators } from './administrators.ts';
import { createDossier } from './dossier/dossier.ts';
import { writeFindings } from './findings.ts';
import { findGaps } from './gaps.ts';
import { assessability, judge, tally } from './judge.ts';
import { createLicenceTerms } from './licence-terms.ts';
import { licences } from './licences.ts';
import { mailboxOutcomes } from './mailbox-outcomes.ts';
import { categoriesInUse, categoriesKnown, enrolments, population } from './people.ts';
import { boundOfCheck, mailboxKinds, populationBound } from './population-bound.ts';
import { assessPosture } from './posture.ts';
import { isForwardingTold, isMailboxListWhole } from './redirects/forwarding-told.ts';
import { rosterTally } from './roster-tally.ts';
import { SERVICES_WITHOUT_REPORT, serviceTallies, tenantServices } from './services.ts';
import { SITUATION_SCHEMA, type Indicator, type Situation } from './situation.ts';
import { reportDates, type ReportDates } from './source-use.ts';
import { termsOfUse } from './terms.ts';
import { unseen } from './unseen.ts';

export { readSituation } from './read-situation.ts';

export interface AssessOptions {
  readonly auditFolder: string;
  /** Another audit folder of the tenant, whose terms of use are taken. */
  readonly joined?: string;
  readonly config: Config;
  /** Folder that relative paths of the config start from. */
  readonly configFolder: string;
  /** Language of the gaps' remedies; the situation carries the words of both. */
  readonly language: Language;
  /** Version of this program. */
  readonly vigie: string;
  /** Accounts joined at once: bounds the memory. */
  readonly accountsPerSlice?: number;
}

/** Small slices cost little and keep the peak low; measured with DuckDB 1.5 at 346,000 and 3,460,000 accounts. */
const ACCOUNTS_PER_SLICE = 20_000;
const MOST_MEMORY_MB = 1_000;

/** Little for an ordinary tenant, and some more for each million accounts, whose names are sorted and counted. */
function memoryLimitMb(accounts: number): number {
  return Math.min(400, 120 + Math.ceil(accounts / 25_000));
}

/**
 * Judges the snapshot of an audit folder: writes `findings/…parquet` and, last, `situation.json`; returns the latter.
 * The same snapshot and config give the same situation. Needs no network and no clock.
 *
 * @throws KnownError `local` for a snapshot that cannot be used, `usage` for a pattern or roster that cannot
 */
export async function assess(options: AssessOptions): Promise<Situation> {
  const { auditFolder, config, joined } = options;
  const own = await openSnapshot(auditFolder);
  const snapshot = joined === undefined ? own : joinSnapshots(own, await openSnapshot(joined));
  await checkPatterns(config);
  const situation = await withEnoughMemory(auditFolder, snapshot, (db) => assessWith(db, snapshot, options));
  await writePrivateFile(auditPaths.situation(auditFolder), `${JSON.stringify(situation, null, 2)}\n`);
  return situation;
}

/** Works with little memory, and again with twice as much where DuckDB says that it was too little. */
async function withEnoughMemory<T>(
  auditFolder: string,
  snapshot: Snapshot,
  work: (db: DuckDb) => Promise<T>,
): Promise<T> {
  const accounts = sourceReport(snapshot.manifest, 'accounts').read;
  for (let limitMb = memoryLimitMb(accounts); ; limitMb *= 2) {
    const db = await openDuckDb({
      temporaryFolder: temporaryFolderOf(auditFolder),
      reaches: [auditFolder, ...(snapshot.joined === undefined ? [] : [snapshot.joined.auditFolder])],
      memoryLimitMb: limitMb,
    });
    try {
      return await work(db);
    } catch (error) {
      if (!messageOf(error).includes('Out of Memory Error')) throw error;
      if (limitMb > MOST_MEMORY_MB) throw outOfMemory(limitMb, error);
    } finally {
      await db.close();
    }
  }
}

/** A disk too full to spill to speaks of memory as well, and says so itself. */
function outOfMemory(limitMb: number, error: unknown): unknown {
  if (error instanceof KnownError) return error;
  return new KnownError('local', `the assessment needs more than ${limitMb} MB of memory`, {
    nextSteps: ['Run “vigie assess” on a machine with more memory; the snapshot is whole.'],
    cause: error,
  });
}

async function assessWith(db: DuckDb, snapshot: Snapshot, options: AssessOptions): Promise<Situation> {
  const { config, auditFolder } = options;
  const { manifest } = snapshot;
  const { roster, dates } = await readSnapshot(db, snapshot, options);
  const ids = config.categories.map(({ id }) => id);
  await createLicenceTerms(db, config);
  const kinds = await mailboxKinds(db, manifest);
  const bound = populationBound(manifest, kinds);
  const forwardingTold = await isForwardingTold(db, manifest);
  const listWhole = await isMailboxListWhole(db, manifest);
  const indicators: Indicator[] = [];
  for (const check of CHECKS) {
    const able = assessability(check, manifest, { forwardingTold, listWhole });
    await judge(db, check, able);
    indicators.push(
      await tally(db, check, ids, {
        ...able,
        populationBound: boundOfCheck(check, { manifest, config, bound }),
      }),
    );
    await writeFindings(db, check, auditFolder);
  }
  return {
    schema: SITUATION_SCHEMA,
    vigie: options.vigie,
    tenant: manifest.tenant,
    asOf: dates.asOf,
    collectedAt: manifest.collectedAt,
    endedAt: manifest.endedAt,
    ...(manifest.resumedAt === undefined ? {} : { resumedAt: manifest.resumedAt }),
    parameters: {
      inactiveAfterDays: config.inactiveAfterDays,
      ...(roster === null ? {} : { rosterSha256: roster.sha256 }),
    },
    population: await population(db, ids),
    populationBound: bound,
    categories: await categoriesInUse(db, config),
    categoriesKnown: categoriesKnown(manifest, config),
    sources: await sourcesOf(db, snapshot),
    gaps: await findGaps(db, { manifest, config, language: options.language, dates, kinds }),
    checks: CHECKS.map(describeCheck),
    indicators,
    enrolments: await enrolments(db, manifest, config, ids),
    serviceUsage: await serviceTallies(db, manifest, dates),
    servicesWithoutReport: [...SERVICES_WITHOUT_REPORT],
    ...(await tenantServices(db, manifest)),
    ...(await licences(db, manifest, config)),
    unseen: await unseen(db, manifest),
    ...(await termsOfUse(db, manifest, ids)),
    ...(await administrators(db, manifest)),
    ...(await assessPosture(db, manifest, config.domains)),
    ...(roster === null ? {} : { roster: await rosterTally(db, { roster, manifest, config }) }),
  };
}

async function sourcesOf(db: DuckDb, { manifest, joined }: Snapshot): Promise<Situation['sources']> {
  const outcomes = await mailboxOutcomes(db, manifest);
  return SOURCE_IDS.map((id) => ({
    ...sourceReport(manifest, id),
    ...(id === joined?.source ? { collectedAt: joined.collectedAt, joinedFrom: joined.audit } : {}),
    ...(id === 'inbox-rules' && outcomes !== null ? { outcomes } : {}),
  }));
}

async function readSnapshot(
  db: DuckDb,
  snapshot: Snapshot,
  options: AssessOptions,
): Promise<{ roster: Roster | null; dates: ReportDates }> {
  const { config, configFolder, auditFolder } = options;
  const folder = temporaryFolderOf(auditFolder);
  await createSnapshotViews(db, snapshot);
  try {
    const roster = await placeAccounts(db, { config, configFolder, temporaryFolder: folder });
    const dates = await reportDates(db, snapshot.manifest);
    await createDossier(db, {
      manifest: snapshot.manifest,
      config,
      dates,
      folder,
      accountsPerSlice: options.accountsPerSlice ?? ACCOUNTS_PER_SLICE,
    });
    return { roster, dates };
  } catch (error) {
    throw explained(snapshot, error);
  }
}

/** A full disk, or a table whose pages turn out to be damaged while they are read; any other error as it is. */
function explained(snapshot: Snapshot, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof KnownError) return error;
  if (error.message.includes('Out of Memory Error')) return error;
  if (/no space left|disk quota/i.test(error.message)) {
    return new KnownError('local', `The disk is full: ${error.message}`, {
      nextSteps: [`Free space beside ${snapshot.auditFolder}, then run “vigie assess”.`],
      cause: error,
    });
  }
  if (!/parquet|zstd|snappy|thrift|TProtocol|decompress/i.test(error.message)) return error;
  return new KnownError('local', `The snapshot is damaged: ${snapshot.folder}: ${error.message}`, {
    nextSteps: ['Collect a new snapshot with “vigie collect”.'],
    cause: error,
  });
}
