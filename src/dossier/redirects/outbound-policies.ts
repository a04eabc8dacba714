import { z } from 'zod';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import type { SnapshotManifest } from '../../snapshot/manifest.ts';
import { sourceReport } from '../../snapshot/open.ts';
import { unreadSubjects } from '../../snapshot/parts-read.ts';
import { isUsable } from '../source-use.ts';
import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';

/** A list of names, each in lower case, without the blank ones. */
function names(column: string): string {
  return `list_filter(list_transform(coalesce(${column}, []), lambda x: lower(trimmed(x))), lambda x: x <> '')`;
}

const LISTS = [
  'senders',
  'senderGroups',
  'senderDomains',
  'exceptSenders',
  'exceptSenderGroups',
  'exceptSenderDomains',
];

// A rule of several whose place was not told may come before any other, and may not.
const ENABLED_RULES = `SELECT row_number() OVER (ORDER BY priority NULLS FIRST, name) AS place, isEnabled,
    coalesce(scopeUntold, false) OR (priority IS NULL AND count(*) OVER () > 1) AS isUntold, lower(trimmed(policy)) AS policy,
    ${LISTS.map((column) => `${names(column)} AS ${column}`).join(', ')}
  FROM "mail-flow" WHERE kind = 'outbound-rule' AND isEnabled IS NOT FALSE`;

// Without the rules, any policy but the default one may be applied to anybody.
const ANY_POLICY = `SELECT row_number() OVER (ORDER BY name) AS place, NULL::BOOLEAN AS isEnabled, false AS isUntold, lower(trimmed(name)) AS policy,
    ${LISTS.map((column) => `[]::VARCHAR[] AS ${column}`).join(', ')}
  FROM "mail-flow" WHERE kind = 'outbound-policy' AND NOT coalesce(isDefault, lower(name) = 'default')`;

/** True, false, or null where it cannot be told: a name that is no address, or an account whose main address is not known. */
const SENDER = (list: string): string => `CASE WHEN list_has_any(s.addresses, r.${list}) THEN true
      WHEN s.isKnown AND len(list_filter(r.${list}, lambda x: NOT contains(x, '@'))) = 0 THEN false END`;

const GROUP = (list: string): string => `CASE WHEN list_has_any(s.groups, r.${list}) THEN true
      WHEN list_has_all(getvariable('readGroups'), r.${list}) THEN false END`;

/** Whether a domain stands for its subdomains is not documented for senders. */
const DOMAIN = (list: string): string => `CASE WHEN list_contains(r.${list}, s.domain) THEN true
      WHEN s.isKnown AND len(list_filter(r.${list}, lambda x: ends_with(s.domain, concat('.', x)))) = 0 THEN false END`;

/** Conditions of different kinds must all hold, any exception is enough; a rule without a condition, or not told whole, is not understood. */
const MATCHES = `(r.isEnabled AND NOT r.isUntold AND nullif(len(r.senders) + len(r.senderGroups) + len(r.senderDomains), 0) IS NOT NULL
        OR NULL) AND (len(r.senders) = 0 OR ${SENDER('senders')})
      AND (len(r.senderGroups) = 0 OR ${GROUP('senderGroups')})
      AND (len(r.senderDomains) = 0 OR ${DOMAIN('senderDomains')})
      AND NOT (len(r.exceptSenders) > 0 AND ${SENDER('exceptSenders')})
      AND NOT (len(r.exceptSenderGroups) > 0 AND ${GROUP('exceptSenderGroups')})
      AND NOT (len(r.exceptSenderDomains) > 0 AND ${DOMAIN('exceptSenderDomains')})`;

/**
 * Makes `outbound_verdicts`: of each account with a redirect in effect, the outbound policy that decides and the modes, in lower case, of all
 * that may. One mode is certain; '' among them is not known. No rows where the policies were not read.
 */
export async function createOutboundVerdicts(
  db: DuckDb,
  manifest: SnapshotManifest,
  parts: ReadonlySet<MailFlowKind>,
): Promise<void> {
  await db.setVariable('readGroups', await readGroups(db, manifest));
  await createSenders(db, manifest);
  await db.run(`CREATE OR REPLACE TABLE outbound_policies AS SELECT lower(trimmed(name)) AS key, any_value(name) AS policy,
      lower(any_value(trimmed(autoForwardingMode))) AS mode, bool_or(coalesce(isDefault, lower(name) = 'default')) AS isDefault
    FROM "mail-flow" WHERE kind = 'outbound-policy' AND ${parts.has('outbound-policy')} GROUP BY 1`);
  await createCandidates(db, parts);
  await db.run(`CREATE OR REPLACE TABLE outbound_verdicts AS
    WITH decided AS (SELECT accountId, min(place) AS place FROM outbound_candidates WHERE matches GROUP BY accountId)
    SELECT c.accountId, list(DISTINCT coalesce(p.mode, '')) AS modes, max(p.policy) FILTER (c.place = d.place) AS policy
    FROM outbound_candidates c JOIN decided d ON d.accountId = c.accountId AND c.place <= d.place
    LEFT JOIN outbound_policies p ON p.key = c.key
    WHERE ${parts.has('outbound-policy')}
    GROUP BY c.accountId`);
}

