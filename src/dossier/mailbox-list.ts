import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest, SourceReport } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { isUsable } from './source-use.ts';

const toldSchema = z.object({ mailboxes: z.number(), told: z.number(), exchange: z.number() });

/** How many mailboxes each of the two that may tell kinds lists, and of how many it tells them. */
export function mailboxesTold(db: DuckDb): Promise<z.infer<typeof toldSchema>> {
  return db.row(
    `SELECT count(*)::DOUBLE AS mailboxes, count(recipientType)::DOUBLE AS told,
       (SELECT count(recipientType)::DOUBLE FROM "mailbox-forwarding") AS exchange
     FROM "mailbox-usage" WHERE isDeleted IS FALSE`,
    toldSchema,
  );
}

/** Whether an account that no list of mailboxes names has none: one with its kinds was read whole. */
export async function areMailboxesListed(db: DuckDb, manifest: SnapshotManifest): Promise<boolean> {
  const { told, exchange } = await mailboxesTold(db);
  const byExchange = isUsable(manifest, 'mailbox-forwarding') && exchange > 0;
  return (
    (isUsable(manifest, 'mailbox-usage') && told > 0) ||
    (byExchange && isListWhole(sourceReport(manifest, 'mailbox-forwarding')))
  );
}

/** Exchange's list came to its end; rows that do not tell of forwarding tell the kind. */
export function isListWhole({ outcome, reason, read, expected }: SourceReport): boolean {
  return outcome === 'complete' || (read >= expected && reason !== 'gave-up' && reason !== 'error');
}
