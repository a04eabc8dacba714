import type { Words } from '../../i18n/words.ts';

/** What redirects, mechanisms, classes of target, whether what is set takes effect, and why that is not known of an account. */
export const redirectTerms: Readonly<Record<string, Words>> = {
  redirectTo: { fr: 'redirige', en: 'redirects' },
  forwardTo: { fr: 'transfère', en: 'forwards' },
  forwardAsAttachmentTo: { fr: 'transfère en pièce jointe', en: 'forwards as an attachment' },
  ForwardingAddress: {
    fr: 'transfère à un destinataire de l’annuaire',
    en: 'forwards to a recipient of the directory',
  },
  ForwardingSmtpAddress: { fr: 'transfère à une adresse', en: 'forwards to an address' },
  'inbox-rule': { fr: 'Règle de boîte de réception', en: 'Inbox rule' },
  'mailbox-forwarding': { fr: 'Transfert de la boîte aux lettres', en: 'Mailbox forwarding' },
  'public-webmail': { fr: 'Messagerie Web publique', en: 'Public webmail' },
  external: { fr: 'Externe', en: 'External' },
  university: { fr: 'Université', en: 'University' },
  unresolved: { fr: 'Non résolue', en: 'Unresolved' },
  partner: { fr: 'Partenaire', en: 'Partner' },
  internal: { fr: 'Interne', en: 'Internal' },
  effective: { fr: 'Effective', en: 'Effective' },
  blocked: { fr: 'Bloquée', en: 'Blocked' },
  undetermined: { fr: 'Indéterminée', en: 'Undetermined' },
  'rule-broken': {
    fr: 'Une règle de redirection activée est en erreur',
    en: 'An enabled redirecting rule is in error',
  },
  'rule-read-only': {
    fr: 'Une règle en lecture seule ne dit pas tout ce qu’elle fait',
    en: 'A read-only rule does not tell all that it does',
  },
  'rule-not-told': {
    fr: 'Une règle est venue sans ce qu’elle fait',
    en: 'A rule came without what it does',
  },
  'forwarding-not-returned': {
    fr: 'Exchange n’a pas dit si la boîte aux lettres est transférée',
    en: 'Exchange did not tell whether the mailbox is forwarded',
  },
  'forwarding-not-listed': {
    fr: 'Exchange ne nomme pas la boîte aux lettres parmi les autres',
    en: 'Exchange does not list the mailbox among the others',
  },
  'rules-not-asked': { fr: 'Règles non demandées', en: 'Rules not asked for' },
  'rules-not-read': {
    fr: 'Règles non lues, pour toute l’organisation',
    en: 'Rules not read, of the whole organization',
  },
  'rules-denied': { fr: 'Lecture des règles refusée', en: 'Reading of the rules denied' },
  'rules-gave-up': { fr: 'Lecture des règles abandonnée', en: 'Reading of the rules given up' },
  'rules-error': { fr: 'Lecture des règles en erreur', en: 'Reading of the rules failed' },
  'rules-no-cloud-mailbox': {
    fr: 'Aucune boîte aux lettres dans le nuage\u00a0: règles hors d’atteinte',
    en: 'No mailbox in the cloud: rules out of reach',
  },
};
