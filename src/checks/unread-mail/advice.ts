import type { Advice } from '../../situation/check-words.ts';

/** To a person whose mailbox receives mail that nobody reads. */
export const unreadMailAdvice: Advice = {
  audience: 'holder',
  subject: { fr: 'Des courriels vous attendent', en: 'Mail is waiting for you' },
  finding: {
    fr: [
      'Des courriels arrivent dans votre boîte aux lettres, où aucune activité n’est connue depuis le {lastActivityOn} (messages reçus en 180\u00a0jours\u00a0: {receivedCount}).',
      'Des courriels arrivent dans votre boîte aux lettres, où aucune activité n’est connue (messages reçus en 180\u00a0jours\u00a0: {receivedCount}).',
      'Des courriels arrivent dans votre boîte aux lettres, que personne n’utilise.',
    ],
    en: [
      'Mail arrives in your mailbox, where no activity is known since {lastActivityOn} (messages received in 180 days: {receivedCount}).',
      'Mail arrives in your mailbox, where no activity is known (messages received in 180 days: {receivedCount}).',
      'Mail arrives in your mailbox, which nobody uses.',
    ],
  },
  adopt: {
    fr: [
      'Lisez sans tarder ce que vous avez reçu\u00a0: des résultats de patients peuvent s’y trouver.',
      'Consultez ensuite votre boîte aux lettres régulièrement.',
    ],
    en: [
      'Read what you received without delay: results about patients may be among it.',
      'Read your mailbox regularly from then on.',
    ],
  },
  avoid: {
    fr: [
      'Ne laissez aucun résultat sans suivi.',
      'Ne faites pas suivre vos courriels vers une autre messagerie pour les lire ailleurs.',
    ],
    en: [
      'Leave no result without follow-up.',
      'Do not send your mail on to another mailbox in order to read it elsewhere.',
    ],
  },
  proceed: {
    fr: [
      'Ouvrez une session dans Outlook sur le Web.',
      'Si l’accès vous est refusé, appelez le soutien informatique.',
      'Pendant une absence, activez une réponse automatique qui dit comment vous joindre.',
    ],
    en: [
      'Sign in to Outlook on the web.',
      'If you are refused, call IT support.',
      'While you are away, turn on an automatic reply that says how to reach you.',
    ],
  },
  sending: {
    fr: [
      'Personne n’ouvre ces boîtes aux lettres\u00a0: joignez leurs titulaires autrement, les médecins d’abord.',
      'Faites lire par une personne autorisée ce qui est arrivé aux titulaires que vous ne pouvez pas joindre.',
    ],
    en: [
      'Nobody opens these mailboxes: reach their holders in another way, physicians first.',
      'Where a holder cannot be reached, have somebody who may do so read what arrived.',
    ],
  },
};
