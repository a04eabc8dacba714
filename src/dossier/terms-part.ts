import type { DossierPart } from './part.ts';

/** The latest answer first; of two at one instant, the refusal. In order afterwards: in the aggregate, it slows down all beside it. */
const LATEST_FIRST = `list_sort(coalesce(termsGiven, []), 'DESC', 'NULLS LAST')`;

/** Each agreement of the tenant with the account's last answer to it, NULL where there is none. */
const LAST_ANSWERS = `list_transform(getvariable('termsAgreements'), lambda a: {
          'of': a, 'last': list_filter(${LATEST_FIRST}, lambda t: t.agreement = a.id)[1]})`;

/** Where an account stands with each agreement of the tenant, NULL where terms of use were not read. */
const STANDINGS = `list_transform(${LAST_ANSWERS}, lambda a: {
        'agreement': a.of.id, 'label': a.of.label,
        'standing': CASE
          WHEN NOT a.of.isRead THEN 'undetermined'
          WHEN a.last IS NULL THEN 'missing'
          WHEN a.last.state = 'declined' THEN 'declined'
          WHEN a.last.state IS DISTINCT FROM 'accepted' THEN 'undetermined'
          WHEN a.last.expiresAt <= getvariable('termsReadAt') THEN 'expired'
          ELSE 'accepted' END,
        'recordedOn': a.last.recordedAt::DATE,
        'expiresOn': a.last.expiresAt::DATE})`;

function idsOf(standing: string): string {
  return `list_transform(list_filter(termsStandings, lambda s: s.standing = '${standing}'), lambda s: s.agreement)`;
}

/** The answers that an account gave to the tenant's terms of use; of several to one agreement, the last one counts. */
export const termsPart: DossierPart = {
  rows: [
    {
      source: 'terms-of-use',
      select: `SELECT accountId, agreementId AS termsAgreement, lower(state) AS termsState, recordedAt AS termsRecordedAt, expiresAt AS termsExpiresAt
        FROM "terms-of-use" WHERE accountId IS NOT NULL`,
    },
  ],
  byAccount: [
    `list({'recordedAt': termsRecordedAt, 'state': termsState, 'agreement': termsAgreement, 'expiresAt': termsExpiresAt})
      FILTER (termsAgreement IS NOT NULL) AS termsGiven`,
  ],
  columns: [`${STANDINGS} AS termsStandings`, `${idsOf('accepted')} AS termsAccepted`],
};
