import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { isUsable } from '../source-use.ts';
import { createBearers } from './target-bearers.ts';

/** Graph's null `isEnabled` counts as enabled. A rule that is disabled does nothing, broken or not. */
const RULES = `SELECT accountId, place, rule, rule.name AS "name", CASE
      WHEN rule.isEnabled IS FALSE THEN 'rule-disabled' WHEN rule.hasError IS TRUE THEN 'rule-error' ELSE '' END AS state
    FROM (SELECT accountId, unnest(rules) AS rule, generate_subscripts(rules, 1) AS place FROM "inbox-rules")`;

/** Whether the rule also deletes the message is not known; a forward says of itself that it is one more message. */
const ACTIONS = [
  { action: 'redirectTo', keepsCopy: 'NULL::BOOLEAN' },
  { action: 'forwardTo', keepsCopy: 'true' },
  { action: 'forwardAsAttachmentTo', keepsCopy: 'true' },
];

function ruleTargets(): string {
  return ACTIONS.map(
    ({
      action,
      keepsCopy,
    }) => `SELECT accountId, 'inbox-rule' AS mechanism, place, "name" AS rule, '${action}' AS action,
      unnest(rule.${action}) AS written, NULL AS resolved, NULL AS kind, ${keepsCopy} AS keepsCopy, state FROM (${RULES})`,
  ).join('\n    UNION ALL ');
}

/** Rows of `mailbox-forwarding` that forward, whatever else they tell. */
const FORWARDS = `trimmed(forwardingAddress) <> '' OR trimmed(forwardingSmtpAddress) <> ''`;

const FORWARDERS = `SELECT * REPLACE (nullif(trimmed(accountId), '') AS accountId), lower(trimmed(userPrincipalName)) AS userName
    FROM "mailbox-forwarding" WHERE ${FORWARDS}`;

/** The mailboxes that forward, each with its account; where Exchange gave no id, the account of that name. */
const FORWARDINGS = `SELECT coalesce(f.accountId, a.accountId) AS accountId, f.* EXCLUDE (accountId, userName)
  FROM (${FORWARDERS}) f
  LEFT JOIN (SELECT userName, min(accountId) AS accountId FROM (SELECT lower(userPrincipalName) AS userName, accountId FROM accounts)
      SEMI JOIN (SELECT userName FROM (${FORWARDERS}) WHERE accountId IS NULL) USING (userName) GROUP BY userName) a
    ON f.accountId IS NULL AND a.userName = f.userName`;

// Where both are set, Exchange ignores ForwardingSmtpAddress.
const FORWARDING_TARGETS = `SELECT accountId, 'mailbox-forwarding' AS mechanism, 0 AS place, NULL AS rule,
      CASE WHEN isRecipient THEN 'ForwardingAddress' ELSE 'ForwardingSmtpAddress' END AS action,
      CASE WHEN isRecipient THEN forwardingAddress ELSE forwardingSmtpAddress END AS written,
      CASE WHEN isRecipient THEN trimmed(resolvedAddress) END AS resolved, resolvedKind AS kind, deliverToMailboxAndForward AS keepsCopy, '' AS state
    FROM (SELECT *, trimmed(forwardingAddress) <> '' AS isRecipient FROM mailbox_forwards)`;

/**
 * Makes `mailbox_forwards`, the forwarding mailboxes with `accountId` (null: no account's), and `redirect_rows`: one row per account,
 * mechanism, rule and target. `state` is '' where in effect; `isNamed` is the target that only the directory could resolve, and did not;
 * `domain` is that of the address that mail ends at: of a contact or a mail user, its external one.
 */
export async function createRedirectRows(db: DuckDb, manifest: SnapshotManifest): Promise<void> {
  const [rules, forwarding] = [isUsable(manifest, 'inbox-rules'), isUsable(manifest, 'mailbox-forwarding')];
  await db.run(
    `CREATE OR REPLACE TABLE mailbox_forwards AS SELECT * FROM (${FORWARDINGS}) WHERE ${forwarding}`,
  );
  await db.run(`CREATE OR REPLACE TABLE written_redirects AS
    SELECT *, bare_address(coalesce(nullif(resolved, ''), written)) AS address, resolved IS NOT NULL AND resolved = '' AS isNamed
    FROM (SELECT * FROM (${ruleTargets()}) WHERE ${rules}
      UNION ALL ${FORWARDING_TARGETS})
    WHERE accountId IS NOT NULL`);
  await createBearers(db);
  await db.run(`CREATE OR REPLACE TABLE redirect_rows AS
    SELECT accountId, mechanism, place, rule, action, min(w.address) AS address,
      address_domain(coalesce(any_value(b.leadsTo), min(w.address))) AS domain, bool_or(b.isMailbox) AS isMailbox,
      bool_or(isNamed) AS isNamed, bool_and(keepsCopy) AS keepsCopy, state
    FROM written_redirects w LEFT JOIN target_bearers b ON b.address = lower(w.address)
    GROUP BY accountId, mechanism, place, rule, action, state, lower(w.address)`);
}
