import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { attributesOf, groupsOf } from '../config/needs.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { Language } from '../i18n/language.ts';
import type { GapReason, SnapshotManifest, SourceReport } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { SOURCE_IDS, type SourceId } from '../snapshot/tables.ts';
import {
  absentFrom,
  attributesNotRead,
  FORWARDING_NOT_READ,
  GROUP_REMEDY,
  groupNotRead,
  missingThing,
  NO_PHYSICIANS,
  RULES_NOT_ASKED,
  unknownPlans,
  unmatchedRows,
  unreadMailboxes,
  type GapWords,
  type UnreadOutcome,
} from './gap-words.ts';
import type { Gap } from './situation.ts';
import { isUsable } from './source-use.ts';
import { remedyFor, shortfallOf, SOURCE_NAMES } from './source-words.ts';

export interface GapContext {
  readonly manifest: SnapshotManifest;
  readonly config: Config;
  readonly language: Language;
}

interface Found {
  readonly source: SourceId;
  readonly reason: GapReason;
  readonly accounts: number;
  readonly words: GapWords;
}

/** Everything that is not known, in the order of the sources: what, how many accounts it concerns, what to do. */
export async function findGaps(db: DuckDb, context: GapContext): Promise<Gap[]> {
  const populations = await countPopulations(db);
  const single = [
    ...(await unreadMailboxGaps(db, context.manifest)),
    ...missGaps(context.manifest),
    ...configGaps(context),
    ...(await unknownPlanGaps(db)),
    ...(await absentGaps(db, context.manifest)),
    ...(await unmatchedGaps(db)),
  ];
  const found = SOURCE_IDS.flatMap((id) => {
    const own = single.filter(({ source }) => source === id);
    const report = sourceReport(context.manifest, id);
    return [...sourceGaps(report, own, context.config, populations), ...own];
  });
  return found.map(({ source, reason, accounts, words: { what, remedy } }) => ({
    source,
    reason,
    accounts,
    remedy: remedy[context.language],
    words: { what, remedy },
  }));
}

interface Populations {
  readonly mailboxes: number;
  readonly members: number;
}

function countPopulations(db: DuckDb): Promise<Populations> {
  return db.row(
    `SELECT count(*) FILTER (WHERE personalMailbox)::DOUBLE AS mailboxes, count(*) FILTER (WHERE enabledMember)::DOUBLE AS members FROM dossier`,
    z.object({ mailboxes: z.number(), members: z.number() }),
  );
}

/** What a source as a whole does not tell. One that was read in part, and whose own gaps say why, needs no more. */
function sourceGaps(
  report: SourceReport,
  own: readonly Found[],
  config: Config,
  populations: Populations,
): Found[] {
  const source = report.id;
  if (report.namesConcealed === true) return [concealed(report, populations)];
  if (report.outcome === 'complete') return [];
  if (source === 'group-members' && groupsOf(config).length === 0) return [];
  const reason = report.reason ?? (report.outcome === 'skipped' ? 'not-read' : 'error');
  const partial = report.outcome === 'partial';
  if (partial && own.some((gap) => gap.reason === reason)) return [];
  const accounts =
    partial && report.read > 0 ? Math.max(0, report.expected - report.read) : concerned(source, populations);
  const words =
    source === 'mailbox-forwarding' && report.outcome === 'skipped'
      ? FORWARDING_NOT_READ
      : { what: shortfallOf(report, reason), remedy: remedyFor(reason, report.needs) };
  return [{ source, reason, accounts, words }];
}

function concealed(report: SourceReport, populations: Populations): Found {
  const reason = 'concealed-names';
  return {
    source: report.id,
    reason,
    accounts: concerned(report.id, populations),
    words: {
      what: shortfallOf({ ...report, outcome: 'refused' }, reason),
      remedy: remedyFor(reason, undefined),
    },
  };
}

/** How many accounts a source tells of, when nothing of it was read. */
function concerned(source: SourceId, { mailboxes, members }: Populations): number {
  if (source === 'sign-in-activity' || source === 'mfa-registrations') return members;
  return source === 'tenant' || source === 'group-members' || source === 'accounts' ? 0 : mailboxes;
}

const OUTCOME_ORDER: readonly UnreadOutcome[] = ['denied', 'no-cloud-mailbox', 'gave-up', 'error'];

