import type { Check } from '../check.ts';
import { mfaStatusWords as words } from './words.ts';

/** Enabled member accounts that cannot answer a multifactor request. */
export const mfaStatus: Check = {
  id: 'mfa-status',
  ...words,
  evidence: ['mfa-registrations'],
  population: 'enabledMember',
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
      sql: 'isAdmin',
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
      sql: `count(*) FILTER (WHERE verdict = 'non-compliant' AND isAdmin)`,
    },
  },
};
