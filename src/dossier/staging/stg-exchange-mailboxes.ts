import { RETURNED } from '../redirects/forwarding-told.ts';
import type { SourceRows } from './staging.ts';

const TOLD = `mailbox_kind(recipientType) AS kind, is_elsewhere(recipientType) AS isElsewhere, ${RETURNED} AS isReturned FROM "mailbox-forwarding"`;

/** The mailboxes that Exchange lists. It gives some without the id of their account. */
export const EXCHANGE_MAILBOXES: readonly SourceRows[] = [
  {
    name: 'src_exchange_mailboxes',
    source: 'mailbox-forwarding',
    by: 'accountId',
    select: `SELECT accountId, ${TOLD} WHERE nullif(trimmed(accountId), '') IS NOT NULL`,
  },
  {
    name: 'src_exchange_mailboxes_by_name',
    source: 'mailbox-forwarding',
    by: 'name',
    select: `SELECT lower(trimmed(userPrincipalName)) AS name, ${TOLD}
        WHERE nullif(trimmed(accountId), '') IS NULL AND trimmed(userPrincipalName) <> ''`,
  },
];

/** All of them as one FROM: `accountId`, `kind`, `isElsewhere`, `isReturned`. */
export const FROM_EXCHANGE_MAILBOXES = `(SELECT accountId, kind, isElsewhere, isReturned FROM src_exchange_mailboxes
      UNION ALL SELECT accountId, kind, isElsewhere, isReturned FROM src_exchange_mailboxes_by_name)`;
