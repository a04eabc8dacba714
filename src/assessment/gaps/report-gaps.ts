import { z } from 'zod';
import { identifier, type DuckDb } from '../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { concerned, type FoundGap, type Populations } from './found-gap.ts';
import { KINDS_NOT_TOLD, RECEIVING_NOT_TOLD, staleReport, unmatchedRows } from './gap-words.ts';
import type { MailboxKinds } from '../population-bound.ts';
import { unmatchedNames } from '../../dossier/stage.ts';
import { isUsable, USAGE_REPORTS, type ReportDates } from '../../dossier/source-use.ts';
import { SOURCE_NAMES } from './source-words.ts';

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
    return [
      { source, reason: 'not-read', accounts: concerned(source, populations), words, topic: 'stale-report' },
    ];
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
      topic: 'receiving',
    },
  ];
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
    topic: 'unmatched-rows',
  }));
}
