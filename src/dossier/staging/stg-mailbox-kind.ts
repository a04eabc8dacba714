import { EXCHANGE_MAILBOXES, FROM_EXCHANGE_MAILBOXES } from './stg-exchange-mailboxes.ts';
import type { Staging } from './staging.ts';

/**
 * What kind of mailbox the account has: Exchange's own word, else that of mailbox usage, where its latest row tells; when it was
 * made (of several rows of one name, the oldest), whether Exchange says that it is elsewhere, and whether one of the two has none but
 * rows of it that tell no kind, or may be those of a deleted account.
 */
export const stgMailboxKind: Staging = {
  name: 'stg_mailbox_kind',
  reads: [
    {
      name: 'src_mailbox_usage',
      source: 'mailbox-usage',
      by: 'name',
      select: `SELECT lower(userPrincipalName) AS name, mailbox_kind(recipientType) AS kind, known_day(lastActivityOn) AS activeOn, known_day(createdOn) AS createdOn,
          isDeleted IS NULL AS isDeletionUntold FROM "mailbox-usage" WHERE isDeleted IS NOT TRUE AND userPrincipalName IS NOT NULL`,
    },
    ...EXCHANGE_MAILBOXES,
  ],
  sql: `SELECT accountId, coalesce(max(exchangeKind), max(usageKind)) AS mailboxKind,
      min(createdOn) AS mailboxCreatedOn, bool_or(isElsewhere) AS isElsewhere, bool_or(isKindUntold) AS isKindUntold FROM (
      SELECT accountId, latest_text(kind, activeOn) AS usageKind, NULL AS exchangeKind, min(createdOn) AS createdOn, NULL AS isElsewhere,
          NULL AS isKindUntold FROM src_mailbox_usage WHERE NOT isDeletionUntold GROUP BY accountId
      UNION ALL
      SELECT accountId, NULL, NULL, NULL, NULL, true FROM src_mailbox_usage GROUP BY accountId HAVING bool_and(isDeletionUntold OR kind IS NULL)
      UNION ALL
      SELECT accountId, NULL, kind, NULL, isElsewhere, kind IS NULL FROM ${FROM_EXCHANGE_MAILBOXES})
    GROUP BY accountId`,
};
