import type { Words } from '../../i18n/words.ts';
import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';

/** Each part of the mail flow, and what is then not known. */
export const MAIL_FLOW_PARTS: Readonly<Record<MailFlowKind, Words>> = {
  'transport-rule': {
    fr: 'Règles de flux de messagerie non lues : on ne sait pas lesquelles redirigent ou copient des messages',
    en: 'Transport rules not read: which of them redirect or copy messages is not known',
  },
  'outbound-policy': {
    fr: 'Stratégies de courrier indésirable sortant non lues : on ne sait pas quelles redirections sont bloquées',
    en: 'Outbound spam policies not read: which redirects are blocked is not known',
  },
  'outbound-rule': {
    fr: 'Règles des stratégies de courrier indésirable sortant non lues : on ne sait pas à qui chaque stratégie s’applique',
    en: 'Rules of the outbound spam policies not read: whom each policy applies to is not known',
  },
  'remote-domain': {
    fr: 'Domaines distants non lus : on ne sait pas vers lesquels la redirection est bloquée',
    en: 'Remote domains not read: towards which of them redirects are blocked is not known',
  },
  'accepted-domain': {
    fr: 'Domaines acceptés non lus : tout sous-domaine d’un domaine vérifié est tenu pour interne',
    en: 'Accepted domains not read: every subdomain of a verified domain is taken as internal',
  },
  'journal-rule': {
    fr: 'Règles de journalisation non lues : on ne sait pas à qui elles donnent copie des messages',
    en: 'Journal rules not read: whom they give a copy of messages is not known',
  },
  'outbound-connector': {
    fr: 'Connecteurs sortants non lus : on ne sait pas à qui le courriel est remis',
    en: 'Outbound connectors not read: whom mail is handed to is not known',
  },
};
