import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { sourceReport } from '../../../snapshot/open.ts';
import {
  FORWARDING_ABSENT,
  FORWARDING_NOT_EXPORTED,
  FORWARDING_NOT_LISTED,
  FORWARDING_NOT_RETURNED,
  FORWARDING_OF_SOME_NOT_EXPORTED,
  FORWARDING_OF_SOME_NOT_RETURNED,
  FORWARDING_UNMATCHED,
} from './gap-words.ts';
import type { FoundGap, GapWords, Populations } from '../../gaps/found-gap.ts';
import { isUsable } from '../../../dossier/source-use.ts';

const COLLECTED = {
  none: FORWARDING_NOT_RETURNED,
  ofSome: FORWARDING_OF_SOME_NOT_RETURNED,
  absent: FORWARDING_ABSENT,
};
const EXPORTED = {
  none: FORWARDING_NOT_EXPORTED,
  ofSome: FORWARDING_OF_SOME_NOT_EXPORTED,
  absent: FORWARDING_NOT_LISTED,
};

/** What a list of mailboxes that was read does not tell of their forwarding. */
export async function forwardingGaps(
  db: DuckDb,
  manifest: SnapshotManifest,
  { mailboxes }: Populations,
): Promise<FoundGap[]> {
  if (!isUsable(manifest, 'mailbox-forwarding')) return [];
  const report = sourceReport(manifest, 'mailbox-forwarding');
  const counts = await db.row(
    `SELECT known().forwardingTold AS "isTold",
       count(*) FILTER (WHERE personalMailbox AND NOT redirected AND forwardingOutcome = 'not-returned')::DOUBLE AS "notReturned",
       count(*) FILTER (WHERE personalMailbox AND NOT redirected AND forwardingOutcome = 'absent'
         AND rulesOutcome IS DISTINCT FROM 'no-cloud-mailbox')::DOUBLE AS absent,
       (SELECT count(*) FROM mailbox_forwards WHERE accountId IS NULL OR accountId NOT IN (SELECT accountId FROM accounts))::DOUBLE AS unmatched
     FROM dossier`,
    z.object({ isTold: z.boolean(), notReturned: z.number(), absent: z.number(), unmatched: z.number() }),
  );
  const gap = (reason: FoundGap['reason'], accounts: number, words: GapWords): FoundGap[] =>
    accounts === 0 ? [] : [{ source: 'mailbox-forwarding', reason, accounts, words }];
  const isImport = manifest.imported !== undefined;
  const reason = report.reason ?? (isImport ? 'not-exported' : 'permission');
  const words = isImport ? EXPORTED : COLLECTED;
  const told = [
    ...gap(reason, counts.notReturned, words.ofSome),
    // Of a source that broke off, the mailboxes not listed are those not reached.
    ...(report.outcome === 'complete'
      ? gap(isImport ? 'not-exported' : 'not-read', counts.absent, words.absent)
      : []),
  ];
  return [
    ...(counts.isTold ? told : gap(reason, mailboxes, words.none)),
    ...gap('not-read', counts.unmatched, FORWARDING_UNMATCHED),
  ];
}
