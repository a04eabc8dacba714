import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { groupsOf } from '../../config/needs.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import type { GapReason, SnapshotManifest, SourceReport } from '../../snapshot/manifest.ts';
import { sourceReport } from '../../snapshot/open.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import { byRank } from '../../situation/gap-rank.ts';
import { CONFIGURATION, type GapSource } from '../../situation/gap-source.ts';
import type { Gap } from '../../situation/situation.ts';
import { isUsable, type ReportDates } from '../../dossier/source-use.ts';
import { KIND_UNTOLD, type MailboxKinds } from '../bounds/population-bound.ts';
import type { Needs } from '../rests-on/needs.ts';
import { directoryGaps } from './directory-gaps.ts';
import { concerned, type FoundGap, type GapWords, type Populations } from './found-gap.ts';
import {
  absentFrom,
  COLLECT_WITH_CONFIGURATION,
  fieldNotAsked,
  FORWARDING_NOT_READ,
  groupNotRead,
  KIND_OF_SOME_NOT_TOLD,
  NO_CONFIGURATION,
  notInSample,
  PER_USER_NOT_ASKED,
  RULES_NOT_ASKED,
  SAMPLE_REMEDY,
  withKindsUnknown,
} from './gap-words.ts';
import { EXPORT_REMEDIES, RULES_NOT_EXPORTED } from './export-words.ts';
import { missWords } from './miss-words.ts';
import { needsOf } from './part-words.ts';
import {
  attemptGaps,
  deletionGaps,
  kindGaps,
  notInCloudGaps,
  receivingGaps,
  staleGaps,
  unmatchedGaps,
} from './report-gaps.ts';
import { remedyFor, shortfallOf, SOURCE_NAMES } from './source-words.ts';
import { unusableReport } from './usability-words.ts';

export interface GapContext {
  readonly manifest: SnapshotManifest;
  readonly config: Config;
  readonly language: Language;
  readonly dates: ReportDates;
  readonly kinds: MailboxKinds;
  readonly populations: Populations;
  /** The defaults judge, and nobody said that they are to. */
  readonly isUnconfigured: boolean;
  /** What the checks that were chosen need; null where none is left out. */
  readonly needs: Needs | null;
  /** Those that the sections found. */
  readonly ofSections: readonly FoundGap[];
}

/**
 * Everything that is not known: what, how many accounts it concerns, what to do. What is to repair comes first, and what asks
 * for nothing last; of one rank, in the order of the sources.
 */
export async function findGaps(db: DuckDb, context: GapContext): Promise<Gap[]> {
  const { manifest, config, kinds, dates, populations, ofSections, needs } = context;
  const all = [
    ...directoryGaps(manifest),
    ...staleGaps(manifest, dates, populations),
    ...kindGaps(kinds, populations),
    ...(await receivingGaps(db, populations)),
    ...(await notInCloudGaps(db, manifest)),
    ...(await attemptGaps(db, manifest)),
    ...ofSections,
    ...missGaps(manifest),
    ...groupGaps(manifest, config),
    ...(await absentGaps(db, context)),
    ...(await unmatchedGaps(db)),
    ...(await deletionGaps(db, manifest)),
    ...leftOutGaps(manifest, needs),
  ];
  const single = all.filter(({ source }) => isTold(source, needs));
  const found = SOURCE_IDS.flatMap((id) => {
    const own = single.filter(({ source }) => source === id);
    const report = sourceReport(manifest, id);
    return isTold(id, needs)
      ? [...sourceGaps(report, own, context), ...own]
      : helpingGaps(sourceGaps(report, [], context), report, context);
  });
  const ranked = [...configurationGaps(context), ...found].map(({ rank = 'repair', ...gap }) => ({
    ...gap,
    rank,
  }));
  return byRank(ranked).map(({ source, reason, accounts, rank, words: { what, remedy } }) => ({
    ...{ source, reason, accounts },
    remedy: remedy[context.language],
    words: { what, remedy },
    rank,
  }));
}

/** Whether what is not known of a source costs a figure. */
function isTold(source: GapSource, needs: Needs | null): boolean {
  return needs === null || source === CONFIGURATION || needs.told.has(source);
}

