import type { Check } from '../check.ts';
import { unusedLicencesAdvice } from './advice.ts';
import { unusedLicencesDecisions } from './decisions.ts';
import { unusedLicencesWords as words } from './words.ts';

/** Accounts that hold licences and that nobody uses. */
export const unusedLicences: Check = {
  id: 'unused-licences',
  ...words,
  advice: unusedLicencesAdvice,
  decisions: unusedLicencesDecisions,
  primary: ['mail-activity', 'sign-in-activity'],
  // Which licences an account holds may not have been told: such an account may hold some.
  population: 'NOT isGuest AND (licences IS NULL OR len(licences) > 0)',
  verdict: `CASE
  WHEN licences IS NULL THEN 'undetermined'
  WHEN NOT signInUnused OR ((personalMailbox OR planUnknown) AND NOT mailUnused) THEN 'compliant'
  WHEN signInUnused AND (mailUnused OR NOT (personalMailbox OR planUnknown)) THEN 'non-compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'licences',
      kind: 'text',
      label: { fr: 'Licences', en: 'Licences' },
      sql: `array_to_string(list_sort(licenceNames), '; ')`,
    },
    {
      name: 'monthlyCost',
      kind: 'text',
      label: {
        fr: 'Coût mensuel des licences dont le prix est connu',
        en: 'Monthly cost of the licences of known price',
      },
      sql: 'licenceCost::VARCHAR',
    },
    {
      name: 'lastActivityOn',
      kind: 'date',
      label: { fr: 'Dernière activité de courriel le', en: 'Last mail activity on' },
      sql: 'CASE WHEN personalMailbox THEN mailActivityOn END',
    },
    {
      name: 'lastSignInOn',
      kind: 'date',
      label: { fr: 'Dernière connexion le', en: 'Last sign-in on' },
      sql: 'signedInOn',
    },
  ],
  worstFirst: '-licenceCost',
  facts: {
    bySku: {
      overlaps: true,
      label: { fr: 'Comptes non utilisés, par licence', en: 'Unused accounts, by licence' },
      sql: `CASE WHEN count(licences) > 0 OR count(*) = 0 THEN any_value((
        SELECT map_from_entries(list({key: name, value: accounts} ORDER BY name))
        FROM (SELECT name, count(*) AS accounts FROM (
          SELECT unnest(licenceNames) AS name FROM judged WHERE verdict = 'non-compliant')
          GROUP BY name))) END`,
      byEstablishment: `SELECT establishment, map_from_entries(list({key: name, value: accounts} ORDER BY name)) AS fact
        FROM (SELECT establishment, name, count(*) AS accounts FROM (
          SELECT establishment, unnest(licenceNames) AS name FROM judged WHERE verdict = 'non-compliant')
          GROUP BY ALL) GROUP BY establishment`,
    },
  },
};
