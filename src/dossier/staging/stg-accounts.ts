/**
 * The directory: who each account is, and what its plans say of a mailbox. Over `placed_accounts`; the licences' names and costs
 * need `createLicenceTerms`.
 */
export const STG_ACCOUNTS = `SELECT accountId, userPrincipalName, displayName, accountEnabled,
    known_day(createdAt) AS createdOn, category, physician, establishment, coalesce(serviceAccount, false) AS serviceAccount,
    coalesce(lower(trimmed(userType)) = 'guest', false) AS isGuest,
    lower(trimmed(userType)) IN ('member', '') AS isMember,
    CASE WHEN lower(trimmed(mail)) IS DISTINCT FROM lower(userPrincipalName) THEN nullif(trimmed(mail), '') END AS otherMail,
    licences, licence_names(licences) AS licenceNames, licence_cost(licences) AS licenceCost,
    coalesce(list_has_any(plans, known().mailboxPlans), false) AS hasMailboxPlan,
    exchangePlans IS NULL AS plansUntold,
    len(list_filter(plans, lambda p: NOT list_contains(known().knownPlans, p))) > 0 AS hasUnknownPlan
  FROM (SELECT *, plans_in_force(exchangePlans) AS plans FROM placed_accounts)`;
