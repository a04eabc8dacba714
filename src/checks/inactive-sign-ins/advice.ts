import type { Advice } from '../../situation/check-words.ts';

/** To whoever keeps the accounts: one that nobody signs in with. */
export const inactiveSignInsAdvice: Advice = {
  audience: 'administrator',
  subject: { fr: 'Comptes sans connexion récente', en: 'Accounts without a recent sign-in' },
  finding: {
    fr: [
      'Aucune connexion de ce compte n’est connue depuis le {lastSignInOn}.',
      'Aucune connexion de ce compte n’est connue.',
    ],
    en: ['No sign-in of this account is known since {lastSignInOn}.', 'No sign-in of this account is known.'],
  },
  adopt: {
    fr: ['Demandez à l’établissement si la personne y travaille encore.'],
    en: ['Ask the establishment whether the person still works there.'],
  },
  avoid: {
    fr: ['Ne laissez pas activé un compte dont personne ne répond.'],
    en: ['Leave no account enabled that nobody answers for.'],
  },
  proceed: {
    fr: ['Désactivez le compte, fermez ses sessions, puis supprimez-le passé le délai de l’établissement.'],
    en: ['Disable the account, revoke its sessions, then delete it by the establishment’s own delay.'],
  },
  sending: {
    fr: [
      'Un compte qu’une machine utilise peut figurer dans la liste\u00a0: nommez-lui un responsable plutôt que de le désactiver.',
    ],
    en: ['An account that a machine uses may be on the list: give it an owner rather than disable it.'],
  },
};
