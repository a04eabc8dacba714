import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { attributesOf, groupsOf } from '../../config/needs.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { Language } from '../../i18n/language.ts';
import type { GapReason, SnapshotManifest, SourceReport } from '../../snapshot/manifest.ts';
import { sourceReport } from '../../snapshot/open.ts';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import { directoryGaps } from './directory-gaps.ts';
import { FORWARDING_NOT_READ } from './forwarding-gap-words.ts';
import { forwardingGaps } from './forwarding-gaps.ts';
import { concerned, countPopulations, type FoundGap, type Populations } from './found-gap.ts';
import {
  absentFrom,
  attributesNotRead,
  KIND_OF_SOME_NOT_TOLD,
  groupNotRead,
  PER_USER_NOT_ASKED,
  NO_PHYSICIANS,
  RULES_NOT_ASKED,
  unknownPlans,
  unreadMailboxes,
  withKindsUnknown,
  type GapWords,
  type UnreadOutcome,
} from './gap-words.ts';
import { ruleGaps } from './rule-gaps.ts';
import { licenceGaps } from './licence-gaps.ts';
import { KIND_UNTOLD, type MailboxKinds } from '../population-bound.ts';
import {
  attemptGaps,
  kindGaps,
  notInCloudGaps,
  receivingGaps,
  staleGaps,
  unmatchedGaps,
} from './report-gaps.ts';
import { untoldGaps } from './untold-gaps.ts';
import { unusableReport } from './usability-words.ts';
import { rankOf, type GapTopic } from './gap-ranks.ts';
import { nameGaps, type Naming } from './name-gaps.ts';
import { byRank } from '../../situation/gap-rank.ts';
import type { Gap } from '../../situation/situation.ts';
import { isUsable, type ReportDates } from '../../dossier/source-use.ts';
import { termsGaps } from './terms-gaps.ts';
import { missWords } from './miss-words.ts';
import { needsOf } from './part-words.ts';
import { remedyFor, shortfallOf, SOURCE_NAMES } from './source-words.ts';

export interface GapContext {
  readonly manifest: SnapshotManifest;
  readonly config: Config;
  readonly language: Language;
  readonly dates: ReportDates;
  readonly kinds: MailboxKinds;
  readonly naming: Naming;
}

/**
 * Everything that is not known: what, how many accounts it concerns, what to do. What is to repair comes first, and what asks
 * for nothing last; of one rank, in the order of the sources.
 */
export async function findGaps(db: DuckDb, context: GapContext): Promise<Gap[]> {
  const { manifest, kinds, dates } = context;
  const populations = await countPopulations(db);
  const single = [
    ...directoryGaps(manifest),
    ...staleGaps(manifest, dates, populations),
    ...kindGaps(kinds, populations),
    ...(await receivingGaps(db, populations)),
    ...(await notInCloudGaps(db, manifest)),
    ...(await attemptGaps(db)),
    ...(await unreadMailboxGaps(db, manifest)),
    ...(await ruleGaps(db)),
    ...(await forwardingGaps(db, manifest, populations)),
    ...missGaps(manifest),
    ...configGaps(context),
    ...(await unknownPlanGaps(db)),
    ...(await untoldGaps(db)),
    ...(await licenceGaps(db)),
    ...(await absentGaps(db, context)),
    ...(await unmatchedGaps(db)),
    ...(await nameGaps(db, context)),
    ...(await termsGaps(db, populations)),
  ];
  const found = SOURCE_IDS.flatMap((id) => {
    const own = single.filter(({ source }) => source === id);
    const report = sourceReport(manifest, id);
    return [...sourceGaps(report, own, context, populations), ...own];
  });
  const ranked = found.map((gap) => ({ ...gap, rank: rankOf(gap) }));
  return byRank(ranked).map(({ source, reason, accounts, rank, words: { what, remedy } }) => ({
    ...{ source, reason, accounts },
    remedy: remedy[context.language],
    words: { what, remedy },
    rank,
  }));
}

/** What a source as a whole does not tell. One that was read in part, and whose own gaps say why, needs no more. */
function sourceGaps(
  report: SourceReport,
  own: readonly FoundGap[],
  { config, kinds }: GapContext,
  populations: Populations,
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
  return [{ source, reason, accounts, words: costsKinds ? withKindsUnknown(words) : words }];
}

/** Of a source that broke off, what broke it off is told: mending that mends the rest. */
function isOfNoUse({ unusable, detail }: SourceReport): boolean {
  return unusable !== undefined && detail === undefined;
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
  if (report.id === 'mailbox-forwarding' && report.outcome === 'skipped') return FORWARDING_NOT_READ;
  if (report.id === 'per-user-mfa' && report.outcome === 'skipped') return PER_USER_NOT_ASKED;
  if (report.unusable !== undefined && isOfNoUse(report))
    return unusableReport(SOURCE_NAMES[report.id], report.unusable);
  const isConcealed = reason === 'concealed-names';
  return {
    what: shortfallOf(isConcealed ? { ...report, outcome: 'refused' } : report, reason),
    remedy: remedyFor(reason, isConcealed ? undefined : needsOf(report), {
      isCutOff: report.cutOff === true,
    }),
  };
}

