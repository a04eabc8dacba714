import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { KnownError, messageOf, worded } from '../../errors.ts';
import { TROUBLE_WORDS } from '../trouble-words.ts';
import type { EarlierAudit } from './earlier-audits.ts';
import { foundIn, judgedIn } from './findings-tables.ts';

/** The findings of an audit do not read as an assessment writes them. */
export class UnreadableFindings extends KnownError {
  readonly auditFolder: string;

  constructor(auditFolder: string, cause: unknown) {
    super('local', worded(TROUBLE_WORDS.damagedFindings, { audit: auditFolder }), {
      nextSteps: [TROUBLE_WORDS.assessItsAgain],
      cause,
    });
    this.auditFolder = auditFolder;
  }
}

/** Why a comparison failed: the audit whose tables of these checks cannot be read, else the error itself. */
export async function explained(
  db: DuckDb,
  error: unknown,
  audits: readonly Pick<EarlierAudit, 'auditFolder'>[],
  ids: readonly string[],
): Promise<unknown> {
  if (error instanceof KnownError || messageOf(error).includes('Out of Memory Error')) return error;
  for (const { auditFolder } of audits) {
    for (const id of ids)
      if (!(await readsThrough(db, auditFolder, id))) return new UnreadableFindings(auditFolder, error);
  }
  return error;
}

const IS_AS_WRITTEN = `typeof(accountId) = 'VARCHAR' AND typeof(physician) = 'BOOLEAN' AND typeof(establishment) = 'VARCHAR'
  AND verdict IN ('compliant', 'non-compliant', 'undetermined', 'not-applicable')`;

/** Whether every value of the tables of a check can be read, and is what a comparison builds upon. */
async function readsThrough(db: DuckDb, auditFolder: string, checkId: string): Promise<boolean> {
  const isSound = z.object({ isSound: z.boolean() });
  try {
    const judged = await db.row(
      `SELECT coalesce(bool_and((${IS_AS_WRITTEN}) IS TRUE AND hash(t) IS NOT NULL), true) AS "isSound"
       FROM ${judgedIn(auditFolder, checkId)} t`,
      isSound,
    );
    const found = await db.row(
      `SELECT coalesce(bool_and(hash(t) IS NOT NULL), true) AS "isSound" FROM ${foundIn(auditFolder, checkId)} t`,
      isSound,
    );
    return judged.isSound && found.isSound;
  } catch (error) {
    // Too little memory is tried again with more; whatever else stops a plain reading is in the tables.
    if (messageOf(error).includes('Out of Memory Error')) throw error;
    return false;
  }
}
