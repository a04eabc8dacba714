import type { SnapshotManifest } from '../snapshot/manifest.ts';
import { SERVICE_COLUMNS } from './dossier-reports.ts';
import { isUsable } from './source-use.ts';

const OUTCOMES = `['rules', 'none', 'no-cloud-mailbox', 'denied', 'gave-up', 'error']`;
const NO_PERSON = `('shared', 'room', 'equipment')`;

/** The accounts with what of them alone is needed, and every source's facts, one below the other. */
export function accountRows(manifest: SnapshotManifest): { accounts: string; facts: string } {
  const usable = (id: Parameters<typeof isUsable>[1]): string => String(isUsable(manifest, id));
  return {
    accounts: `SELECT accountId, userPrincipalName, displayName, accountEnabled, userType, known_day(createdAt) AS createdOn,
        category, physician, establishment,
        coalesce(list_has_any(plans, getvariable('mailboxPlans')), false) AS hasMailboxPlan,
        len(list_filter(plans, lambda p: NOT list_contains(getvariable('knownPlans'), p))) > 0 AS hasUnknownPlan
      FROM (SELECT *, list_transform(list_filter(coalesce(exchangePlans, []), lambda p: lower(p.status) IN ('enabled', 'warning')),
        lambda p: lower(p.id)) AS plans FROM placed_accounts)`,
    facts: `SELECT * FROM reported WHERE accountId IS NOT NULL
      UNION ALL BY NAME
      SELECT accountId, true AS signInRead, known_day(lastSuccessfulSignInAt) AS successfulOn,
        known_day(lastInteractiveSignInAt) AS interactiveOn, known_day(lastNonInteractiveSignInAt) AS nonInteractiveOn
      FROM "sign-in-activity" WHERE ${usable('sign-in-activity')}
      UNION ALL BY NAME
      SELECT accountId, outcome AS rulesOutcome FROM "inbox-rules" WHERE ${usable('inbox-rules')}
      UNION ALL BY NAME
      SELECT accountId, mailbox_kind(recipientType) AS exchangeKind
      FROM "mailbox-forwarding" WHERE ${usable('mailbox-forwarding')}
      UNION ALL BY NAME
      SELECT accountId, isAdmin, isMfaRegistered, isMfaCapable FROM "mfa-registrations" WHERE ${usable('mfa-registrations')}`,
  };
}

/** The rows of the dossier for one slice of the accounts and of the facts, in the order of their names. */
export function accountSlice(accounts: string, facts: string): string {
  return `SELECT accountId, userPrincipalName, displayName, accountEnabled, createdOn, category, physician, establishment,
      mailboxKind,
      NOT isGuest AND (hasMailboxPlan OR coalesce(usageKind = 'user', false)) AND NOT isNoPerson AS personalMailbox,
      coalesce(accountEnabled, false) AND isMember AND NOT isNoPerson AS enabledMember,
      NOT isGuest AND NOT hasMailboxPlan AND hasUnknownPlan AND usageKind IS DISTINCT FROM 'user' AND NOT isNoPerson AS planUnknown,
      coalesce(mailReported, false) AS mailReported, mailActivityOn, receiveCount,
      days_until(mailActivityOn, 'mailReportOn') AS daysWithoutMail,
      days_until(createdOn, 'mailReportOn') AS ageAtMailReport,
      coalesce(signInRead, false) AS signInRead, signedInOn, signInBasis,
      days_until(signedInOn, 'collectedOn') AS daysWithoutSignIn,
      days_until(createdOn, 'collectedOn') AS ageAtCollection,
      CASE WHEN getvariable('inboxRulesRead') THEN rulesOutcome ELSE 'source-not-read' END AS rulesOutcome,
      redirectedByRule, redirectedByForwarding, redirectMechanisms, redirectRules, redirectTargets,
      redirectTargetClass, redirectTargetCount, brokenRedirectRules, disabledRedirectRules,
      isAdmin, isMfaRegistered, isMfaCapable,
      coalesce(serviceReported, false) AS serviceReported,
      ${SERVICE_COLUMNS.map(({ column }) => `${column}Licensed, ${column}LastActivityOn`).join(', ')}
    FROM (SELECT a.*, f.* EXCLUDE (accountId), t.* EXCLUDE (accountId),
        coalesce(exchangeKind, usageKind) AS mailboxKind,
        coalesce(coalesce(exchangeKind, usageKind) IN ${NO_PERSON}, false) AS isNoPerson,
        lower(trimmed(userType)) = 'guest' AS isGuest,
        lower(trimmed(userType)) IN ('member', '') AS isMember,
        coalesce(successfulOn, greatest(interactiveOn, nonInteractiveOn)) AS signedInOn,
        CASE WHEN signInRead THEN CASE
          WHEN successfulOn IS NOT NULL THEN 'successful'
          WHEN interactiveOn IS NOT NULL OR nonInteractiveOn IS NOT NULL THEN 'attempt'
          ELSE 'never' END END AS signInBasis
      FROM (${accounts}) a
      LEFT JOIN (${factsOfAccount(facts)}) f ON f.accountId = a.accountId
      LEFT JOIN redirects t ON t.accountId = a.accountId)
    ORDER BY userPrincipalName, accountId`;
}

function factsOfAccount(facts: string): string {
  const services = SERVICE_COLUMNS.map(
    ({ column }) =>
      `bool_or(${column}Licensed) AS ${column}Licensed, max(${column}LastActivityOn) AS ${column}LastActivityOn`,
  );
  return `SELECT accountId, bool_or(mailReported) AS mailReported, max(mailActivityOn) AS mailActivityOn,
      max(receiveCount) AS receiveCount, max(usageKind) AS usageKind, max(exchangeKind) AS exchangeKind,
      bool_or(signInRead) AS signInRead, max(successfulOn) AS successfulOn, max(interactiveOn) AS interactiveOn,
      max(nonInteractiveOn) AS nonInteractiveOn,
      arg_min(rulesOutcome, coalesce(list_position(${OUTCOMES}, rulesOutcome), 99)) AS rulesOutcome,
      bool_or(isAdmin) AS isAdmin, bool_or(isMfaRegistered) AS isMfaRegistered, bool_or(isMfaCapable) AS isMfaCapable,
      bool_or(serviceReported) AS serviceReported, ${services.join(',\n      ')}
    FROM (${facts}) GROUP BY accountId`;
}
