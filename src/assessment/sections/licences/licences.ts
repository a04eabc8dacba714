import { z } from 'zod';
import { unusedLicences } from '../../../checks/unused-licences/unused-licences.ts';
import type { Config } from '../../../config/config.ts';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { namedFirst } from '../../../i18n/collation.ts';
import { parted, type Parted } from '../../establishments/parted.ts';
import { assessability } from '../../bounds/lower-bound.ts';
import { viewJudged } from '../../judge.ts';
import type { Section } from '../section.ts';
import { licenceGaps } from './gaps.ts';
import { type Licences, type Sku } from '../../../situation/sections/licences.ts';

export const licences: Section = {
  id: 'licences',
  isOf: ({ isChosen }) => isChosen(unusedLicences.id),
  count: ({ db, manifest, config }) => licencesHeld(db, manifest, config),
  gaps: licenceGaps,
};

const termsSchema = z.object({
  id: z.string(),
  partNumber: z.string().nullable(),
  consumed: z.number().nullable(),
  enabled: z.number().nullable(),
  price: z.number().nullable(),
});
type Terms = z.infer<typeof termsSchema>;

const heldSchema = z.object({
  id: z.string(),
  establishment: z.string(),
  held: z.number(),
  unused: z.number(),
  undetermined: z.number(),
});
type Held = z.infer<typeof heldSchema>;

/**
 * The tenant's licences by the rule of `unused-licences`, and those that the accounts of each establishment hold; nothing
 * where no licence is known, neither of the tenant's nor of an account's. Needs `createLicenceTerms` and `judgeAll`.
 */
async function licencesHeld(
  db: DuckDb,
  manifest: SnapshotManifest,
  config: Config,
): Promise<Parted<{ licences?: Licences }>> {
  const able = assessability(unusedLicences, { populationSources: [] }, manifest, {
    forwardingTold: false,
    listWhole: false,
    demandsTold: false,
  });
  await viewJudged(db, unusedLicences);
  const untold = await db.rows(
    `SELECT establishment, count(*) FILTER (WHERE licences IS NULL)::DOUBLE AS n FROM judged WHERE NOT isGuest GROUP BY establishment`,
    z.object({ establishment: z.string(), n: z.number() }),
  );
  const notTold = parted(untold, (own) => own.reduce((sum, { n }) => sum + n, 0));
  const terms = await db.rows(
    `SELECT id, partNumber, consumed::DOUBLE AS consumed, enabled::DOUBLE AS enabled, monthlyPrice::DOUBLE AS price
     FROM licence_terms ORDER BY partNumber, id`,
    termsSchema,
  );
  if (terms.length === 0) return { whole: {}, of: () => ({}) };
  const held = await heldByEstablishment(db);
  return parted(held, (own, establishment) => {
    const skus = (establishment === undefined ? terms : termsHeld(terms, own)).map((one) =>
      skuOf(
        one,
        own.filter(({ id }) => id === one.id),
      ),
    );
    return {
      licences: {
        ...(config.licences === undefined ? {} : { currency: config.licences.currency }),
        lowerBound: able.lowerBound || notTold.whole > 0,
        accountsNotTold: establishment === undefined ? notTold.whole : notTold.of(establishment),
        skus,
        ...sumOfCosts(skus),
      },
    };
  });
}

/** What the tenant pays for is no establishment's own. */
function termsHeld(terms: readonly Terms[], held: readonly Held[]): Terms[] {
  return terms
    .filter((one) => held.some(({ id }) => id === one.id))
    .map((one) => ({ ...one, consumed: null, enabled: null }));
}

async function heldByEstablishment(db: DuckDb): Promise<Held[]> {
  const held = await db.rows(
    `SELECT id, establishment, count(*)::DOUBLE AS held, count(*) FILTER (WHERE verdict = 'non-compliant')::DOUBLE AS unused,
       count(*) FILTER (WHERE verdict = 'undetermined')::DOUBLE AS undetermined
     FROM (SELECT unnest(licences) AS id, establishment, verdict FROM judged WHERE verdict <> 'not-applicable')
     GROUP BY id, establishment`,
    heldSchema,
  );
  return held.sort((left, right) => namedFirst(left.establishment, right.establishment));
}

function skuOf({ id, partNumber, consumed, enabled, price }: Terms, held: readonly Held[]): Sku {
  const sum = (of: 'held' | 'unused' | 'undetermined'): number =>
    held.reduce((total, one) => total + one[of], 0);
  // Of a licence none of whose holders is known to be used or not, no cost is "0".
  const isUntold = sum('held') > 0 && sum('undetermined') === sum('held');
  const costOf = (unused: number): { monthlyCost?: number } =>
    price === null || isUntold ? {} : { monthlyCost: inCents(price * unused) };
  return {
    id,
    ...(partNumber === null ? {} : { partNumber }),
    ...(consumed === null ? {} : { consumed }),
    ...(enabled === null ? {} : { enabled }),
    held: sum('held'),
    unused: sum('unused'),
    undetermined: sum('undetermined'),
    ...costOf(sum('unused')),
    byEstablishment: held
      .filter(({ unused }) => unused > 0)
      .map(({ establishment, unused }) => ({ id: establishment, unused, ...costOf(unused) })),
  };
}

function sumOfCosts(skus: readonly Sku[]): { monthlyCost?: number } {
  const costs = skus.flatMap(({ monthlyCost }) => monthlyCost ?? []);
  return costs.length === 0 ? {} : { monthlyCost: inCents(costs.reduce((sum, cost) => sum + cost, 0)) };
}

function inCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
