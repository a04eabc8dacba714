import type { Advice } from '../../situation/check-words.ts';

/** To whoever keeps the accounts: one that nobody uses in any way. */
export const unusedAccountsAdvice: Advice = {
  audience: 'administrator',
  subject: { fr: 'Comptes inutilisés', en: 'Unused accounts' },
  finding: {
    fr: [
      'Ce compte ne sert plus\u00a0: dernière activité de courriel le {lastActivityOn}, dernière connexion le {lastSignInOn}.',
      'Ce compte ne sert plus ni au courriel, depuis le {lastActivityOn}, ni à se connecter.',
      'Ce compte ne sert plus ni au courriel ni à se connecter, depuis le {lastSignInOn}.',
      'Ce compte ne sert ni au courriel ni à se connecter.',
    ],
    en: [
      'This account is not used any more: last mail activity on {lastActivityOn}, last sign-in on {lastSignInOn}.',
      'This account is used neither for mail, since {lastActivityOn}, nor to sign in.',
      'This account is used neither for mail nor to sign in, since {lastSignInOn}.',
      'This account is used neither for mail nor to sign in.',
    ],
  },
  adopt: {
    fr: ['Demandez à l’établissement si la personne est encore là et si elle connaît son compte.'],
    en: ['Ask the establishment whether the person is still there and knows of the account.'],
  },
  avoid: {
    fr: ['Ne fermez pas un compte médecin sans que quelqu’un ait vu ce que sa boîte aux lettres a reçu.'],
    en: ['Do not close a physician’s account before somebody has seen what its mailbox received.'],
  },
  proceed: {
    fr: [
      'Avisez la personne, ou désactivez le compte, reprenez ses licences et supprimez-le passé le délai de l’établissement.',
    ],
    en: [
      'Tell the person, or disable the account, take its licences back and delete it by the establishment’s own delay.',
    ],
  },
};
