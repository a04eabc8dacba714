import type { Check } from '../check.ts';
import { mfaStatusAdvice } from './advice.ts';
import { mfaStatusDecisions } from './decisions.ts';
import { SPECIAL_ACCOUNTS } from '../mfa-terms.ts';
import { mfaStatusWords as words } from './words.ts';

const STRENGTHS = ['phishing-resistant', 'app', 'phone', 'other', 'none'];

/** By the report's own word, or by a role in force. */
const IS_ADMIN = `isAdmin OR coalesce(adminAssignment = 'active', false)`;

/** Enabled member accounts that cannot answer a multifactor request. */
export const mfaStatus: Check = {
  id: 'mfa-status',
  ...words,
  advice: mfaStatusAdvice,
  decisions: mfaStatusDecisions,
  primary: ['mfa-registrations'],
  population: 'enabledMember AND specialAccount IS NULL',
  verdict: `CASE
  WHEN isMfaCapable THEN 'compliant'
  WHEN NOT isMfaCapable THEN 'non-compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'registered',
      kind: 'boolean',
      label: { fr: 'Méthode inscrite', en: 'Method registered' },
      sql: 'isMfaRegistered',
    },
    {
      name: 'capable',
      kind: 'boolean',
      label: { fr: 'Méthode inscrite et permise', en: 'Method registered and allowed' },
      sql: 'isMfaCapable',
    },
    {
      name: 'reason',
      kind: 'text',
      label: { fr: 'Raison', en: 'Reason' },
      sql: `CASE WHEN isMfaCapable IS NOT FALSE THEN NULL
  WHEN isMfaRegistered THEN 'registered-not-allowed' ELSE 'not-registered' END`,
    },
    {
      name: 'isAdmin',
      kind: 'boolean',
      label: { fr: 'Administrateur', en: 'Administrator' },
      sql: IS_ADMIN,
    },
    {
      name: 'methods',
      kind: 'text',
      label: { fr: 'Méthodes inscrites', en: 'Methods registered' },
      sql: 'mfaMethods',
    },
    {
      name: 'strongestMethod',
      kind: 'text',
      label: { fr: 'Méthode la plus forte', en: 'Strongest method' },
      sql: 'strongestMethod',
    },
    {
      name: 'passwordless',
      kind: 'boolean',
      label: { fr: 'Sans mot de passe', en: 'Passwordless' },
      sql: 'passwordless',
    },
  ],
  facts: {
    registered: {
      label: { fr: 'Comptes ayant inscrit une méthode', en: 'Accounts with a method registered' },
      sql: `count(*) FILTER (WHERE verdict <> 'not-applicable' AND isMfaRegistered)`,
    },
    capable: {
      label: {
        fr: 'Comptes ayant inscrit une méthode permise',
        en: 'Accounts with a method registered and allowed',
      },
      sql: `count(*) FILTER (WHERE verdict <> 'not-applicable' AND isMfaCapable)`,
    },
    adminsWithoutMfa: {
      label: { fr: 'Administrateurs sans AMF', en: 'Administrators without MFA' },
      sql: `CASE WHEN count(isAdmin) > 0 OR is_read('role-assignments')
  THEN count(*) FILTER (WHERE verdict = 'non-compliant' AND (${IS_ADMIN})) END`,
    },
    byStrongestMethod: {
      label: {
        fr: 'Comptes selon leur méthode inscrite la plus forte',
        en: 'Accounts by their strongest method registered',
      },
      chart: 'mfa-by-strength',
      sql: `CASE WHEN count(strongestMethod) > 0 THEN MAP {
${STRENGTHS.map((name) => `  '${name}': count(*) FILTER (WHERE verdict <> 'not-applicable' AND strongestMethod = '${name}')`).join(',\n')}
} END`,
    },
    unknownMethods: {
      label: {
        fr: 'Comptes ayant une méthode que cette version ne connaît pas, selon son nom',
        en: 'Accounts with a method that this version does not know, by its name',
      },
      sql: `(SELECT CASE WHEN count(*) > 0 THEN map_from_entries(list({'k': name, 'v': accounts} ORDER BY name)) END
  FROM (SELECT name, count(*) AS accounts FROM (SELECT unnest(unknownMethods) AS name FROM judged WHERE verdict <> 'not-applicable')
    GROUP BY name))`,
      byEstablishment: `SELECT establishment, map_from_entries(list({'k': name, 'v': accounts} ORDER BY name)) AS fact
  FROM (SELECT establishment, name, count(*) AS accounts
    FROM (SELECT establishment, unnest(unknownMethods) AS name FROM judged WHERE verdict <> 'not-applicable') GROUP BY ALL)
  GROUP BY establishment`,
    },
    specialAccounts: {
      label: {
        fr: 'Comptes de synchronisation et de paquets d’approvisionnement (hors population)',
        en: 'Accounts of synchronisation and of provisioning packages (apart)',
      },
      sql: SPECIAL_ACCOUNTS,
    },
    passwordless: {
      label: {
        fr: 'Comptes pouvant se connecter sans mot de passe',
        en: 'Accounts that can sign in without a password',
      },
      sql: `CASE WHEN count(passwordless) > 0 THEN count(*) FILTER (WHERE verdict <> 'not-applicable' AND passwordless) END`,
    },
  },
};
