import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import { literal } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { MAILBOX_OUTCOMES, type Situation } from '../situation/situation.ts';
import { isUsable } from '../dossier/source-use.ts';

type Outcomes = NonNullable<Situation['sources'][number]['outcomes']>;

/** Codes told apart for one outcome; the rarer ones are counted together, as "…". */
const MOST_CODES = 5;

/**
 * How many of the mailboxes that were asked for their rules gave each outcome, by code where Graph answered one;
 * null where the source was not read.
 */
export async function mailboxOutcomes(db: DuckDb, manifest: SnapshotManifest): Promise<Outcomes | null> {
  if (!isUsable(manifest, 'inbox-rules')) return null;
  const order = `[${MAILBOX_OUTCOMES.map(literal).join(', ')}]`;
  const rows = await db.rows(
    `SELECT outcome, CASE WHEN place <= ${MOST_CODES} THEN code ELSE '…' END AS shown, sum(mailboxes)::DOUBLE AS mailboxes
     FROM (SELECT *, row_number() OVER (PARTITION BY outcome ORDER BY mailboxes DESC, code) AS place
       FROM (SELECT outcome, coalesce(code, '') AS code, count(DISTINCT accountId) AS mailboxes
         FROM "inbox-rules" WHERE list_contains(${order}, outcome) GROUP BY ALL))
     GROUP BY outcome, shown ORDER BY list_position(${order}, outcome), min(place)`,
    z.object({ outcome: z.enum(MAILBOX_OUTCOMES), shown: z.string(), mailboxes: z.number() }),
  );
  return rows.map(({ outcome, shown, mailboxes }) => ({
    outcome,
    ...(shown === '' ? {} : { code: shown }),
    mailboxes,
  }));
}
