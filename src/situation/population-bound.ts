import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import type { PopulationBound } from './situation.ts';
import { isUsable } from './source-use.ts';

/** Whether personal mailboxes can be told from shared, room and equipment ones; if not, for want of what. */
export type MailboxKinds = 'known' | 'report-not-read' | 'column-missing';

/** Looks for the kinds where they stand: in Exchange’s own answer, or in the Recipient Type of mailbox usage. */
export async function mailboxKinds(db: DuckDb, manifest: SnapshotManifest): Promise<MailboxKinds> {
  const { mailboxes, told, exchange } = await db.row(
    `SELECT count(*)::DOUBLE AS mailboxes, count(recipientType)::DOUBLE AS told,
       (SELECT count(recipientType)::DOUBLE FROM "mailbox-forwarding") AS exchange
     FROM "mailbox-usage" WHERE isDeleted IS NOT TRUE`,
    z.object({ mailboxes: z.number(), told: z.number(), exchange: z.number() }),
  );
  if (isUsable(manifest, 'mailbox-forwarding') && exchange > 0) return 'known';
  if (!isUsable(manifest, 'mailbox-usage')) return 'report-not-read';
  return mailboxes > 0 && told === 0 ? 'column-missing' : 'known';
}

/** How far the populations can be relied on: without the kinds they are neither a least nor a most. */
export function populationBound(manifest: SnapshotManifest, kinds: MailboxKinds): PopulationBound {
  if (kinds !== 'known') return 'approximate';
  return sourceReport(manifest, 'accounts').outcome === 'complete' ? 'exact' : 'at-least';
}
