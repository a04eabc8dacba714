import type { Words } from '../../i18n/words.ts';

/** Mechanisms, classes of target, and whether what is set takes effect. */
export const redirectTerms: Readonly<Record<string, Words>> = {
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
};
