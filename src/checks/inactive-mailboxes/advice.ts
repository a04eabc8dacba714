import type { Advice } from '../../situation/check-words.ts';

/** To a person whose mailbox nobody uses. */
export const inactiveMailboxesAdvice: Advice = {
  audience: 'holder',
  subject: { fr: 'Votre boîte aux lettres n’est pas utilisée', en: 'Your mailbox is not used' },
  finding: {
    fr: [
      'Aucune activité n’est connue dans votre boîte aux lettres depuis le {lastActivityOn}.',
      'Aucune activité n’est connue dans votre boîte aux lettres.',
    ],
    en: [
      'No activity is known in your mailbox since {lastActivityOn}.',
      'No activity is known in your mailbox.',
    ],
  },
  adopt: {
    fr: [
      'Consultez régulièrement votre boîte aux lettres\u00a0: elle reçoit des courriels même si vous ne l’avez jamais ouverte.',
    ],
    en: ['Read your mailbox regularly: it receives mail even if you never opened it.'],
  },
  avoid: {
    fr: ['Ne recevez pas de renseignements confidentiels dans une messagerie personnelle.'],
    en: ['Do not receive confidential information in personal mail.'],
  },
  proceed: {
    fr: [
      'Dans Outlook sur le Web, lisez ce qui est arrivé et faites les suivis requis.',
      'Si ce compte ne vous sert plus, avisez votre établissement.',
    ],
    en: [
      'In Outlook on the web, read what arrived and follow up on it.',
      'If you no longer need this account, tell your establishment.',
    ],
  },
  sending: {
    fr: [
      'Personne n’ouvre ces boîtes aux lettres\u00a0: joignez leurs titulaires autrement, par téléphone ou par leur établissement.',
      'La liste compte aussi des comptes désactivés, dont les titulaires ne peuvent pas ouvrir de session.',
    ],
    en: [
      'Nobody opens these mailboxes: reach their holders in another way, by telephone or through their establishment.',
      'The list also holds disabled accounts, whose holders cannot sign in.',
    ],
  },
};
