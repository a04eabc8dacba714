import { z } from 'zod';
import { isUsable } from '../../../dossier/source-use.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import type { FoundGap } from '../../gaps/found-gap.ts';
import { remedyFor } from '../../gaps/source-words.ts';
import { RULES_NOT_EXPORTED } from '../../gaps/export-words.ts';
import { unreadMailboxes, UNSETTLED_BY_EXPORT, type UnreadOutcome } from './gap-words.ts';

/** Given up because the whole run had come to its end, and not the mailbox's own time. */
const CUT_OFF = `coalesce(r.outcome = 'gave-up' AND r.code = 'MaxDuration', false)`;

const OUTCOME_ORDER: readonly UnreadOutcome[] = ['denied', 'no-cloud-mailbox', 'gave-up', 'error'];

/** Mailboxes of the population that were asked for their rules and did not give them. */
export async function unreadMailboxGaps(db: DuckDb, manifest: SnapshotManifest): Promise<FoundGap[]> {
  if (!isUsable(manifest, 'inbox-rules')) return [];
  if (manifest.imported !== undefined) return unsettledByExport(db);
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

const unsettledSchema = z.object({
  code: z.enum(['NotExported', 'Truncated', 'Differing']),
  accounts: z.number(),
});

/** Those that an export of rules names, and of which it does not tell all. */
async function unsettledByExport(db: DuckDb): Promise<FoundGap[]> {
  const rows = await db.rows(
    `SELECT r.code AS code, count(DISTINCT d.accountId)::DOUBLE AS accounts
     FROM dossier d JOIN "inbox-rules" r ON r.accountId = d.accountId
     WHERE d.personalMailbox AND r.outcome = 'error' GROUP BY ALL ORDER BY ALL`,
    unsettledSchema,
  );
  return rows.map(({ code, accounts }) => ({
    ...{ source: 'inbox-rules', reason: 'not-exported', accounts },
    words: { what: UNSETTLED_BY_EXPORT[code], remedy: RULES_NOT_EXPORTED.remedy },
  }));
}
