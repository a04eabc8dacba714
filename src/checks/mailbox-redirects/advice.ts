import type { Advice } from '../../situation/check-words.ts';

/** To a person whose mail is sent elsewhere by itself. */
export const mailboxRedirectsAdvice: Advice = {
  audience: 'holder',
  subject: {
    fr: 'Vos courriels sont redirigés automatiquement',
    en: 'Your mail is redirected automatically',
  },
  finding: {
    fr: [
      'Des courriels que vous recevez sont envoyés à {target} ({targetClass}) par la règle «\u00a0{rule}\u00a0».',
      'Des courriels que vous recevez sont envoyés à {target} ({targetClass}).',
      'Des courriels que vous recevez sont envoyés ailleurs automatiquement.',
    ],
    en: [
      'Mail you receive is sent to {target} ({targetClass}) by the rule “{rule}”.',
      'Mail you receive is sent to {target} ({targetClass}).',
      'Mail you receive is sent elsewhere automatically.',
    ],
  },
  findingWhen: [
    {
      when: { effect: 'blocked', keepsCopy: false },
      finding: {
        fr: [
          'Des courriels que vous recevez n’arrivent à personne\u00a0: leur envoi à {target} ({targetClass}) est bloqué, et aucune copie n’en reste dans votre boîte aux lettres.',
          'Des courriels que vous recevez n’arrivent à personne\u00a0: leur envoi ailleurs est bloqué, et aucune copie n’en reste dans votre boîte aux lettres.',
        ],
        en: [
          'Mail you receive reaches nobody: its sending to {target} ({targetClass}) is blocked, and no copy of it stays in your mailbox.',
          'Mail you receive reaches nobody: its sending elsewhere is blocked, and no copy of it stays in your mailbox.',
        ],
      },
    },
    {
      when: { effect: 'blocked' },
      finding: {
        fr: [
          'Une redirection vers {target} ({targetClass}) est réglée pour vos courriels; l’organisation en bloque l’envoi.',
          'Une redirection est réglée pour vos courriels; l’organisation en bloque l’envoi.',
        ],
        en: [
          'Your mail is set to be redirected to {target} ({targetClass}); the organization blocks its sending.',
          'Your mail is set to be redirected; the organization blocks its sending.',
        ],
      },
    },
    {
      when: { effect: 'undetermined' },
      finding: {
        fr: [
          'Une redirection vers {target} ({targetClass}) est réglée pour vos courriels; rien ne dit si l’organisation en bloque l’envoi.',
          'Une redirection est réglée pour vos courriels; rien ne dit si l’organisation en bloque l’envoi.',
        ],
        en: [
          'Your mail is set to be redirected to {target} ({targetClass}); whether the organization blocks its sending is not known.',
          'Your mail is set to be redirected; whether the organization blocks its sending is not known.',
        ],
      },
    },
  ],
  adopt: {
    fr: [
      'Lisez vos courriels dans votre boîte aux lettres du réseau.',
      'N’utilisez que les outils du ministère pour les renseignements confidentiels.',
    ],
    en: [
      'Read your mail in your mailbox of the network.',
      'Use only the ministry’s tools for confidential information.',
    ],
  },
  avoid: {
    fr: [
      'Ne redirigez jamais vos courriels automatiquement\u00a0: la directive l’interdit, quelle que soit la destination.',
    ],
    en: ['Never redirect your mail automatically: the directive forbids it, whatever the target.'],
  },
  proceed: {
    fr: [
      'Dans Outlook sur le Web, sous Paramètres › Courrier, supprimez la règle (Règles) ou arrêtez le transfert (Transfert).',
      'Si vous n’avez rien réglé de tel, avisez aussitôt le soutien informatique.',
    ],
    en: [
      'In Outlook on the web, under Settings › Mail, delete the rule (Rules) or stop the forwarding (Forwarding).',
      'If you set up no such thing, tell IT support at once.',
    ],
  },
  sending: {
    fr: [
      'Ce que vous écrirez à ces comptes partira aussi vers la destination.',
      'Un transfert que l’administration a réglé pour toute la boîte ne se voit pas dans Outlook\u00a0: retirez-le vous-même.',
    ],
    en: [
      'What you write to these accounts goes to the target as well.',
      'Forwarding that an administrator set for the whole mailbox does not show in Outlook: remove it yourself.',
    ],
  },
};
