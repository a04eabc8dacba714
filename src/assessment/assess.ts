import type { Check } from '../checks/check.ts';
import { unusedLicences } from '../checks/unused-licences/unused-licences.ts';
import { describeCheck } from '../checks/describe-check.ts';
import type { Config } from '../config/config.ts';
import type { ExceptionsSection } from '../situation/exceptions/exceptions-schema.ts';
import { exceptionsOf } from './exceptions/exceptions.ts';
import { decisionsOf, weightiest } from './decisions/decisions.ts';
import type { Decision } from '../situation/sections/decisions.ts';
import { openDuckDb, temporaryFolderOf, type DuckDb, type DuckDbOptions } from '../duckdb/duckdb.ts';
import { canNothingDemand } from '../enforcement/create-enforcement.ts';
import { KnownError, worded } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';
import type { Language } from '../i18n/language.ts';
import { checkPatterns } from '../population/patterns.ts';
import { placeAccounts } from '../population/population.ts';
import type { Roster } from '../population/roster.ts';
import { auditPaths } from '../disk/audit-paths.ts';
import { joinSnapshots } from '../snapshot/join-snapshots.ts';
import { createSnapshotViews, openSnapshot, sourceReport, type Snapshot } from '../snapshot/open.ts';
import { writePrivateFile } from '../disk/private-files.ts';
import { SOURCE_IDS } from '../snapshot/tables.ts';
import { countParts } from './establishments/count-parts.ts';
import { writeEstablishments } from '../situation/establishments/establishments-file.ts';
import type { EstablishmentPart } from '../situation/establishments/establishments-schema.ts';
import { partedAs, together, type Parted } from './establishments/parted.ts';
import { createDossier } from '../dossier/dossier.ts';
import { removeOtherVerdicts, writeFindings } from './findings.ts';
import { countPopulations } from './gaps/found-gap.ts';
import { findGaps } from './gaps/gaps.ts';
import { reportInWords } from './gaps/part-words.ts';
import { assessability } from './bounds/lower-bound.ts';
import { countVerdicts, judgeAll, tally, viewJudged, type Judged } from './judge.ts';
import { mailboxOutcomes } from './mailbox-outcomes.ts';
import { countedKey, countSections, gapsOfSections } from './sections/count-sections.ts';
import { categoriesInUse, categoriesKnown, population } from './sections/population/people.ts';
import { boundOfCheck, mailboxKinds, populationBound } from './bounds/population-bound.ts';
import { isForwardingTold, isMailboxListWhole } from '../dossier/redirects/forwarding-told.ts';
import {
  SITUATION_SCHEMA,
  situationSchema,
  type Indicator,
  type PopulationBound,
  type Situation,
} from '../situation/situation.ts';
import { dictionaryOf } from './rests-on/dictionary.ts';
import { restsOn } from './rests-on/rests-on.ts';
import { withUsability } from '../dossier/source-usability.ts';
import { chosenChecks, type Choice, type ChosenChecks } from './chosen-checks.ts';
import type { OwnCheckSource } from './own-checks/read-own-checks.ts';
import { isWhole, reportDates, type ReportDates } from '../dossier/source-use.ts';
import { writeAges } from './ages/ages.ts';
import { trendOf } from './trend/trend.ts';
import type { EarlierAudits } from './trend/earlier-audits.ts';
import { withEnoughMemory } from '../duckdb/with-enough-memory.ts';

export interface AssessOptions {
  readonly auditFolder: string;
  /** Another audit folder of the tenant, whose terms of use are taken. */
  readonly joined?: string;
  readonly config: Config;
  /** Folder that relative paths of the config start from. */
  readonly configFolder: string;
  /** Digest of the roster that the one of the config was taken from; left out where it is the roster itself. */
  readonly rosterSha256?: string;
  /** No configuration was read, and nobody said that none is meant: a gap. */
  readonly isUnconfigured?: boolean;
  /** Language of the gaps' remedies; the situation carries the words of both. */
  readonly language: Language;
  /** Version of this program. */
  readonly vigie: string;
  /** Earlier audits of the tenant, to tell what changed; left out, nothing is told of any. */
  readonly earlier?: EarlierAudits;
  /** The shipped ones to judge; every one of the catalogue, where left out. Those of the configuration are judged besides. */
  readonly checks?: readonly Check[];
  /** The files of the configuration's checks, as they were read; read from its folder, where left out. */
  readonly ownCheckFiles?: readonly OwnCheckSource[];
  /** Accounts joined at once: bounds the memory. */
  readonly accountsPerSlice?: number;
}

