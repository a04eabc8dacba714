import { EXCHANGE_MAILBOXES, FROM_EXCHANGE_MAILBOXES } from './stg-exchange-mailboxes.ts';
import type { Staging } from './staging.ts';

/** Of several answers, the one that tells most. */
const OUTCOMES = `['rules', 'none', 'no-cloud-mailbox', 'denied', 'gave-up', 'error']`;

/** What became of the reading of each mailbox's rules, and whether Exchange told of its forwarding. The redirects themselves are `stg_redirects`. */
export const stgRedirectAnswers: Staging = {
  name: 'stg_redirect_answers',
  reads: [
    {
      name: 'src_inbox_rules',
      source: 'inbox-rules',
      by: 'accountId',
      select: `SELECT accountId, outcome, len(untoldRules) > 0 AS isUntold,
        len(list_filter(untoldRules, lambda name: NOT list_contains(coalesce(readOnlyRules, []), name))) = 0 AS areReadOnly FROM "inbox-rules"`,
    },
    ...EXCHANGE_MAILBOXES,
  ],
  sql: `SELECT accountId,
      arg_min(outcome, coalesce(list_position(${OUTCOMES}, outcome), 99)) AS rulesAnswer,
      bool_or(isUntold) AS rulesUntold, bool_and(areReadOnly) FILTER (WHERE isUntold) AS untoldRulesReadOnly, bool_or(isReturned) AS forwardingReturned
    FROM (SELECT accountId, outcome, isUntold, areReadOnly, NULL AS isReturned FROM src_inbox_rules
      UNION ALL SELECT accountId, NULL, NULL, NULL, isReturned FROM ${FROM_EXCHANGE_MAILBOXES})
    GROUP BY accountId`,
};
