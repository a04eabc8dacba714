import { TARGET_CLASSES } from '../checks/mailbox-redirects/target-classes.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { isUsable } from './source-use.ts';
import { classifiedTargets } from './target-classes.ts';

/** The inbox rules that redirect or forward, effective or not. Graph's null `isEnabled` counts as enabled. */
const RULES = `SELECT accountId, rule.name AS name, rule.hasError IS TRUE AS broken, rule.isEnabled IS FALSE AS disabled,
    list_concat(coalesce(rule.redirectTo, []), coalesce(rule.forwardTo, []), coalesce(rule.forwardAsAttachmentTo, [])) AS targets
  FROM (SELECT accountId, unnest(rules) AS rule FROM "inbox-rules")`;

// Where both are set, Exchange ignores ForwardingSmtpAddress.
const FORWARDING_TARGET = `coalesce(nullif(trimmed(forwardingAddress), ''), trimmed(forwardingSmtpAddress))`;

const RISK = TARGET_CLASSES.map((name) => `'${name}'`).join(', ');

/**
 * Makes the table `redirects`: one row per account that has a redirecting rule or a forward. `redirectMechanisms` is
 * null where none of them is in effect. Needs `createTargetClasses`.
 */
export async function createRedirects(db: DuckDb, manifest: SnapshotManifest): Promise<void> {
  const rules = isUsable(manifest, 'inbox-rules') ? 'true' : 'false';
  const forwarding = isUsable(manifest, 'mailbox-forwarding') ? 'true' : 'false';
  await db.run(
    `CREATE OR REPLACE TABLE redirecting_rules AS SELECT * FROM (${RULES}) WHERE len(targets) > 0 AND ${rules}`,
  );
  const targets = `SELECT accountId, 'inbox-rule' AS mechanism, name, unnest(targets) AS target
      FROM redirecting_rules WHERE NOT broken AND NOT disabled
    UNION ALL
    SELECT accountId, 'mailbox-forwarding', NULL, ${FORWARDING_TARGET}
      FROM "mailbox-forwarding" WHERE ${FORWARDING_TARGET} <> '' AND ${forwarding}`;
  await db.run(`CREATE OR REPLACE TABLE redirects AS
    SELECT * FROM (
      SELECT accountId, bool_or(mechanism = 'inbox-rule') AS redirectedByRule,
        bool_or(mechanism = 'mailbox-forwarding') AS redirectedByForwarding,
        string_agg(DISTINCT mechanism, '; ' ORDER BY mechanism) AS redirectMechanisms,
        string_agg(DISTINCT name, '; ' ORDER BY name) AS redirectRules,
        string_agg(DISTINCT coalesce(nullif(address, ''), '?'), '; ' ORDER BY coalesce(nullif(address, ''), '?')) AS redirectTargets,
        [${RISK}][min(list_position([${RISK}], class))] AS redirectTargetClass,
        count(DISTINCT address)::INTEGER AS redirectTargetCount
      FROM (SELECT * REPLACE (min(address) OVER (PARTITION BY accountId, lower(address)) AS address)
        FROM (${classifiedTargets(targets)})) GROUP BY accountId)
    FULL JOIN (
      SELECT accountId, bool_or(broken) AS brokenRedirectRules, bool_or(disabled) AS disabledRedirectRules
      FROM redirecting_rules GROUP BY accountId) USING (accountId)`);
}
