import type { Check, Fact, FactColumn } from '../check.ts';
import { termsOfUseAdvice } from './advice.ts';
import { termsOfUseDecisions } from './decisions.ts';
import { termsOfUseWords as words } from './words.ts';

/** The labels of the agreements with which the account stands so. */
function labelsOf(condition: string): string {
  return `nullif(array_to_string(list_transform(list_filter(termsStandings, lambda s: ${condition}), lambda s: s.label), ', '), '')`;
}

/** The latest of a day, among the agreements with which the account stands so. */
function latest(day: string, standing: string): string {
  return `list_max(list_transform(list_filter(termsStandings, lambda s: s.standing = '${standing}'), lambda s: s.${day}))`;
}

const columns: readonly FactColumn[] = [
  {
    name: 'accepted',
    kind: 'text',
    label: { fr: 'Acceptées', en: 'Accepted' },
    sql: labelsOf(`s.standing = 'accepted'`),
  },
  {
    name: 'missing',
    kind: 'text',
    label: { fr: 'Non acceptées', en: 'Not accepted' },
    sql: labelsOf(`s.standing IN ('missing', 'declined', 'expired')`),
  },
  {
    name: 'declinedOn',
    kind: 'date',
    label: { fr: 'Refusées le', en: 'Declined on' },
    sql: latest('recordedOn', 'declined'),
  },
  {
    name: 'expiredOn',
    kind: 'date',
    label: { fr: 'Expirées le', en: 'Expired on' },
    sql: latest('expiresOn', 'expired'),
  },
  {
    name: 'acceptedOn',
    kind: 'date',
    label: { fr: 'Acceptées le', en: 'Accepted on' },
    sql: latest('recordedOn', 'accepted'),
  },
];

const facts: Readonly<Record<string, Fact>> = {
  byAgreement: {
    label: {
      fr: 'Comptes ayant accepté, selon les conditions d’utilisation',
      en: 'Accounts that accepted, by terms of use',
    },
    // Where there is no agreement, or its answers were not read, 0 would be a lie.
    sql: `CASE WHEN len(known().termsAgreements) > 0 AND count(*) > 0 THEN (
      SELECT map_from_entries(list({'k': id, 'v': n} ORDER BY id)) FROM (
        SELECT s.agreement AS id, count(*) FILTER (WHERE s.standing = 'accepted') AS n
        FROM (SELECT unnest(termsStandings) AS s FROM judged WHERE verdict <> 'not-applicable')
        GROUP BY ALL HAVING bool_or(s.standing <> 'undetermined'))) END`,
    byEstablishment: `SELECT establishment, map_from_entries(list({'k': id, 'v': n} ORDER BY id)) AS fact FROM (
        SELECT establishment, s.agreement AS id, count(*) FILTER (WHERE s.standing = 'accepted') AS n
        FROM (SELECT establishment, unnest(termsStandings) AS s FROM judged WHERE verdict <> 'not-applicable')
        GROUP BY ALL HAVING bool_or(s.standing <> 'undetermined')) GROUP BY establishment`,
  },
};

/** Enabled member accounts that have not accepted every agreement of the tenant, or no longer. */
export const termsOfUse: Check = {
  id: 'terms-of-use',
  ...words,
  advice: termsOfUseAdvice,
  decisions: termsOfUseDecisions,
  primary: ['terms-of-use'],
  population: 'enabledMember',
  verdict: `CASE
  WHEN coalesce(len(termsStandings), 0) = 0 THEN 'undetermined'
  WHEN len(list_filter(termsStandings, lambda s: s.standing IN ('missing', 'declined', 'expired'))) > 0 THEN 'non-compliant'
  WHEN NOT known().termsAllKnown OR len(termsAccepted) < len(termsStandings) THEN 'undetermined'
  ELSE 'compliant'
END`,
  columns,
  facts,
};
