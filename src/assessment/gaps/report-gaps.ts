import { z } from 'zod';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { concerned, type FoundGap, type Populations } from './found-gap.ts';
import {
  deletionNotTold,
  KINDS_NOT_TOLD,
  RECEIVING_NOT_TOLD,
  staleReport,
  unmatchedRows,
} from './gap-words.ts';
import type { MailboxKinds } from '../bounds/population-bound.ts';
import { unmatchedNames } from '../../dossier/stage.ts';
import { isUsable, USAGE_REPORTS, type ReportDates } from '../../dossier/source-use.ts';
import { SOURCE_NAMES } from './source-words.ts';
import { attemptsOnly, NOT_IN_CLOUD } from './usability-words.ts';

/** Reports are there within 48 h (https://learn.microsoft.com/microsoft-365/admin/activity-reports); a week is not ordinary. */
const FRESH_DAYS = 7;

/** Usage reports that are older than a week when they are collected. */
export function staleGaps(
  manifest: SnapshotManifest,
  dates: ReportDates,
  populations: Populations,
): FoundGap[] {
  return USAGE_REPORTS.flatMap((source): FoundGap[] => {
    const refreshedOn = dates.refreshedOn.get(source);
    if (refreshedOn === undefined || !isUsable(manifest, source)) return [];
    const days = Math.round((Date.parse(dates.collectedOn) - Date.parse(refreshedOn)) / 86_400_000);
    if (!(days > FRESH_DAYS)) return [];
    const words = staleReport(SOURCE_NAMES[source], refreshedOn, days);
    return [{ source, reason: 'not-read', accounts: concerned(source, populations), words, rank: 'wait' }];
  });
}

/** A mailbox usage report without Recipient Type: every mailbox counts as personal that a plan gives. */
export function kindGaps(kinds: MailboxKinds, { mailboxes }: Populations): FoundGap[] {
  if (kinds !== 'column-missing') return [];
  return [{ source: 'mailbox-usage', reason: 'not-read', accounts: mailboxes, words: KINDS_NOT_TOLD }];
}

/** A mail activity report without Receive Count: whether unused mailboxes still receive is not known. */
export async function receivingGaps(db: DuckDb, { mailboxes }: Populations): Promise<FoundGap[]> {
  const { isUntold } = await db.row(
    `SELECT count(*) > 0 AND count(received) = 0 AS "isUntold" FROM src_mail_activity_all`,
    z.object({ isUntold: z.boolean() }),
  );
  if (!isUntold) return [];
  return [
    {
      source: 'mail-activity',
      reason: 'not-read',
      accounts: mailboxes,
      words: RECEIVING_NOT_TOLD,
      rank: 'wait',
    },
  ];
}

/** Mailboxes that another source says are not in the cloud: what the report shows of them, or does not, settles nothing. */
export async function notInCloudGaps(db: DuckDb, manifest: SnapshotManifest): Promise<FoundGap[]> {
  if (!isUsable(manifest, 'mail-activity')) return [];
  const accounts = await counted(db, 'personalMailbox AND notInCloud');
  if (accounts === 0) return [];
  return [{ source: 'mail-activity', reason: 'no-cloud-mailbox', accounts, words: NOT_IN_CLOUD }];
}

/** Accounts that somebody tried to sign in to lately, of which no success is known. */
export async function attemptGaps(db: DuckDb, { collectedAt }: SnapshotManifest): Promise<FoundGap[]> {
  const accounts = await counted(db, 'enabledMember AND signInRead AND signInUnused IS NULL');
  if (accounts === 0) return [];
  const words = attemptsOnly(collectedAt.slice(0, 10));
  return [{ source: 'sign-in-activity', reason: 'not-read', accounts, words }];
}

async function counted(db: DuckDb, condition: string): Promise<number> {
  const { accounts } = await db.row(
    `SELECT count(*) FILTER (WHERE ${condition})::DOUBLE AS accounts FROM dossier`,
    z.object({ accounts: z.number() }),
  );
  return accounts;
}

/** The reports that accounts are judged by; of the others, unmatched rows say nothing more. */
const JUDGED_BY = ['mail-activity', 'mailbox-usage', 'service-activity'] as const;

/** Live report rows that join no account. */
export async function unmatchedGaps(db: DuckDb): Promise<FoundGap[]> {
  const counts = await db.row(
    `SELECT ${JUDGED_BY.map((source) => `${unmatchedNames(source)} AS ${identifier(source)}`).join(', ')}`,
    z.object({
      'mail-activity': z.number(),
      'mailbox-usage': z.number(),
      'service-activity': z.number(),
    }),
  );
  return JUDGED_BY.filter((source) => counts[source] > 0).map((source) => ({
    source,
    reason: 'not-read',
    accounts: counts[source],
    words: unmatchedRows(SOURCE_NAMES[source]),
    rank: 'ordinary',
  }));
}

const TELL_DELETION = [...JUDGED_BY, 'onedrive-activity', 'sharepoint-activity'] as const;

/** Report rows of which it is not known whether their account is deleted: they are left out. */
export async function deletionGaps(db: DuckDb, manifest: SnapshotManifest): Promise<FoundGap[]> {
  const gaps: FoundGap[] = [];
  for (const source of TELL_DELETION) {
    if (!isUsable(manifest, source)) continue;
    const { accounts } = await db.row(
      `SELECT count(DISTINCT lower(userPrincipalName))::DOUBLE AS accounts FROM ${identifier(source)} WHERE isDeleted IS NULL`,
      z.object({ accounts: z.number() }),
    );
    const words = deletionNotTold(SOURCE_NAMES[source]);
    if (accounts > 0) gaps.push({ source, reason: 'not-read', accounts, words, rank: 'wait' });
  }
  return gaps;
}
