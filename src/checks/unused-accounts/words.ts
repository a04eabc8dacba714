import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const unusedAccountsWords = {
  title: {
    fr: 'Comptes non utilisés, ni pour le courriel ni pour se connecter',
    en: 'Accounts unused both for mail and to sign in',
  },
  shortTitle: { fr: 'Comptes inutilisés', en: 'Unused accounts' },
  question: {
    fr: 'Quels comptes ne servent ni pour le courriel ni pour se connecter?',
    en: 'Which accounts serve neither for mail nor to sign in?',
  },
  rule: {
    fr:
      'Population : les comptes ayant une boîte aux lettres personnelle, comptes désactivés compris. Non conforme : le ' +
      'compte courriel est non utilisé selon la règle des comptes courriels non utilisés, et le compte est sans connexion ' +
      'selon la règle des comptes sans connexion récente, appliquée ici à tout compte. Conforme dès que l’un des deux ' +
      'usages est connu. Sinon, si l’un des deux est inconnu : indéterminé.',
    en:
      'Population: accounts with a personal mailbox, disabled accounts included. Non-compliant: the mailbox is unused by ' +
      'the rule of unused mailboxes, and the account is without a sign-in by the rule of accounts without a recent ' +
      'sign-in, here applied to any account. Compliant as soon as either use is known. Otherwise, where either is not ' +
      'known: undetermined.',
  },
  terms: {
    unused: { fr: 'ni courriel ni connexion', en: 'neither mail nor sign-in' },
    'mail-only': { fr: 'courriel seulement', en: 'mail only' },
    'sign-in-only': { fr: 'connexion seulement', en: 'sign-in only' },
    'in-use': { fr: 'courriel et connexion', en: 'mail and sign-in' },
    undetermined: { fr: 'usage inconnu, en tout ou en partie', en: 'use not known, in whole or in part' },
  },
  gravity: 'notable',
  moves: {
    appeared: { fr: 'Nouvellement inutilisés', en: 'Newly unused' },
    resolved: { fr: 'De nouveau utilisés', en: 'Back in use' },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte est inutilisé, tant pour le courriel que pour la connexion, depuis plus de {days} jours',
          other:
            '{n} comptes sont inutilisés, tant pour le courriel que pour la connexion, depuis plus de {days} jours',
          zero: 'aucun compte n’est inutilisé tant pour le courriel que pour la connexion depuis plus de {days} jours',
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
          one: '{n} account has been unused, for mail and sign-in alike, for more than {days} days',
          other: '{n} accounts have been unused, for mail and sign-in alike, for more than {days} days',
          zero: 'no account has been unused for mail and sign-in alike for more than {days} days',
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
  'title' | 'shortTitle' | 'question' | 'rule' | 'terms' | 'constats' | 'gravity' | 'moves'
>;
