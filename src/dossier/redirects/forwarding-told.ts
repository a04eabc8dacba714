import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { isUsable } from '../source-use.ts';

/** That a row tells of forwarding: "not returned" is not "none". */
export const RETURNED = `(forwardingReturned IS TRUE OR trimmed(forwardingAddress) <> '' OR trimmed(forwardingSmtpAddress) <> '')`;

/** Whether any row of `mailbox-forwarding` tells of forwarding; where none does, the source only tells the kinds of mailboxes. */
export async function isForwardingTold(db: DuckDb, manifest: SnapshotManifest): Promise<boolean> {
  if (!isUsable(manifest, 'mailbox-forwarding')) return false;
  const { isTold } = await db.row(
    `SELECT coalesce(bool_or(${RETURNED}), false) AS "isTold" FROM "mailbox-forwarding"`,
    z.object({ isTold: z.boolean() }),
  );
  return isTold;
}

/** A few may be new, or have gone in between; where more are absent, the list was a part: an export cut short, a narrow role. */
const FEW = 5;
const FEW_OF_ALL = 0.001;

/** Whether Exchange listed, but for a few, every personal mailbox that Graph found in the cloud. Needs the dossier. */
export async function isMailboxListWhole(db: DuckDb, manifest: SnapshotManifest): Promise<boolean> {
  if (!isUsable(manifest, 'mailbox-forwarding')) return true;
  const { absent, personal } = await db.row(
    `SELECT count(*) FILTER (WHERE forwardingOutcome = 'absent' AND rulesOutcome IN ('rules', 'none'))::DOUBLE AS absent,
       count(*)::DOUBLE AS personal FROM dossier WHERE personalMailbox`,
    z.object({ absent: z.number(), personal: z.number() }),
  );
  return absent <= Math.max(FEW, personal * FEW_OF_ALL);
}
