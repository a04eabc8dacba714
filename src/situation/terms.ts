import { z } from 'zod';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { parted, type Parted } from './establishments/parted.ts';
import { isUsable } from './source-use.ts';

const count = z.int().nonnegative();

const standingsSchema = z.object({
  /** The last answer is to accept, and holds. */
  accepted: count,
  declined: count,
  /** Accepted once, and no longer holding. */
  expired: count,
  /** No answer. */
  missing: count,
  /** The answers to this agreement were not read to their end. */
  undetermined: count,
});

type Standings = z.infer<typeof standingsSchema>;

/** Where the enabled members stand with one agreement: the five add up to all of them. */
export const termsSchema = standingsSchema.extend({
  id: z.string(),
  /** Its name, with its id where two bear the name. */
  name: z.string(),
  /** In the order of the config, then '' for accounts of no category, if any. */
  byCategory: z.record(z.string(), standingsSchema),
});
export type Terms = z.infer<typeof termsSchema>;

const cellSchema = standingsSchema.extend({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  establishment: z.string(),
});

/**
 * The section of the terms of use, one entry per agreement, by name; left out where they were not read. Empty where the tenant
 * has no agreement. Of all, and of each establishment.
 *
 * @param categories ids in the order of the config
 */
export async function termsOfUse(
  db: DuckDb,
  manifest: SnapshotManifest,
  categories: readonly string[],
): Promise<Parted<{ termsOfUse?: Terms[] }>> {
  if (!isUsable(manifest, 'terms-of-use')) return { whole: {}, of: () => ({}) };
  const tallies = Object.keys(NONE).map(
    (standing) => `count(*) FILTER (WHERE s.standing = '${standing}')::DOUBLE AS "${standing}"`,
  );
  const cells = await db.rows(
    `SELECT s.agreement AS id, s.label AS "name", category, establishment, ${tallies.join(', ')}
     FROM (SELECT category, establishment, unnest(termsStandings) AS s FROM dossier WHERE enabledMember) GROUP BY ALL`,
    cellSchema,
  );
  const agreements = await db.rows(
    `SELECT a.id AS id, a.label AS "name" FROM (SELECT unnest(getvariable('termsAgreements')) AS a) ORDER BY a.label, a.id`,
    z.object({ id: z.string(), name: z.string() }),
  );
  return parted(cells, (own) => ({
    termsOfUse: agreements.map((agreement) => ({
      ...agreement,
      ...termsOf(
        own.filter(({ id }) => id === agreement.id),
        categories,
      ),
    })),
  }));
}

function termsOf(
  cells: readonly z.infer<typeof cellSchema>[],
  categories: readonly string[],
): Omit<Terms, 'id' | 'name'> {
  const known = cells.some(({ category }) => category === '') ? [...categories, ''] : categories;
  const parts = known.map((id) => [id, sumOf(cells.filter(({ category }) => category === id))]);
  return {
    ...sumOf(cells),
    byCategory: z.record(z.string(), standingsSchema).parse(Object.fromEntries(parts)),
  };
}

const NONE: Standings = { accepted: 0, declined: 0, expired: 0, missing: 0, undetermined: 0 };

function sumOf(cells: readonly Standings[]): Standings {
  return cells.reduce(
    (sum, cell) => ({
      accepted: sum.accepted + cell.accepted,
      declined: sum.declined + cell.declined,
      expired: sum.expired + cell.expired,
      missing: sum.missing + cell.missing,
      undetermined: sum.undetermined + cell.undetermined,
    }),
    NONE,
  );
}
