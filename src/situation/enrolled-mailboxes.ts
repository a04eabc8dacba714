import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import { parted, type Parted } from './establishments/parted.ts';

const count = z.int().nonnegative();

/** Of the physicians of an enrolment who have a personal mailbox: how many do not use it, and of how many that is not known. */
export const unusedMailboxSchema = z.object({ physicians: count, unused: count, undetermined: count });
type UnusedMailbox = z.infer<typeof unusedMailboxSchema>;

/** Over the accounts found in the enrolment's group. */
export async function unusedMailboxes(db: DuckDb, enrolment: string): Promise<Parted<UnusedMailbox>> {
  const cells = await db.rows(
    `SELECT establishment, count(*)::DOUBLE AS physicians, count(*) FILTER (WHERE mailUnused)::DOUBLE AS unused,
       count(*) FILTER (WHERE mailUnused IS NULL)::DOUBLE AS undetermined
     FROM dossier WHERE physician AND personalMailbox AND list_contains(enrolments, $enrolment) GROUP BY establishment`,
    unusedMailboxSchema.extend({ establishment: z.string() }),
    { enrolment },
  );
  const sum = (own: typeof cells, name: keyof UnusedMailbox): number =>
    own.reduce((total, cell) => total + cell[name], 0);
  return parted(cells, (own) => ({
    physicians: sum([...own], 'physicians'),
    unused: sum([...own], 'unused'),
    undetermined: sum([...own], 'undetermined'),
  }));
}