/** Given up because the whole run had come to its end, and not the mailbox's own time. */
const CUT_OFF = `coalesce(r.outcome = 'gave-up' AND r.code = 'MaxDuration', false)`;

const OUTCOME_ORDER: readonly UnreadOutcome[] = ['denied', 'no-cloud-mailbox', 'gave-up', 'error'];

/** Mailboxes of the population that were asked for their rules and did not give them. */
async function unreadMailboxGaps(db: DuckDb, manifest: SnapshotManifest): Promise<FoundGap[]> {
  if (!isUsable(manifest, 'inbox-rules')) return [];
  const rows = await db.rows(
    `SELECT d.rulesOutcome AS outcome, ${CUT_OFF} AS "isCutOff", count(DISTINCT d.accountId)::DOUBLE AS accounts,
       coalesce(array_to_string(list_sort(list(DISTINCT r.code) FILTER (r.code IS NOT NULL))[:3], ', '), '') AS codes
     FROM dossier d JOIN "inbox-rules" r ON r.accountId = d.accountId AND r.outcome = d.rulesOutcome
     WHERE d.personalMailbox AND r.outcome NOT IN ('rules', 'none') GROUP BY ALL ORDER BY ALL`,
    z.object({ outcome: z.string(), isCutOff: z.boolean(), accounts: z.number(), codes: z.string() }),
  );
  return OUTCOME_ORDER.flatMap((reason) =>
    rows
      .filter(({ outcome }) => outcome === reason)
      .map(({ accounts, codes, isCutOff }): FoundGap => {
        const what = unreadMailboxes(isCutOff ? 'cut-off' : reason, codes);
        const words = { what, remedy: remedyFor(reason, undefined, { isCutOff }) };
        return { source: 'inbox-rules', reason, accounts, words };
      }),
  );
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

function configGaps({ manifest, config }: GapContext): FoundGap[] {
  const notRead = (source: SourceId, words: GapWords): FoundGap => ({
    source,
    reason: 'not-read',
    accounts: 0,
    words,
  });
  const read = new Set(manifest.attributes);
  const attributes = attributesOf(config).filter((attribute) => !read.has(attribute));
  const groups = groupsOf(config).filter((group) => !manifest.groups.includes(group));
  return [
    ...(attributes.length > 0 ? [notRead('accounts', attributesNotRead(attributes))] : []),
    ...(config.categories.some(({ physician }) => physician) ? [] : [notRead('accounts', NO_PHYSICIANS)]),
    ...groups.map((group) => notRead('group-members', groupNotRead(group))),
  ];
}

async function unknownPlanGaps(db: DuckDb): Promise<FoundGap[]> {
  const { accounts } = await db.row(
    `SELECT count(*) FILTER (WHERE planUnknown)::DOUBLE AS accounts FROM dossier`,
    z.object({ accounts: z.number() }),
  );
  if (accounts === 0) return [];
  const plans = await db.rows(
    `SELECT DISTINCT id
     FROM (SELECT unnest(plans_in_force(a.exchangePlans)) AS id FROM accounts a SEMI JOIN (SELECT accountId FROM dossier WHERE planUnknown) d
       ON d.accountId = a.accountId)
     WHERE NOT list_contains(known().knownPlans, id) ORDER BY 1 LIMIT 5`,
    z.object({ id: z.string() }),
  );
  return [
    { source: 'accounts', reason: 'not-read', accounts, words: unknownPlans(plans.map(({ id }) => id)) },
  ];
}

const EXPECTED = {
  'sign-in-activity': 'enabledMember AND NOT signInRead',
  'mail-activity': 'personalMailbox AND mailUnused IS NULL AND NOT notInCloud',
  'mailbox-usage': KIND_UNTOLD,
  'service-activity': 'personalMailbox AND NOT serviceReported',
  'inbox-rules': 'personalMailbox AND rulesOutcome IS NULL AND NOT redirected',
  'mfa-registrations': 'enabledMember AND isMfaCapable IS NULL',
} as const satisfies Partial<Record<SourceId, string>>;

/** What a few days mend. Rules that were not asked must be. */
const ABSENCES: Readonly<Record<keyof typeof EXPECTED, GapTopic | undefined>> = {
  'sign-in-activity': 'absent-accounts',
  'mail-activity': 'absent-accounts',
  'mailbox-usage': 'kinds-of-some',
  'service-activity': 'absent-accounts',
  'inbox-rules': undefined,
  'mfa-registrations': 'absent-accounts',
};

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
    const words = absenceWords(source, kinds);
    const topic = ABSENCES[source];
    const about = topic === undefined ? {} : { topic };
    if (accounts > 0) gaps.push({ source, reason: 'not-read', accounts, words, ...about });
  }
  return gaps;
}

function absenceWords(source: keyof typeof EXPECTED, kinds: MailboxKinds): GapWords {
  if (source === 'inbox-rules') return RULES_NOT_ASKED;
  if (source !== 'mailbox-usage') return absentFrom(SOURCE_NAMES[source]);
  return kinds === 'told-of-some' ? withKindsUnknown(KIND_OF_SOME_NOT_TOLD) : KIND_OF_SOME_NOT_TOLD;
}

function isExpected(source: SourceId): source is keyof typeof EXPECTED {
  return source in EXPECTED;
}
