import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const unusedLicencesWords = {
  title: { fr: 'Comptes non utilisés détenant des licences', en: 'Unused accounts that hold licences' },
  shortTitle: { fr: 'Licences inutilisées', en: 'Unused licences' },
  question: {
    fr: 'Quelles licences sont détenues par des comptes que personne n’utilise?',
    en: 'Which licences are held by accounts that nobody uses?',
  },
  rule: {
    fr:
      'Population : les comptes, sauf les invités, qui détiennent au moins une licence, attribuée directement ou par un ' +
      'groupe. Non conforme : le compte est non utilisé, c’est-à-dire sans connexion depuis plus de N jours et, s’il a une ' +
      'boîte aux lettres personnelle, sans activité de courriel non plus. Conforme dès que l’un des deux usages est connu. ' +
      'Sinon, si l’un des deux est inconnu, ou si les licences le sont : indéterminé.',
    en:
      'Population: accounts, guests excepted, that hold at least one licence, assigned directly or through a group. ' +
      'Non-compliant: the account is unused, that is, without a sign-in for more than N days and, where it has a personal ' +
      'mailbox, without mail activity either. Compliant as soon as either use is known. Otherwise, where either is not ' +
      'known, or the licences are not: undetermined.',
  },
  gravity: 'notable',
  theme: 'licences',
  moves: {
    appeared: { fr: 'Nouvellement inutilisés', en: 'Newly unused' },
    resolved: { fr: 'De nouveau utilisés', en: 'Back in use' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte non utilisé détient au moins une licence',
          other: '{n} comptes non utilisés détiennent au moins une licence',
          zero: 'aucun compte non utilisé ne détient de licence',
        },
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
          one: '{n} unused account holds at least one licence',
          other: '{n} unused accounts hold at least one licence',
          zero: 'no unused account holds a licence',
        },
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
  'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'gravity' | 'theme' | 'moves'
>;
