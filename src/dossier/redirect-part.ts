import { RETURNED } from './redirects/forwarding-told.ts';
import type { DossierPart } from './part.ts';

const OUTCOMES = `['rules', 'none', 'no-cloud-mailbox', 'denied', 'gave-up', 'error']`;

/** What became of each mailbox's rules and forwarding, the kind that Exchange gives it, and the redirects found (table `redirects`). */
export const redirectPart: DossierPart = {
  // Exchange gives some mailboxes without the id of their account.
  named: [
    {
      source: 'mailbox-forwarding',
      select: `SELECT lower(trimmed(userPrincipalName)) AS name, mailbox_kind(recipientType) AS exchangeKind, ${RETURNED} AS forwardingReturned
        FROM "mailbox-forwarding" WHERE nullif(trimmed(accountId), '') IS NULL AND trimmed(userPrincipalName) <> ''`,
    },
  ],
  byName: ['max(exchangeKind) AS exchangeKind', 'bool_or(forwardingReturned) AS forwardingReturned'],
  rows: [
    { source: 'inbox-rules', select: `SELECT accountId, outcome AS rulesOutcome FROM "inbox-rules"` },
    {
      source: 'mailbox-forwarding',
      select: `SELECT accountId, mailbox_kind(recipientType) AS exchangeKind, ${RETURNED} AS forwardingReturned
        FROM "mailbox-forwarding" WHERE nullif(trimmed(accountId), '') IS NOT NULL`,
    },
  ],
  byAccount: [
    `arg_min(rulesOutcome, coalesce(list_position(${OUTCOMES}, rulesOutcome), 99)) AS rulesOutcome`,
    'max(exchangeKind) AS exchangeKind',
    'bool_or(forwardingReturned) AS forwardingReturned',
  ],
  columns: [
    `CASE WHEN getvariable('inboxRulesRead') THEN rulesOutcome ELSE 'source-not-read' END AS rulesOutcome`,
    `CASE WHEN NOT getvariable('forwardingTold') THEN 'source-not-read'
        WHEN forwardingReturned THEN 'returned' WHEN forwardingReturned IS FALSE THEN 'not-returned' ELSE 'absent' END AS forwardingOutcome`,
    'coalesce(redirected, false) AS redirected',
    'redirects',
    'redirectedByRule',
    'redirectedByForwarding',
    'redirectTargetClass',
    'redirectTargetCount',
    'redirectEffect',
    'forwardsWithoutCopy',
    'brokenRedirectRules',
    'disabledRedirectRules',
  ],
};
