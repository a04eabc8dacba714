import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { sourceReport } from '../snapshot/open.ts';
import { isUsable } from './source-use.ts';

/**
 * Sets what the answers are held against: `termsAgreements`, a list of {id, label, isRead} by label, NULL where terms of use
 * were not read; `termsAllKnown`; and `termsReadAt`, the time that acceptances have expired by. A label is the name, with the id where two
 * bear it. Who has not answered an agreement whose answers were not read to their end is not known.
 */
export async function setTermsVariables(db: DuckDb, manifest: SnapshotManifest): Promise<void> {
  const { outcome, startedAt } = sourceReport(manifest, 'terms-of-use');
  const isWhole = outcome === 'complete';
  await db.setVariable('termsAllKnown', isWhole);
  await db.run(
    `SET VARIABLE "termsReadAt" = (SELECT ('${new Date(startedAt ?? manifest.collectedAt).toISOString()}')::TIMESTAMP)`,
  );
  // Each agreement has a row without an account once its answers were read to their end.
  const agreements = isUsable(manifest, 'terms-of-use')
    ? `(SELECT coalesce(list({'id': id, 'label': "label", 'isRead': isRead} ORDER BY "label", id), []) FROM (
        SELECT id, isRead, CASE WHEN count(*) OVER (PARTITION BY name) > 1 THEN concat(name, ' (', id, ')') ELSE name END AS "label"
        FROM (SELECT agreementId AS id, coalesce(max(agreementName), agreementId) AS name,
            ${isWhole ? 'true' : 'bool_or(accountId IS NULL)'} AS isRead
          FROM "terms-of-use" GROUP BY agreementId)))`
    : 'NULL::STRUCT(id VARCHAR, "label" VARCHAR, isRead BOOLEAN)[]';
  await db.run(`SET VARIABLE "termsAgreements" = ${agreements}`);
}
