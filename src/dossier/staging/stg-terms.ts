import type { Staging } from './staging.ts';

/** Each agreement of the tenant with the account's last answer to it, NULL where there is none; of two at one instant, the refusal. */
const LAST_ANSWERS = `list_transform(known().termsAgreements, lambda one: {
      'of': one, 'last': list_filter(list_sort(coalesce(g.given, []), 'DESC', 'NULLS LAST'), lambda t: t.agreement = one.id)[1]})`;

/** Where every account stands with each agreement of the tenant, NULL where terms of use were not read. */
export const stgTerms: Staging = {
  name: 'stg_terms',
  reads: [
    {
      name: 'src_terms_of_use',
      source: 'terms-of-use',
      by: 'accountId',
      select: `SELECT accountId, agreementId AS agreement, lower(state) AS state, recordedAt, expiresAt
        FROM "terms-of-use" WHERE accountId IS NOT NULL`,
    },
  ],
  // In order afterwards: in the aggregate, it slows down all beside it.
  sql: `WITH given AS (
      SELECT accountId, list({'recordedAt': recordedAt, 'state': state, 'agreement': agreement, 'expiresAt': expiresAt})
        FILTER (agreement IS NOT NULL) AS given
      FROM src_terms_of_use GROUP BY accountId)
    SELECT a.accountId, list_transform(${LAST_ANSWERS}, lambda one: {
      'agreement': one.of.id, 'label': one.of.label,
      'standing': CASE
        WHEN NOT one.of.isRead THEN 'undetermined'
        WHEN one.last IS NULL THEN 'missing'
        WHEN one.last.state = 'declined' THEN 'declined'
        WHEN one.last.state IS DISTINCT FROM 'accepted' THEN 'undetermined'
        WHEN one.last.expiresAt <= known().termsReadAt THEN 'expired'
        ELSE 'accepted' END,
      'recordedOn': one.last.recordedAt::DATE,
      'expiresOn': one.last.expiresAt::DATE}) AS termsStandings
    FROM stg_accounts a LEFT JOIN given g ON g.accountId = a.accountId`,
};