/** Each slice is planned anew, and its rows are held; measured with DuckDB 1.5 at 346,000 accounts. */
const ACCOUNTS_PER_SLICE = 40_000;

/** Little for an ordinary tenant, and some more for each million accounts, whose names are sorted and counted. */
function memoryLimitMb(accounts: number): number {
  return Math.min(400, 150 + Math.ceil(accounts / 20_000));
}

/** One statement that needs more is done again alone, before all are. */
function growing(limitMb: number): Pick<DuckDbOptions, 'memoryLimitMb' | 'mostMemoryMb'> {
  return { memoryLimitMb: limitMb, mostMemoryMb: 2 * limitMb };
}

/** Up to here no statement has work for two: threads that wait for each other take a fifth more of the processor, measured with 260. */
const ACCOUNTS_OF_ONE_THREAD = 20_000;

function threadsFor(accounts: number): number {
  return accounts <= ACCOUNTS_OF_ONE_THREAD ? 1 : 2;
}

/**
 * Judges the snapshot of an audit folder: writes `dossier.parquet`, `findings/…parquet`, `establishments.json` and, last, `situation.json`;
 * returns the latter.
 * The same snapshot and config give the same situation. Needs no network and no clock.
 *
 * @throws KnownError `local` for a snapshot that cannot be used, `usage` for a pattern or roster that cannot
 */
export async function assess(options: AssessOptions): Promise<Situation> {
  const { auditFolder, config, joined } = options;
  const own = await openSnapshot(auditFolder);
  const snapshot = joined === undefined ? own : joinSnapshots(own, await openSnapshot(joined));
  await checkPatterns(config);
  const accounts = sourceReport(snapshot.manifest, 'accounts').read;
  const leastMb = memoryLimitMb(accounts);
  const { situation: judged, parts } = await withEnoughMemory(leastMb, (limitMb) =>
    inSession(snapshot, { ...growing(limitMb), threads: threadsFor(accounts) }, (db) =>
      assessWith(db, snapshot, options),
    ),
  );
  // In the schema's order, as the format json writes it: the same situation has the same bytes.
  const situation = situationSchema.parse(await withTrend(judged, options, leastMb));
  await writeEstablishments(auditFolder, parts);
  await writePrivateFile(auditPaths.situation(auditFolder), `${JSON.stringify(situation, null, 2)}\n`);
  return situation;
}

