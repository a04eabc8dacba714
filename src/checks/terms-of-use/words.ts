import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const termsOfUseWords = {
  title: { fr: 'Conditions d’utilisation non acceptées', en: 'Terms of use not accepted' },
  shortTitle: { fr: 'Non-acceptation', en: 'Terms not accepted' },
  question: {
    fr: 'Quels comptes activés n’ont pas accepté toutes les conditions d’utilisation?',
    en: 'Which enabled accounts have not accepted all the terms of use?',
  },
  rule: {
    fr:
      'Population : les comptes membres activés, avec ou sans boîte aux lettres, sauf ceux des boîtes partagées, des ' +
      'salles et des équipements. Non conforme : pour au moins une des conditions d’utilisation de l’organisation, aucune ' +
      'réponse, ou une dernière réponse qui est un refus ou une acceptation expirée à la date de lecture. Réponses non lues ' +
      'jusqu’au bout, ou aucune condition d’utilisation dans l’organisation : indéterminé.',
    en:
      'Population: enabled member accounts, with or without a mailbox, except those of shared mailboxes, rooms and ' +
      'equipment. Non-compliant: for one or more of the organization’s terms of use, no answer, or a last answer that is a ' +
      'refusal or an acceptance expired at the time of reading. Answers not read to their end, or no terms of use in the ' +
      'organization: undetermined.',
  },
  gravity: 'serious',
  moves: {
    appeared: { fr: 'Acceptation perdue ou expirée', en: 'Acceptance lost or expired' },
    resolved: { fr: 'Conditions désormais acceptées', en: 'Terms now accepted' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte activé n’a pas accepté toutes les conditions d’utilisation',
          other: '{n} comptes activés n’ont pas accepté toutes les conditions d’utilisation',
          zero: 'aucun compte activé n’a de conditions d’utilisation à accepter',
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
          one: '{n} enabled account has not accepted all the terms of use',
          other: '{n} enabled accounts have not accepted all the terms of use',
          zero: 'no enabled account has terms of use left to accept',
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
} satisfies Pick<Check, 'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'gravity' | 'moves'>;
