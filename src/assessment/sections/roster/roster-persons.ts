import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { RosterPersons } from '../../../situation/sections/roster.ts';

/** Which lines' persons: of a category, of an establishment, of both; of all, where neither is given. */
export interface PersonsPart {
  readonly category?: string | undefined;
  readonly establishment?: string | undefined;
}

export interface PersonsTally {
  readonly all: number;
  /** The persons with a physician's line in the part. */
  readonly physicians: RosterPersons;
}

/** Undefined where the roster tells no persons. */
export type PersonsOf = (part: PersonsPart) => PersonsTally | undefined;

const rowSchema = z.object({
  category: z.string().nullable(),
  establishment: z.string().nullable(),
  everybody: z.number(),
  persons: z.number(),
  withoutAccount: z.number(),
  withoutMailbox: z.number(),
  undetermined: z.number(),
});
const NOBODY: PersonsTally = {
  all: 0,
  physicians: { persons: 0, withoutAccount: 0, withoutMailbox: 0, undetermined: 0 },
};

/**
 * The persons whose lines the roster has, each once in every part. What a person has is what any account of any of their lines
 * has, wherever that line counts. Needs the table `roster_matched`.
 */
export async function rosterPersons(db: DuckDb): Promise<(part: PersonsPart) => PersonsTally> {
  const rows = await db.rows(
    `WITH held AS (SELECT person, max(accounts) > 0 AS hasAccount, bool_or(hasMailbox) AS hasMailbox,
         bool_or(maybeMailbox) AS maybeMailbox FROM roster_matched GROUP BY person)
     SELECT category, establishment, count(DISTINCT person)::DOUBLE AS everybody,
       count(DISTINCT person) FILTER (isPhysician)::DOUBLE AS persons,
       count(DISTINCT person) FILTER (isPhysician AND NOT h.hasAccount)::DOUBLE AS "withoutAccount",
       count(DISTINCT person) FILTER (isPhysician AND h.hasAccount AND NOT h.hasMailbox AND NOT h.maybeMailbox)::DOUBLE AS "withoutMailbox",
       count(DISTINCT person) FILTER (isPhysician AND h.hasAccount AND NOT h.hasMailbox AND h.maybeMailbox)::DOUBLE AS undetermined
     FROM roster_matched m JOIN held h USING (person)
     GROUP BY GROUPING SETS ((), (category), (establishment), (category, establishment))`,
    rowSchema,
  );
  const tallies = new Map(
    rows.map(({ category, establishment, everybody, ...physicians }) => [
      keyOf(category, establishment),
      { all: everybody, physicians },
    ]),
  );
  return ({ category = null, establishment = null }) => tallies.get(keyOf(category, establishment)) ?? NOBODY;
}

function keyOf(category: string | null, establishment: string | null): string {
  return JSON.stringify([category, establishment]);
}
