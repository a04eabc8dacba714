import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { parted, type Parted } from '../../establishments/parted.ts';
import { isUsable } from '../../../dossier/source-use.ts';
import { standingsSchema, type Standings, type Terms } from '../../../situation/sections/terms-of-use.ts';
import type { Section } from '../section.ts';
import { termsGaps } from './gaps.ts';

export const termsOfUse: Section = {
  id: 'terms-of-use',
  isOf: ({ isChosen }) => isChosen('terms-of-use'),
  count: ({ db, manifest, config }) =>
    standings(
      db,
      manifest,
      config.categories.map(({ id }) => id),
    ),
  gaps: termsGaps,
};

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
async function standings(
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
    `SELECT a.id AS id, a.label AS "name" FROM (SELECT unnest(known().termsAgreements) AS a) ORDER BY a.label, a.id`,
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
