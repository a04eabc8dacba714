import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import { parted, type Parted } from '../../establishments/parted.ts';
import { unusedMailboxSchema, type UnusedMailbox } from '../../../situation/sections/unused-mailbox.ts';

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
