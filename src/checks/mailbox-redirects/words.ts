import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const mailboxRedirectsWords = {
  title: { fr: 'Redirections automatiques', en: 'Automatic redirects' },
  shortTitle: { fr: 'Redirections', en: 'Redirects' },
  question: {
    fr: 'De quels comptes les courriels sont-ils envoyés ailleurs automatiquement?',
    en: 'Which accounts have their mail sent elsewhere by itself?',
  },
  rule: {
    fr:
      'Population : les comptes ayant une boîte aux lettres personnelle, désactivés ou non; les boîtes partagées, les ' +
      'salles et les équipements sont comptés à part. Non conforme : au moins une règle de boîte de réception activée et ' +
      'sans erreur qui redirige ou transfère (redirectTo, forwardTo, forwardAsAttachmentTo), ou une redirection de toute la ' +
      'boîte (ForwardingAddress, qui l’emporte, ou ForwardingSmtpAddress). Une règle désactivée est un fait, ' +
      'non un verdict. Boîte dont les règles ou la redirection n’ont pas pu être lues, dont une règle activée est venue sans ce ' +
      'qu’elle fait, ou redirige et est en erreur, et dont rien d’autre ne décide : ' +
      'indéterminé. Une redirection vers l’extérieur qu’une stratégie de courrier sortant (Automatic comme Off), un domaine distant ou une règle de flux bloque est comptée, et ' +
      'dite bloquée; sans copie, le courriel n’arrive à personne. Un compte prend la classe la plus risquée de ses destinations : ' +
      'messagerie publique, externe, université, non résolue, partenaire, interne. Chaque redirection en vigueur est une ligne.',
    en:
      'Population: accounts with a personal mailbox, disabled or not; shared mailboxes, rooms and equipment are tallied ' +
      'apart. Non-compliant: at least one enabled, error-free inbox rule that redirects or forwards (redirectTo, forwardTo, ' +
      'forwardAsAttachmentTo), or a forward of the whole mailbox (ForwardingAddress, which wins, or ForwardingSmtpAddress). ' +
      'A disabled rule is a fact, not a verdict. A mailbox whose rules or forwarding could not be read, or of which an enabled ' +
      'rule came without what it does, or redirects and is broken, and that ' +
      'nothing else settles: undetermined. A redirect to outside that the outbound policy (Automatic as Off), a remote domain or a transport rule stops is ' +
      'counted, and called blocked; where no copy is kept, mail reaches nobody. An account takes the riskiest class of its targets: ' +
      'public webmail, external, university, unresolved, partner, internal. Each redirect in effect is a row.',
  },
  gravity: 'critical',
  theme: 'redirects',
  moves: {
    appeared: { fr: 'Nouvellement redirigés', en: 'Newly redirected' },
    resolved: { fr: 'Ne sont plus redirigés', en: 'No longer redirected' },
    altered: { fr: 'Nouvelle destination', en: 'New target' },
  },
  opensReport: true,
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte est automatiquement redirigé',
          other: '{n} comptes sont automatiquement redirigés',
          zero: 'aucun compte n’est automatiquement redirigé',
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
          one: '{n} account is automatically redirected',
          other: '{n} accounts are automatically redirected',
          zero: 'no account is automatically redirected',
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
  factConstats: [
    {
      fact: 'reachesNobody',
      undetermined: 'mayReachNobody',
      one: {
        fr: 'les courriels de {n} de ces comptes ne parviennent à personne\u00a0: la redirection est bloquée et aucune copie n’est gardée',
        en: 'mail for {n} of these accounts reaches nobody: the redirect is blocked and no copy is kept',
      },
      other: {
        fr: 'les courriels de {n} de ces comptes ne parviennent à personne\u00a0: la redirection est bloquée et aucune copie n’est gardée',
        en: 'mail for {n} of these accounts reaches nobody: the redirect is blocked and no copy is kept',
      },
    },
  ],
} satisfies Pick<
  Check,
  | 'title'
  | 'shortTitle'
  | 'question'
  | 'opensReport'
  | 'rule'
  | 'constats'
  | 'factConstats'
  | 'gravity'
  | 'theme'
  | 'moves'
>;
