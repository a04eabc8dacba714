import type { Check } from '../check.ts';
import { inactiveSignInsAdvice } from './advice.ts';
import { inactiveSignInsWords as words } from './words.ts';

/** Enabled member accounts that have not signed in for longer than the config allows. */
export const inactiveSignIns: Check = {
  id: 'inactive-sign-ins',
  ...words,
  advice: inactiveSignInsAdvice,
  primary: ['sign-in-activity'],
  population: 'enabledMember',
  verdict: `CASE
  WHEN signInUnused THEN 'non-compliant'
  WHEN NOT signInUnused THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'lastSignInOn',
      kind: 'date',
      label: { fr: 'Dernière connexion le', en: 'Last sign-in on' },
      sql: 'signedInOn',
    },
    {
      name: 'daysInactive',
      kind: 'integer',
      label: { fr: 'Jours sans connexion', en: 'Days without a sign-in' },
      sql: 'daysWithoutSignIn',
    },
    {
      name: 'basis',
      kind: 'text',
      label: {
        fr: 'Fondé sur (successful : connexion réussie; attempt : tentative; never : aucune)',
        en: 'Based on (successful sign-in, attempt, never)',
      },
      sql: 'signInBasis',
    },
  ],
  facts: {
    neverSignedIn: {
      label: { fr: 'Inactifs, sans aucune connexion connue', en: 'Inactive, without any known sign-in' },
      sql: `count(*) FILTER (WHERE verdict = 'non-compliant' AND signInBasis = 'never')`,
    },
    weakerBasis: {
      label: {
        fr: 'Jugés sur une tentative, faute de connexion réussie connue',
        en: 'Judged by an attempt, no successful sign-in being known',
      },
      sql: `count(*) FILTER (WHERE verdict IN ('compliant', 'non-compliant') AND signInBasis = 'attempt')`,
    },
    seenByServices: {
      label: {
        fr: 'Comptes qu’un service a vus actifs en deçà du seuil, à défaut de connexions lues',
        en: 'Accounts that some service saw active within the threshold, sign-ins not being read',
      },
      sql: `CASE WHEN count(seenByServices) > 0 THEN count(*) FILTER (WHERE verdict <> 'not-applicable' AND seenByServices) END`,
      whereNotAssessable: 'only',
    },
  },
};
