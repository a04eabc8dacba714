import type { DecisionRule } from '../check.ts';

export const unusedAccountsDecisions: readonly DecisionRule[] = [
  {
    id: 'disable-accounts',
    who: 'establishments',
    gravity: 'notable',
    settles: 'accountEnabled',
    words: {
      centre: 'microsoft-365-users',
      act: {
        one: {
          fr: 'Désactiver, après vérification, {n} compte activé qui ne sert ni au courriel ni à se connecter',
          en: 'Disable, once confirmed, {n} enabled account that serves neither for mail nor to sign in',
        },
        other: {
          fr: 'Désactiver, après vérification, {n} comptes activés qui ne servent ni au courriel ni à se connecter',
          en: 'Disable, once confirmed, {n} enabled accounts that serve neither for mail nor to sign in',
        },
      },
      facts: [],
    },
  },
];
