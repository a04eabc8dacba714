import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';

const count = z.int().nonnegative();

/** Of the physicians of an enrolment who have a personal mailbox: how many do not use it, and of how many that is not known. */
export const unusedMailboxSchema = z.object({ physicians: count, unused: count, undetermined: count });

/** Over the accounts found in the enrolment's group. */
export function unusedMailboxes(db: DuckDb, enrolment: string): Promise<z.infer<typeof unusedMailboxSchema>> {
  return db.row(
    `SELECT count(*)::DOUBLE AS physicians, count(*) FILTER (WHERE mailUnused)::DOUBLE AS unused,
       count(*) FILTER (WHERE mailUnused IS NULL)::DOUBLE AS undetermined
     FROM dossier WHERE physician AND personalMailbox AND list_contains(enrolments, $enrolment)`,
    unusedMailboxSchema,
    { enrolment },
  );
}
