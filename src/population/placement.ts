import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';

/** Accounts of one group, and the user principal names of the first five in their order. */
export interface Placed {
  readonly id: string;
  readonly accounts: number;
  readonly examples: readonly string[];
}

/** Where a configuration puts the accounts of a snapshot. */
export interface Placement {
  readonly accounts: number;
  /** Every category of the config, in its order; then '' where accounts are of none. */
  readonly categories: readonly Placed[];
  /** Most accounts first; '' for those of none. */
  readonly establishments: readonly Placed[];
}

const EXAMPLES = 5;

const rowSchema = z.object({ id: z.string(), accounts: z.number(), examples: z.array(z.string()) });

/** Counts the view `placed_accounts`. A category that nobody is of is there, with 0. */
export async function placementOf(db: DuckDb, { categories }: Config): Promise<Placement> {
  const by = (column: 'category' | 'establishment'): Promise<Placed[]> =>
    db.rows(
      `SELECT ${column} AS id, count(*)::DOUBLE AS accounts,
         coalesce(min(userPrincipalName, ${EXAMPLES}), []) AS examples
       FROM placed_accounts GROUP BY ${column} ORDER BY accounts DESC, id`,
      rowSchema,
    );
  const placed = new Map((await by('category')).map((one) => [one.id, one]));
  const ids = [...categories.map(({ id }) => id), ...(placed.has('') ? [''] : [])];
  return {
    accounts: [...placed.values()].reduce((sum, { accounts }) => sum + accounts, 0),
    categories: ids.map((id) => placed.get(id) ?? { id, accounts: 0, examples: [] }),
    establishments: await by('establishment'),
  };
}
