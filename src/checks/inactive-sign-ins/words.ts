import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const inactiveSignInsWords = {
  title: { fr: 'Comptes sans connexion récente', en: 'Accounts without a recent sign-in' },
  shortTitle: { fr: 'Sans connexion', en: 'No sign-in' },
  question: {
    fr: 'Quels comptes activés ne servent plus à se connecter?',
    en: 'Which enabled accounts does nobody sign in with any more?',
  },
  rule: {
    fr:
      'Population : les comptes membres activés, avec ou sans boîte aux lettres, sauf ceux des boîtes partagées, des ' +
      'salles et des équipements. Non conforme : la dernière connexion réussie remonte à plus de N jours avant la collecte; ' +
      'ou, sans connexion réussie connue (Microsoft n’en garde aucune d’avant le 1er décembre 2023), la dernière tentative; ou ' +
      'il n’y a eu aucune tentative et le compte existe depuis plus de N jours. Exactement N jours est conforme. Une tentative ' +
      'de N jours ou moins sans connexion réussie connue : indéterminé; elle ne compte comme usage que si personne, dans ' +
      'l’organisation, n’a de connexion réussie connue (base plus faible). Compte non lu : indéterminé.',
    en:
      'Population: enabled member accounts, with or without a mailbox, except those of shared mailboxes, rooms and ' +
      'equipment. Non-compliant: the last successful sign-in is more than N days before the collection; or, no successful ' +
      'sign-in being known (Microsoft keeps none from before 1 December 2023), the last attempt is; or there was no attempt ' +
      'and the account is more than N days old. Exactly N days is compliant. An attempt within N days without a known ' +
      'success: undetermined; it counts as use only where nobody in the organization has a known success (a weaker basis). ' +
      'Account not read: undetermined.',
  },
  terms: {
    successful: { fr: 'connexion réussie', en: 'successful sign-in' },
    attempt: { fr: 'tentative', en: 'attempt' },
    never: { fr: 'jamais', en: 'never' },
  },
  gravity: 'notable',
  moves: {
    appeared: { fr: 'Nouvellement sans connexion récente', en: 'Newly without a recent sign-in' },
    resolved: { fr: 'De nouveau connectés', en: 'Signing in again' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte activé sans connexion depuis plus de {days} jours',
          other: '{n} comptes activés sans connexion depuis plus de {days} jours',
          zero: 'aucun compte activé sans connexion depuis plus de {days} jours',
        },
        { of: 'population', one: ' sur un total de {n}', other: ' sur un total de {n}' },
        {
          of: 'physicians.count',
          one: ', dont {n} compte médecin',
          other: ', dont {n} comptes médecins',
          zero: ', dont aucun compte médecin',
        },
      ],
    ],
    en: [
      [
        {
          of: 'count',
          one: '{n} enabled account without a sign-in for more than {days} days',
          other: '{n} enabled accounts without a sign-in for more than {days} days',
          zero: 'no enabled account without a sign-in for more than {days} days',
        },
        { of: 'population', one: ' out of {n}', other: ' out of {n}' },
        {
          of: 'physicians.count',
          one: ', including {n} physician account',
          other: ', including {n} physician accounts',
          zero: ', no physician account among them',
        },
      ],
    ],
  },
} satisfies Pick<
  Check,
  'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'terms' | 'gravity' | 'moves'
>;
