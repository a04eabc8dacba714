import type { DuckDb } from '../../duckdb/duckdb.ts';

/** RecipientTypeDetails of a recipient whose mail lies in a mailbox of the organization's, and goes no further by its kind. */
const MAILBOXES = `('usermailbox', 'linkedmailbox', 'legacymailbox', 'sharedmailbox', 'teammailbox', 'roommailbox',
    'linkedroommailbox', 'equipmentmailbox', 'schedulingmailbox', 'discoverymailbox')`;

/** Those of whom Exchange keeps an external address: what they are sent goes there. */
const OUTSIDE = `('mailcontact', 'mailuser', 'guestmailuser', 'mailforestcontact')`;

/**
 * Makes `target_bearers`: of each target of `written_redirects` and of the mail flow, in lower case, what is known of who
 * bears it. `isMailbox`: an account with a mailbox, or a mailbox that Exchange names, has it; `leadsTo`: the external address of a contact or a mail
 * user. Lists, and what nobody told of, are neither.
 */
export async function createBearers(db: DuckDb): Promise<void> {
  await db.run(`CREATE OR REPLACE TABLE told_recipients AS
    SELECT lower(written) AS address, lower(trimmed(kind)) AS kind, lower(bare_address(address)) AS leads FROM (
      SELECT r.written AS written, r.kind AS kind, r.address AS address FROM (SELECT unnest(recipients) AS r FROM "inbox-rules")
      UNION ALL SELECT r.written, r.kind, r.address FROM (SELECT unnest(recipients) AS r FROM "mail-flow")
      UNION ALL SELECT bare_address(forwardingSmtpAddress), resolvedKind, resolvedAddress FROM "mailbox-forwarding"
        WHERE trimmed(forwardingAddress) = '' AND resolvedKind IS NOT NULL
      UNION ALL SELECT bare_address(resolvedAddress), resolvedKind, resolvedAddress FROM "mailbox-forwarding"
        WHERE trimmed(forwardingAddress) <> '' AND resolvedKind IS NOT NULL)
    WHERE written IS NOT NULL`);
  await db.run(`CREATE OR REPLACE TABLE asked_addresses AS SELECT DISTINCT address FROM (
      SELECT lower(address) AS address FROM written_redirects
      UNION ALL SELECT address FROM told_recipients
      UNION ALL SELECT leads FROM told_recipients WHERE kind = 'account'
      UNION ALL SELECT lower(bare_address(unnest(${FLOW_TARGETS}))) FROM "mail-flow")
    WHERE contains(address, '@')`);
  await createMailboxAddresses(db);
  await db.run(`CREATE OR REPLACE TABLE target_bearers AS
    SELECT address, bool_or(isMailbox) AS isMailbox, min(leadsTo) FILTER (NOT isMailbox) AS leadsTo FROM (
      SELECT address, true AS isMailbox, NULL AS leadsTo FROM mailbox_addresses
      UNION ALL SELECT t.address, coalesce(t.kind IN ${MAILBOXES} OR t.kind = 'account' AND m.address IS NOT NULL, false),
        CASE WHEN t.kind IN ${OUTSIDE} THEN nullif(t.leads, t.address) END
      FROM told_recipients t LEFT JOIN mailbox_addresses m ON m.address = t.leads)
    GROUP BY address`);
}

/** Few addresses are asked about: what is looked up in each source is those, never the source in them. */
async function createMailboxAddresses(db: DuckDb): Promise<void> {
  await db.run(`CREATE OR REPLACE TABLE asked_accounts AS
    SELECT accountId, lower(userPrincipalName) AS name, exchangePlans, address
    FROM (SELECT accountId, userPrincipalName, exchangePlans, lower(trimmed(unnest([userPrincipalName, mail]))) AS address FROM accounts)
    SEMI JOIN asked_addresses USING (address)`);
  const found = (source: string): string =>
    `SELECT accountId FROM ${source} SEMI JOIN asked_accounts USING (accountId)`;
  await db.run(`CREATE OR REPLACE TABLE mailbox_addresses AS SELECT DISTINCT address FROM (
      SELECT address FROM asked_accounts
      WHERE len(list_filter(plans_in_force(exchangePlans), lambda p: list_contains(known().mailboxPlans, p))) > 0
      UNION ALL SELECT address FROM asked_accounts JOIN (
        ${found(`(SELECT accountId FROM "inbox-rules" WHERE outcome IN ('rules', 'none'))`)}
        UNION ALL ${found('"mailbox-forwarding"')}) USING (accountId)
      UNION ALL SELECT address FROM asked_accounts JOIN (
        SELECT name FROM (SELECT lower(userPrincipalName) AS name FROM "mailbox-usage") SEMI JOIN asked_accounts USING (name)) USING (name)
      UNION ALL SELECT address FROM (
        SELECT lower(bare_address(unnest([primarySmtpAddress, userPrincipalName]))) AS address FROM "mailbox-forwarding")
      SEMI JOIN asked_addresses USING (address))`);
}

/** Whom transport rules and journal rules name. */
const FLOW_TARGETS = `list_concat(list_concat(list_concat(coalesce(redirectTo, []), coalesce(blindCopyTo, [])),
    list_concat(coalesce(copyTo, []), coalesce(addedRecipients, []))),
  list_concat(coalesce(flatten(list_transform(sends, lambda s: s.targets)), []), [coalesce(journalTo, '')]))`;
