import type { InBoth } from '../errors.ts';

/** Why a collection ends without an audit, and what to do next. */
export const TROUBLE_WORDS = {
  sourceNotRead: { fr: '{id} n’a pu être lu\u00a0: {why}', en: '{id} could not be read: {why}' },
  nothingCame: { fr: 'rien n’est venu', en: 'nothing came' },
  needed: { fr: 'Il faut\u00a0: {grants}.', en: 'Needed: {grants}.' },
  runAgain: { fr: 'Relancer la même commande.', en: 'Run the same command again.' },
  accountsNotRead: {
    fr: 'les comptes de l’organisation n’ont pu être lus\u00a0: {why}',
    en: 'the accounts of the tenant could not be read: {why}',
  },
  noAccountCame: { fr: 'aucun compte n’est venu', en: 'no account came' },
  runLonger: {
    fr: 'Laisser plus de temps\u00a0: avec un plus grand --max-duration, ou sans cette option.',
    en: 'Run it for longer: with a greater --max-duration, or without it.',
  },
  checkAndRunAgain: {
    fr: 'Vérifier le réseau et le mandataire, puis relancer la même commande; --give-up-after dit combien de temps insister.',
    en: 'Check the network and the proxy, then run the same command again; --give-up-after says how long to insist.',
  },
  grant: {
    fr: 'Donner à l’application la permission {grants}, et y consentir à titre d’administrateur.',
    en: 'Grant the application permission {grants} and consent to it as an administrator.',
  },
  networkGone: {
    fr: 'le réseau a disparu\u00a0: plus personne ne répond ({host}\u00a0: {code}). Non lus jusqu’au bout\u00a0: {names}',
    en: 'the network is gone: nobody answers any more ({host}: {code}). Not read to its end: {names}',
  },
  checkNetwork: { fr: 'Vérifier le réseau et le mandataire.', en: 'Check the network and the proxy.' },
} as const satisfies Record<string, InBoth>;
