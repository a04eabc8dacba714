import type { Advice } from '../../situation/check-words.ts';

/** To a physician enrolled in a service, whose mailbox nobody uses. */
export const enrolledUnusedAdvice: Advice = {
  audience: 'holder',
  subject: {
    fr: 'Un service vous écrit, et personne ne lit',
    en: 'A service writes to you, and nobody reads',
  },
  finding: {
    fr: [
      'Votre compte est inscrit à un service ({enrolments}), mais aucune activité n’est connue dans votre boîte aux lettres depuis le {lastActivityOn}.',
      'Votre compte est inscrit à un service ({enrolments}), mais aucune activité n’est connue dans votre boîte aux lettres.',
      'Votre compte est inscrit à un service, mais aucune activité n’est connue dans votre boîte aux lettres.',
    ],
    en: [
      'Your account is enrolled in a service ({enrolments}), but no activity is known in your mailbox since {lastActivityOn}.',
      'Your account is enrolled in a service ({enrolments}), but no activity is known in your mailbox.',
      'Your account is enrolled in a service, but no activity is known in your mailbox.',
    ],
  },
  adopt: {
    fr: [
      'Assurez-vous que quelqu’un lit ce que ce service vous envoie.',
      'Consultez votre boîte aux lettres régulièrement.',
    ],
    en: ['See that somebody reads what this service sends you.', 'Read your mailbox regularly.'],
  },
  avoid: { fr: ['Ne laissez aucun résultat sans suivi.'], en: ['Leave no result without follow-up.'] },
  proceed: {
    fr: [
      'Ouvrez une session dans Outlook sur le Web et lisez ce qui est arrivé, ou demandez à votre établissement de mettre fin à l’inscription.',
    ],
    en: [
      'Sign in to Outlook on the web and read what arrived, or ask your establishment to end the enrolment.',
    ],
  },
  sending: {
    fr: [
      'Personne n’ouvre ces boîtes aux lettres\u00a0: téléphonez aux médecins pour savoir où vont leurs télécopies et qui les lit.',
    ],
    en: [
      'Nobody opens these mailboxes: telephone the physicians to learn where their faxes go and who reads them.',
    ],
  },
};