async function inSession<T>(
  { auditFolder, joined }: Snapshot,
  limits: Pick<DuckDbOptions, 'memoryLimitMb' | 'mostMemoryMb' | 'threads'>,
  work: (db: DuckDb) => Promise<T>,
): Promise<T> {
  const db = await openDuckDb({
    temporaryFolder: temporaryFolderOf(auditFolder),
    reaches: [auditFolder, ...(joined === undefined ? [] : [joined.auditFolder])],
    ...limits,
  });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** From the findings just written: the figures, and the accounts, of the earlier audits against these. */
async function withTrend(
  situation: Situation,
  { auditFolder, earlier }: AssessOptions,
  leastMb: number,
): Promise<Situation> {
  if (earlier === undefined) return situation;
  const trend = await withEnoughMemory(leastMb, (limitMb) =>
    trendOf(auditFolder, situation, earlier, limitMb),
  );
  await withEnoughMemory(leastMb, (limitMb) =>
    writeAges(auditFolder, situation, earlier.past ?? [], limitMb),
  );
  return { ...situation, trend };
}

interface Assessed {
  readonly situation: Situation;
  readonly parts: readonly EstablishmentPart[];
}

async function assessWith(db: DuckDb, opened: Snapshot, options: AssessOptions): Promise<Assessed> {
  const { auditFolder, config, language } = options;
  const { roster, dates, snapshot } = await readSnapshot(db, opened, options);
  const { manifest } = snapshot;
  const kinds = await mailboxKinds(db, manifest);
  const bound = populationBound(manifest, kinds);
  const choice = await chosenChecks(db, options);
  const { reported, tallies, decisions, exceptions } = await judgeChecks(
    db,
    snapshot,
    { ...options, choice },
    bound,
  );
  const people = await population(db, config);
  const indicators = together(tallies);
  const context = { db, auditFolder, manifest, config, dates, roster, choice };
  const sections = await countSections(context);
  const counted = sections.reduce<Partial<Situation>>((keys, { whole }) => ({ ...keys, ...whole }), {});
  const populations = await countPopulations(db);
  const ofSections = await gapsOfSections({ ...context, populations, counted });
  const situation: Situation = {
    schema: SITUATION_SCHEMA,
    vigie: options.vigie,
    tenant: manifest.tenant,
    asOf: dates.asOf,
    collectedAt: manifest.collectedAt,
    endedAt: manifest.endedAt,
    ...(manifest.resumedAt === undefined ? {} : { resumedAt: manifest.resumedAt }),
    parameters: {
      inactiveAfterDays: config.inactiveAfterDays,
      timeZone: config.timeZone,
      ...(roster === null ? {} : { rosterSha256: options.rosterSha256 ?? roster.sha256 }),
      ...(config.names ? {} : { names: false as const }),
      ...(choice.notChosen === undefined ? {} : { notChosen: choice.notChosen }),
    },
    population: people.people.whole,
    populationBound: bound,
    categories: await categoriesInUse(db, config),
    categoriesKnown: categoriesKnown(manifest, config),
    sources: await sourcesOf(db, snapshot, choice),
    gaps: await findGaps(db, {
      ...{ manifest, config, language, dates, kinds, populations, ofSections, needs: choice.needs },
      isUnconfigured: options.isUnconfigured === true,
    }),
    checks: reported.map(({ check, ground }) => describeCheck(check, ground)),
    dictionary: dictionaryOf(reported.flatMap(({ ground }) => ground.columns)),
    indicators: indicators.whole,
    decisions: decisions.whole,
    enrolments: countedKey(counted, 'enrolments'),
    serviceUsage: countedKey(counted, 'serviceUsage'),
    ...counted,
    ...(exceptions === undefined ? {} : { exceptions }),
  };
  return {
    situation,
    parts: countParts({ population: people.people, indicators, decisions }, sections, people.establishments),
  };
}

interface JudgedChecks {
  readonly reported: readonly Judged[];
  readonly tallies: readonly Parted<Indicator>[];
  /** What the findings of all of them call for. */
  readonly decisions: Parted<Decision[]>;
  /** Left out where no exceptions are configured. */
  readonly exceptions?: ExceptionsSection;
}

/** Judges every account by every check, and writes the findings of those that are reported. */
async function judgeChecks(
  db: DuckDb,
  { manifest }: Snapshot,
  options: AssessOptions & { readonly choice: ChosenChecks },
  bound: PopulationBound,
): Promise<JudgedChecks> {
  const { config, auditFolder, choice } = options;
  const { checks, own } = choice;
  const categories = config.categories.map(({ id }) => id);
  const forwardingTold = await isForwardingTold(db, manifest);
  const listWhole = await isMailboxListWhole(db, manifest);
  const demandsTold = await canNothingDemand(db);
  // The licences rest on the verdicts of their check, whether it is reported or not, unless it is left out by choice.
  const ofLicences = choice.isChosen(unusedLicences.id) ? [unusedLicences] : [];
  // What a check of the configuration cannot do without is what its conditions name.
  const grounds = await restsOn(db, [...new Set([...checks, ...ofLicences])]);
  const judged = [...grounds].map(([check, ground]): Judged => ({
    check,
    ground,
    ...assessability(
      own.includes(check) ? { ...check, lowerWithout: ground.evidence } : check,
      ground,
      manifest,
      { forwardingTold, listWhole, demandsTold },
    ),
  }));
  await judgeAll(db, judged, auditFolder);
  const excepted = await exceptionsOf(db, options, {
    day: manifest.collectedAt.slice(0, 10),
    directory: {
      isWhole: isWhole(manifest, 'accounts'),
      isMailAsked: manifest.attributes.includes('mail'),
    },
    own: own.map(({ id }) => id),
    checks: judged
      .filter(({ check }) => checks.includes(check))
      .map(({ check: { id }, lowerBound }) => ({ id, lowerBound })),
  });
  const cells = await countVerdicts(db, checks);
  const tallies: Parted<Indicator>[] = [];
  const decisions: Parted<Decision[]>[] = [];
  const physiciansKnown =
    config.categories.some(({ physician }) => physician) && categoriesKnown(manifest, config);
  const reported = judged.filter(({ check }) => checks.includes(check));
  for (const one of reported) {
    await viewJudged(db, one.check);
    const populationBound = boundOfCheck(one.check, one.ground, { manifest, config, bound });
    const indicator = await tally(db, one, {
      ...{ cells, categories, populationBound },
      exceptions: excepted?.of(one.check.id),
    });
    tallies.push(indicator);
    decisions.push(await decisionsOf(db, one.check, { indicator, physiciansKnown }));
    await writeFindings(db, one.check, auditFolder);
  }
  await removeOtherVerdicts(auditFolder);
  return {
    reported,
    tallies,
    decisions: partedAs(together(decisions), (found) => weightiest(found.flat())),
    ...(excepted === undefined ? {} : { exceptions: excepted.section }),
  };
}

async function sourcesOf(
  db: DuckDb,
  { manifest, joined }: Snapshot,
  { needs }: Choice,
): Promise<Situation['sources']> {
  const outcomes = await mailboxOutcomes(db, manifest);
  return SOURCE_IDS.map((id) => ({
    ...reportInWords(sourceReport(manifest, id)),
    ...(needs === null || needs.sources.has(id) ? {} : { notNeeded: true as const }),
    ...(id === joined?.source ? { collectedAt: joined.collectedAt, joinedFrom: joined.audit } : {}),
    ...(id === 'inbox-rules' && outcomes !== null ? { outcomes } : {}),
  }));
}

async function readSnapshot(
  db: DuckDb,
  snapshot: Snapshot,
  options: AssessOptions,
): Promise<{ roster: Roster | null; dates: ReportDates; snapshot: Snapshot }> {
  const { config, configFolder, auditFolder } = options;
  const folder = temporaryFolderOf(auditFolder);
  await createSnapshotViews(db, snapshot, config);
  try {
    const roster = await placeAccounts(db, { config, configFolder, temporaryFolder: folder });
    const manifest = await withUsability(db, snapshot.manifest);
    const dates = await reportDates(db, manifest);
    await createDossier(db, {
      manifest,
      config,
      dates,
      folder,
      accountsPerSlice: options.accountsPerSlice ?? ACCOUNTS_PER_SLICE,
    });
    return { roster, dates, snapshot: { ...snapshot, manifest } };
  } catch (error) {
    throw explained(snapshot, error);
  }
}

/** A table whose pages turn out to be damaged while they are read; any other error, disk trouble too, as it is. */
function explained(snapshot: Snapshot, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof KnownError) return error;
  if (!/parquet|zstd|snappy|thrift|TProtocol|decompress/i.test(error.message)) return error;
  const message = worded(TROUBLE_WORDS.damagedSnapshot, { folder: snapshot.folder, why: error.message });
  return new KnownError('local', message, { nextSteps: [TROUBLE_WORDS.collectNew], cause: error });
}
