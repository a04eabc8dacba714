import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { RULES_BROKEN, RULES_UNTOLD, RULES_UNTOLD_IN_EXPORT } from './gap-words.ts';
import type { FoundGap } from '../../gaps/found-gap.ts';

/** Mailboxes whose rules were read, and leave open whether they redirect. */
export async function ruleGaps(db: DuckDb, { imported }: SnapshotManifest): Promise<FoundGap[]> {
  const { untold, broken } = await db.row(
    `SELECT count(*) FILTER (WHERE rulesUntold)::DOUBLE AS untold,
       count(*) FILTER (WHERE brokenRedirectRules AND NOT coalesce(rulesUntold, false))::DOUBLE AS broken
     FROM dossier WHERE personalMailbox AND NOT redirected AND rulesOutcome IN ('rules', 'none')`,
    z.object({ untold: z.number(), broken: z.number() }),
  );
  const gaps: FoundGap[] = [
    imported === undefined
      ? { source: 'inbox-rules', reason: 'not-read', accounts: untold, words: RULES_UNTOLD }
      : { source: 'inbox-rules', reason: 'not-exported', accounts: untold, words: RULES_UNTOLD_IN_EXPORT },
    { source: 'inbox-rules', reason: 'error', accounts: broken, words: RULES_BROKEN },
  ];
  return gaps.filter(({ accounts }) => accounts > 0);
}
