import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { PARTS } from './parts.ts';
import { rowsRead } from './report-rows.ts';

const NO_PERSON = `('shared', 'room', 'equipment')`;

/** The accounts with what of them alone is needed, and every source's facts, a query each. */
export function accountRows(manifest: SnapshotManifest): { accounts: string; facts: string[] } {
  return {
    accounts: `SELECT accountId, userPrincipalName, displayName, accountEnabled, userType, known_day(createdAt) AS createdOn,
        category, physician, establishment, serviceAccount, licences,
        CASE WHEN lower(trimmed(mail)) IS DISTINCT FROM lower(userPrincipalName) THEN nullif(trimmed(mail), '') END AS otherMail,
        coalesce(list_has_any(plans, getvariable('mailboxPlans')), false) AS hasMailboxPlan,
        len(list_filter(plans, lambda p: NOT list_contains(getvariable('knownPlans'), p))) > 0 AS hasUnknownPlan
      FROM (SELECT *, list_transform(list_filter(coalesce(exchangePlans, []), lambda p: lower(p.status) IN ('enabled', 'warning')),
        lambda p: lower(p.id)) AS plans FROM placed_accounts)`,
    facts: [
      `SELECT * FROM reported WHERE accountId IS NOT NULL`,
      ...rowsRead(
        PARTS.flatMap(({ rows = [] }) => rows),
        manifest,
      ),
    ],
  };
}

/** The rows of the dossier for one slice of the accounts and of the facts, in the order of their names. */
export function accountSlice(accounts: string, facts: string): string {
  return `WITH gathered AS MATERIALIZED (${gathered(accounts, facts)})
    SELECT accountId, userPrincipalName, displayName, accountEnabled, createdOn, category, physician, establishment,
      mailboxKind, isGuest, licences, otherMail,
      NOT isGuest AND (hasMailboxPlan OR coalesce(mailboxKind = 'user', false)) AND NOT isNoPerson AS personalMailbox,
      coalesce(accountEnabled, false) AND isMember AND NOT isNoPerson AS enabledMember,
      NOT isGuest AND NOT hasMailboxPlan AND hasUnknownPlan AND mailboxKind IS DISTINCT FROM 'user' AND NOT isNoPerson AS planUnknown,
      NOT isGuest AND NOT hasMailboxPlan AND mailboxKind IS NULL AND NOT getvariable('mailboxesListed') AS mailboxUntold,
      ${PARTS.flatMap(({ columns }) => columns).join(',\n      ')}
    FROM (${withShared()})
    ORDER BY userPrincipalName, accountId`;
}

function gathered(accounts: string, facts: string): string {
  return `SELECT ${['*', ...PARTS.flatMap(({ beforehand = [] }) => beforehand)].join(', ')}
    FROM (SELECT a.*, f.* EXCLUDE (accountId), t.* EXCLUDE (accountId),
        coalesce(exchangeKind, usageKind) AS mailboxKind,
        coalesce(coalesce(exchangeKind, usageKind) IN ${NO_PERSON}, false) AS isNoPerson,
        coalesce(lower(trimmed(userType)) = 'guest', false) AS isGuest,
        lower(trimmed(userType)) IN ('member', '') AS isMember
      FROM (${accounts}) a
      LEFT JOIN (${factsOfAccount(facts)}) f ON f.accountId = a.accountId
      LEFT JOIN redirects t ON t.accountId = a.accountId)`;
}

/** `gathered` with the columns that are worked out once for all accounts that have the same values. */
function withShared(): string {
  const shared = PARTS.flatMap((part) => part.shared ?? []);
  const joins = shared.map(({ by, beforehand = [], columns }, place) => {
    const values = `SELECT DISTINCT ${by.join(', ')} FROM gathered`;
    const worked = `SELECT *, ${columns.join(',\n      ')} FROM (SELECT ${['*', ...beforehand].join(', ')} FROM (${values}))`;
    const same = by.map((name) => `s${place}.${name} IS NOT DISTINCT FROM g.${name}`);
    return `LEFT JOIN (${worked}) s${place} ON ${same.join(' AND ')}`;
  });
  const columns = shared.map(({ by }, place) => `s${place}.* EXCLUDE (${by.join(', ')})`);
  return `SELECT ${['g.*', ...columns].join(', ')} FROM gathered g ${joins.join('\n      ')}`;
}

function factsOfAccount(facts: string): string {
  return `SELECT accountId, ${PARTS.flatMap(({ byAccount }) => byAccount).join(',\n      ')}
    FROM (${facts}) GROUP BY accountId`;
}
