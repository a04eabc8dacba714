import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';

/**
 * Makes the table `licence_terms` (id, partNumber, consumed, enabled, monthlyPrice), of the licences that the tenant tells
 * of or an account holds, and the macros `licence_names(ids)` and `licence_cost(ids)` over ids of licences. The cost
 * is that of the licences whose price is known, null where none is.
 */
export async function createLicenceTerms(db: DuckDb, config: Config): Promise<void> {
  const prices = Object.entries(config.licences?.monthlyPrices ?? {});
  await db.setVariable(
    'pricedLicences',
    prices.map(([licence]) => licence.toLowerCase()),
  );
  await db.setVariable(
    'licencePrices',
    prices.map(([, price]) => String(price)),
  );
  await db.run(`CREATE OR REPLACE MACRO price_of(licence) AS
    getvariable('licencePrices')[list_position(getvariable('pricedLicences'), lower(licence))]::DOUBLE`);
  await db.run(`CREATE OR REPLACE TABLE licence_terms AS
    SELECT *, coalesce(price_of(id), price_of(partNumber)) AS monthlyPrice FROM (
      SELECT id, max(nullif(partNumber, '')) AS partNumber, max(consumed) AS consumed, max(enabled) AS enabled FROM (
        SELECT lower(sku.id) AS id, sku.partNumber AS partNumber, sku.consumed AS consumed, sku.enabled AS enabled
          FROM (SELECT unnest(skus) AS sku FROM tenant)
        UNION ALL BY NAME SELECT DISTINCT unnest(licences) AS id FROM accounts)
      WHERE id <> '' GROUP BY id)`);
  const lists = { licenceIds: 'id', licenceNames: 'coalesce(partNumber, id)', licenceCosts: 'monthlyPrice' };
  for (const [name, expression] of Object.entries(lists)) {
    await db.run(`SET VARIABLE ${name} = (SELECT list(${expression} ORDER BY id) FROM licence_terms)`);
  }
  const known = (name: string): string =>
    `getvariable('${name}')[list_position(getvariable('licenceIds'), licence)]`;
  await db.run(`CREATE OR REPLACE MACRO licence_names(ids) AS
    list_transform(ids, lambda licence: coalesce(${known('licenceNames')}, licence))`);
  await db.run(`CREATE OR REPLACE MACRO licence_cost(ids) AS
    list_sum(list_transform(ids, lambda licence: ${known('licenceCosts')}))::DECIMAL(18, 2)`);
}

/** The priced licences of the config that the tenant does not have; none where it did not tell which it has. */
export async function pricesOfNoLicence(db: DuckDb): Promise<string[]> {
  const rows = await db.rows(
    `SELECT priced FROM (SELECT unnest(getvariable('pricedLicences')) AS priced)
     WHERE EXISTS (SELECT 1 FROM tenant WHERE skus IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM licence_terms WHERE id = priced OR lower(partNumber) = priced) ORDER BY priced`,
    z.object({ priced: z.string() }),
  );
  return rows.map(({ priced }) => priced);
}