/** The policies that may be applied to each account, in order, the default one last; rule by rule, so that their lists are in memory once. */
async function createCandidates(db: DuckDb, parts: ReadonlySet<MailFlowKind>): Promise<void> {
  await db.run(
    `CREATE OR REPLACE TABLE outbound_rules AS ${parts.has('outbound-rule') ? ENABLED_RULES : ANY_POLICY}`,
  );
  await db.run(`CREATE OR REPLACE TABLE outbound_candidates AS
    SELECT s.accountId, 1000000000::BIGINT AS place, d.key, true AS matches
    FROM redirect_senders s LEFT JOIN outbound_policies d ON d.isDefault`);
  const { rules } = await db.row(
    `SELECT count(*)::DOUBLE AS rules FROM outbound_rules`,
    z.object({ rules: z.number() }),
  );
  for (let place = 1; place <= rules; place += 1) {
    await db.run(`INSERT INTO outbound_candidates SELECT * FROM (
      SELECT s.accountId, r.place, r.policy, ${MATCHES} AS matches
      FROM redirect_senders s CROSS JOIN (SELECT * FROM outbound_rules WHERE place = ${place}) r) WHERE matches IS NOT FALSE`);
  }
}

/** The addresses that an outbound rule may name the redirected accounts by, and the named groups they are in. */
async function createSenders(db: DuckDb, manifest: SnapshotManifest): Promise<void> {
  const main = `SELECT accountId, lower(trimmed(userPrincipalName)) AS userName, lower(trimmed(primarySmtpAddress)) AS address
    FROM "mailbox-forwarding" WHERE trimmed(primarySmtpAddress) <> '' AND ${isUsable(manifest, 'mailbox-forwarding')}`;
  await db.run(`CREATE OR REPLACE TABLE redirect_senders AS
    WITH accounts_in_effect AS (SELECT accountId, lower(trimmed(userPrincipalName)) AS userName, nullif(lower(trimmed(mail)), '') AS mail
      FROM accounts SEMI JOIN (SELECT accountId FROM redirect_rows WHERE state = '') USING (accountId)),
    by_id AS (SELECT accountId, max(address) AS address FROM (${main}) SEMI JOIN accounts_in_effect USING (accountId) GROUP BY 1),
    by_name AS (SELECT userName, max(address) AS address FROM (${main}) SEMI JOIN accounts_in_effect USING (userName) WHERE accountId IS NULL GROUP BY 1),
    named AS (SELECT a.accountId, a.userName, a.mail, coalesce(i.address, n.address, a.mail) AS main
      FROM accounts_in_effect a LEFT JOIN by_id i ON i.accountId = a.accountId LEFT JOIN by_name n ON n.userName = a.userName)
    SELECT accountId, list_distinct(list_filter([userName, mail, main], lambda x: x IS NOT NULL)) AS addresses,
      main IS NOT NULL AS isKnown, regexp_extract(coalesce(main, userName), '@([^@]*)$', 1) AS domain,
      coalesce(groups, []) AS groups
    FROM named LEFT JOIN (SELECT accountId, list(groupRef) AS groups
      FROM (SELECT DISTINCT accountId, lower(trimmed(groupRef)) AS groupRef FROM "group-members" SEMI JOIN accounts_in_effect USING (accountId)
        WHERE list_contains(getvariable('readGroups'), lower(trimmed(groupRef)))) GROUP BY accountId) USING (accountId)`);
}

/** The groups that outbound rules name and whose members were all read, in lower case. */
async function readGroups(db: DuckDb, manifest: SnapshotManifest): Promise<string[]> {
  if (!isUsable(manifest, 'group-members')) return [];
  const named = await db.rows(
    `SELECT name, name IN (SELECT lower(trimmed(groupRef)) FROM "group-members") AS "hasMembers"
     FROM (SELECT DISTINCT unnest(${names('list_concat(coalesce(senderGroups, []), coalesce(exceptSenderGroups, []))')}) AS name
       FROM "mail-flow" WHERE kind = 'outbound-rule') ORDER BY name`,
    z.object({ name: z.string(), hasMembers: z.boolean() }),
  );
  const { outcome } = sourceReport(manifest, 'group-members');
  const unread = unreadSubjects(manifest, 'group-members', 'group');
  if (unread === 'all') return [];
  const missed = new Set(unread.map((group) => group.toLowerCase()));
  const asked = new Set(manifest.groups.map((group) => group.toLowerCase()));
  return (
    named
      .filter(({ name }) => !missed.has(name))
      // Of a source that broke off, a group that gave nobody may not have been asked.
      .filter(({ name, hasMembers }) => outcome === 'complete' || hasMembers || asked.has(name))
      .map(({ name }) => name)
  );
}