/** Of a source that only helps the checks that were chosen, what is not known costs no figure; of one that none needs, nothing is missed. */
function helpingGaps(found: readonly FoundGap[], report: SourceReport, { needs }: GapContext): FoundGap[] {
  if (needs === null || !needs.sources.has(report.id) || byHand(report)) return [];
  const words = (reason: GapReason): GapWords => ({
    what: shortfallOf(report, reason),
    remedy: remedyFor(reason, needsOf(report), { isCutOff: report.cutOff === true }),
  });
  return found.map((gap) => ({ ...gap, words: words(gap.reason), rank: 'ordinary' }));
}

/** Whoever leaves out what only helps knows of it. */
function byHand({ lacks }: SourceReport): boolean {
  return lacks?.kind === 'by-option' || lacks?.kind === 'by-configuration';
}

/** What was left out of a source, as no check that was chosen then needed it, and is needed now. */
function leftOutGaps({ sources }: SnapshotManifest, needs: Needs | null): FoundGap[] {
  return sources.flatMap(({ id, leftOut = [] }) =>
    leftOut
      .filter((field) => needs === null || needs.fields.has(field))
      .map((field): FoundGap => ({
        source: id,
        reason: 'not-read',
        accounts: 0,
        words: fieldNotAsked(field),
      })),
  );
}

function configurationGaps({ isUnconfigured }: GapContext): FoundGap[] {
  return isUnconfigured
    ? [{ source: CONFIGURATION, reason: 'not-read', accounts: 0, words: NO_CONFIGURATION }]
    : [];
}

/** What a source as a whole does not tell. One that was read in part, and whose own gaps say why, needs no more. */
function sourceGaps(
  report: SourceReport,
  own: readonly FoundGap[],
  { config, kinds, populations }: GapContext,
): FoundGap[] {
  const source = report.id;
  const isConcealed = report.namesConcealed === true;
  const isUseless = isOfNoUse(report);
  if (report.outcome === 'complete' && !isConcealed) return [];
  if (!isWanted(report, config)) return [];
  const reason = isConcealed ? 'concealed-names' : reasonOf(report);
  const partial = report.outcome === 'partial' && !isConcealed && !isUseless;
  if (partial && own.some((gap) => gap.reason === reason)) return [];
  const accounts =
    partial && report.read > 0 && source !== 'per-user-mfa'
      ? Math.max(0, report.expected - report.read)
      : concerned(source, populations);
  const words = wordsOf(report, reason);
  const costsKinds = source === 'mailbox-usage' && kinds === 'report-not-read';
  const found = { source, reason, accounts, words: costsKinds ? withKindsUnknown(words) : words };
  return [isOfSample(report) ? { ...found, rank: 'wait' } : found];
}

/** It was not read to its end because a pilot wants no more of it. */
function isOfSample({ lacks }: SourceReport): boolean {
  return lacks?.kind === 'sample';
}

/** Of a source that broke off, what broke it off is told: mending that mends the rest. */
function isOfNoUse({ unusable, brokeOff }: SourceReport): boolean {
  return unusable !== undefined && brokeOff !== true;
}

/** Whether what a source does not tell is missed: some are for those who ask for them. */
function isWanted({ id, outcome }: SourceReport, config: Config): boolean {
  if (id === 'group-members') return groupsOf(config).length > 0 || outcome !== 'skipped';
  // Only a signed-in administrator is told: without one, it is said among what cannot be seen.
  return id !== 'terms-of-use' || outcome !== 'skipped';
}

function reasonOf(report: SourceReport): GapReason {
  return report.reason ?? (report.outcome === 'skipped' ? 'not-read' : 'error');
}

function wordsOf(report: SourceReport, reason: GapReason): GapWords {
  if (report.lacks?.kind === 'not-needed')
    return { what: shortfallOf(report, reason), remedy: COLLECT_WITH_CONFIGURATION };
  if (reason === 'not-exported') return notExported(report);
  if (report.id === 'mailbox-forwarding' && report.outcome === 'skipped') return FORWARDING_NOT_READ;
  if (report.id === 'per-user-mfa' && report.outcome === 'skipped') return PER_USER_NOT_ASKED;
  if (report.unusable !== undefined && isOfNoUse(report))
    return unusableReport(SOURCE_NAMES[report.id], report.unusable);
  const isConcealed = reason === 'concealed-names';
  return {
    what: shortfallOf(isConcealed ? { ...report, outcome: 'refused' } : report, reason),
    remedy: isOfSample(report)
      ? SAMPLE_REMEDY
      : remedyFor(reason, isConcealed ? undefined : needsOf(report), {
          isCutOff: report.cutOff === true,
        }),
  };
}