/** Mailboxes of the population that were asked for their rules and did not give them. */
async function unreadMailboxGaps(db: DuckDb, manifest: SnapshotManifest): Promise<Found[]> {
  if (!isUsable(manifest, 'inbox-rules')) return [];
  const rows = await db.rows(
    `SELECT d.rulesOutcome AS outcome, count(DISTINCT d.accountId)::DOUBLE AS accounts,
       coalesce(array_to_string(list_sort(list(DISTINCT r.code) FILTER (r.code IS NOT NULL))[:3], ', '), '') AS codes
     FROM dossier d JOIN "inbox-rules" r ON r.accountId = d.accountId AND r.outcome = d.rulesOutcome
     WHERE d.personalMailbox AND r.outcome NOT IN ('rules', 'none') GROUP BY 1`,
    z.object({ outcome: z.string(), accounts: z.number(), codes: z.string() }),
  );
  return OUTCOME_ORDER.flatMap((reason): Found[] => {
    const row = rows.find(({ outcome }) => outcome === reason);
    if (row === undefined) return [];
    const words = { what: unreadMailboxes(reason, row.codes), remedy: remedyFor(reason, undefined) };
    return [{ source: 'inbox-rules', reason, accounts: row.accounts, words }];
  });
}

function missGaps(manifest: SnapshotManifest): Found[] {
  return manifest.sources.flatMap(({ id, needs, outcome, misses = [] }) =>
    // A source refused as a whole says so once.
    (outcome === 'refused' ? [] : misses).map(({ what, reason, detail }) => ({
      source: id,
      reason,
      accounts: 0,
      words: {
        what: missingThing(what, detail),
        remedy: id === 'group-members' && reason === 'not-read' ? GROUP_REMEDY : remedyFor(reason, needs),
      },
    })),
  );
}

function configGaps({ manifest, config }: GapContext): Found[] {
  const notRead = (source: SourceId, words: GapWords): Found => ({
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

async function unknownPlanGaps(db: DuckDb): Promise<Found[]> {
  const { accounts } = await db.row(
    `SELECT count(*) FILTER (WHERE planUnknown)::DOUBLE AS accounts FROM dossier`,
    z.object({ accounts: z.number() }),
  );
  if (accounts === 0) return [];
  const plans = await db.rows(
    `SELECT DISTINCT lower(plan.id) AS id
     FROM (SELECT unnest(a.exchangePlans) AS plan FROM accounts a SEMI JOIN (SELECT accountId FROM dossier WHERE planUnknown) d
       ON d.accountId = a.accountId)
     WHERE lower(plan.status) IN ('enabled', 'warning') AND NOT list_contains(getvariable('knownPlans'), lower(plan.id))
     ORDER BY 1 LIMIT 5`,
    z.object({ id: z.string() }),
  );
  return [
    { source: 'accounts', reason: 'not-read', accounts, words: unknownPlans(plans.map(({ id }) => id)) },
  ];
}

const EXPECTED = {
  'sign-in-activity': 'enabledMember AND NOT signInRead',
  'mail-activity': `personalMailbox AND NOT mailReported AND (ageAtMailReport <= getvariable('inactiveAfterDays')) IS NOT TRUE`,
  'service-activity': 'personalMailbox AND NOT serviceReported',
  'inbox-rules': 'personalMailbox AND rulesOutcome IS NULL AND redirectMechanisms IS NULL',
  'mfa-registrations': 'enabledMember AND isMfaCapable IS NULL',
} as const satisfies Partial<Record<SourceId, string>>;

/** Accounts that a source which was read does not tell of, and should. */
async function absentGaps(db: DuckDb, manifest: SnapshotManifest): Promise<Found[]> {
  const gaps: Found[] = [];
  for (const source of SOURCE_IDS) {
    if (!isExpected(source) || !isUsable(manifest, source)) continue;
    const { accounts } = await db.row(
      `SELECT count(*) FILTER (WHERE ${EXPECTED[source]})::DOUBLE AS accounts FROM dossier`,
      z.object({ accounts: z.number() }),
    );
    const words = source === 'inbox-rules' ? RULES_NOT_ASKED : absentFrom(SOURCE_NAMES[source]);
    if (accounts > 0) gaps.push({ source, reason: 'not-read', accounts, words });
  }
  return gaps;
}

function isExpected(source: SourceId): source is keyof typeof EXPECTED {
  return source in EXPECTED;
}

/** Live report rows that join no account. */
async function unmatchedGaps(db: DuckDb): Promise<Found[]> {
  const counts = await db.row(
    `SELECT count(*) FILTER (WHERE mailReported)::DOUBLE AS "mail-activity", count(*) FILTER (WHERE usageReported)::DOUBLE AS "mailbox-usage",
       count(*) FILTER (WHERE serviceReported)::DOUBLE AS "service-activity" FROM reported WHERE accountId IS NULL`,
    z.object({
      'mail-activity': z.number(),
      'mailbox-usage': z.number(),
      'service-activity': z.number(),
    }),
  );
  return (['mail-activity', 'mailbox-usage', 'service-activity'] as const)
    .filter((source) => counts[source] > 0)
    .map((source) => ({
      source,
      reason: 'not-read',
      accounts: counts[source],
      words: unmatchedRows(SOURCE_NAMES[source]),
    }));
}