function notExported(report: SourceReport): GapWords {
  const isSkipped = report.outcome === 'skipped';
  const own =
    report.id === 'mailbox-forwarding'
      ? FORWARDING_NOT_READ
      : report.id === 'per-user-mfa'
        ? PER_USER_NOT_ASKED
        : null;
  return {
    what: isSkipped && own !== null ? own.what : shortfallOf(report, 'not-exported'),
    remedy: EXPORT_REMEDIES[report.id],
  };
}

function missGaps(manifest: SnapshotManifest): FoundGap[] {
  return manifest.sources.flatMap((report) => {
    // A source refused as a whole says so once.
    const misses = report.outcome === 'refused' ? [] : (report.misses ?? []);
    return misses.map((miss): FoundGap => {
      const { reason } = miss;
      return { source: report.id, reason, accounts: 0, words: missWords(report, miss) };
    });
  });
}

/** Groups of the config that nobody asked for. */
function groupGaps(manifest: SnapshotManifest, config: Config): FoundGap[] {
  return groupsOf(config)
    .filter((group) => !manifest.groups.includes(group))
    .map((group) => ({
      source: 'group-members',
      reason: 'not-read',
      accounts: 0,
      words: groupNotRead(group),
    }));
}

const EXPECTED = {
  'sign-in-activity': 'enabledMember AND NOT signInRead',
  'mail-activity': 'personalMailbox AND mailUnused IS NULL AND NOT notInCloud',
  'mailbox-usage': KIND_UNTOLD,
  'service-activity': 'personalMailbox AND NOT serviceReported',
  'inbox-rules': 'personalMailbox AND rulesOutcome IS NULL AND NOT redirected',
  'mfa-registrations': 'enabledMember AND isMfaCapable IS NULL',
} as const satisfies Partial<Record<SourceId, string>>;

/** Accounts that a source which was read does not tell of, and should. */
async function absentGaps(db: DuckDb, { manifest, kinds }: GapContext): Promise<FoundGap[]> {
  const gaps: FoundGap[] = [];
  for (const source of SOURCE_IDS) {
    if (!isExpected(source) || !isUsable(manifest, source)) continue;
    if (source === 'mailbox-usage' && kinds === 'column-missing') continue;
    const { accounts } = await db.row(
      `SELECT count(*) FILTER (WHERE ${EXPECTED[source]})::DOUBLE AS accounts FROM dossier`,
      z.object({ accounts: z.number() }),
    );
    // A pilot whose sample holds all of a source misses whom it does not tell of, as any audit does.
    const isDrawn = isOfSample(sourceReport(manifest, source));
    const words = isDrawn
      ? notInSample(SOURCE_NAMES[source])
      : absenceWords(source, kinds, manifest.imported !== undefined);
    // Accounts of this week, or renamed ones: a report has them within 48 h. Rules that were not asked must be.
    const rank = source === 'inbox-rules' && !isDrawn ? 'repair' : 'wait';
    if (accounts > 0) gaps.push({ source, reason: 'not-read', accounts, words, rank });
  }
  return gaps;
}

function absenceWords(source: keyof typeof EXPECTED, kinds: MailboxKinds, isImported: boolean): GapWords {
  if (source === 'inbox-rules') return isImported ? RULES_NOT_EXPORTED : RULES_NOT_ASKED;
  if (source !== 'mailbox-usage') return absentFrom(SOURCE_NAMES[source]);
  return kinds === 'told-of-some' ? withKindsUnknown(KIND_OF_SOME_NOT_TOLD) : KIND_OF_SOME_NOT_TOLD;
}

function isExpected(source: SourceId): source is keyof typeof EXPECTED {
  return source in EXPECTED;
}
