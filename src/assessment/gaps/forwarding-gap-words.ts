import type { Words } from '../../i18n/words.ts';
import type { MailFlowKind } from '../../snapshot/mail-flow-kinds.ts';
import type { GapWords } from './gap-words.ts';

/** What allows the mailbox-level forwarding to be read, exactly; and the road that needs no permission. */
const GRANT: Words = {
  fr: 'Accorder à l’application Exchange.ManageAsApp (Office 365 Exchange Online) et le rôle Entra Lecteur général (Global Reader), ou un groupe de rôles Exchange qui contient View-Only Recipients, puis collecter de nouveau ; ou fournir l’exportation de Get-EXOMailbox -PropertySets Minimum,Delivery (mailboxForwarding dans vigie.config.yaml).',
  en: 'Grant the application Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader, or an Exchange role group with View-Only Recipients, then collect again; or give the export of Get-EXOMailbox -PropertySets Minimum,Delivery (mailboxForwarding in vigie.config.yaml).',
};

export const FORWARDING_NOT_READ: GapWords = {
  what: {
    fr: 'Les redirections réglées au niveau de la boîte aux lettres (ForwardingAddress, ForwardingSmtpAddress) ne sont pas lues : elles ne sont pas comptées.',
    en: 'Redirects set at mailbox level (ForwardingAddress, ForwardingSmtpAddress) are not read: they are not counted.',
  },
  remedy: GRANT,
};

export const FORWARDING_NOT_RETURNED: GapWords = {
  what: {
    fr: 'Exchange Online a donné les boîtes aux lettres sans leurs redirections (ForwardingAddress, ForwardingSmtpAddress) : elles ne sont pas comptées.',
    en: 'Exchange Online gave the mailboxes without their redirects (ForwardingAddress, ForwardingSmtpAddress): they are not counted.',
  },
  remedy: GRANT,
};

export const FORWARDING_OF_SOME_NOT_RETURNED: GapWords = {
  what: {
    fr: 'Boîtes aux lettres qu’Exchange Online a données sans leurs redirections, et que rien d’autre ne tranche : indéterminées.',
    en: 'Mailboxes that Exchange Online gave without their redirects, and that nothing else settles: undetermined.',
  },
  remedy: GRANT,
};

export const FORWARDING_ABSENT: GapWords = {
  what: {
    fr: 'Comptes ayant une boîte aux lettres personnelle qu’Exchange Online ne nomme pas : seules leurs règles de boîte de réception sont connues.',
    en: 'Accounts with a personal mailbox that Exchange Online does not list: only their inbox rules are known.',
  },
  remedy: {
    fr: 'Vérifier si ces boîtes aux lettres sont hébergées sur place, ou hors de la portée que le rôle Exchange de l’application peut lire.',
    en: 'Check whether these mailboxes are hosted on premises, or outside the scope that the application’s Exchange role can read.',
  },
};

export const FORWARDING_UNMATCHED: GapWords = {
  what: {
    fr: 'Boîtes aux lettres redirigées qui ne sont celles d’aucun compte de l’annuaire (boîtes supprimées, dossiers publics) : elles ne sont pas comptées.',
    en: 'Redirected mailboxes that are no account’s of the directory (deleted mailboxes, public folders): they are not counted.',
  },
  remedy: {
    fr: 'Les retrouver dans Exchange Online : Get-EXOMailbox -PropertySets Minimum,Delivery, là où ExternalDirectoryObjectId est vide.',
    en: 'Find them in Exchange Online: Get-EXOMailbox -PropertySets Minimum,Delivery, where ExternalDirectoryObjectId is empty.',
  },
};

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

/** What allows the rules that Graph cannot express to be read. */
const RULES_GRANT: Words = {
  fr: 'Accorder à l’application Exchange.ManageAsApp (Office 365 Exchange Online) et le rôle Entra Lecteur général (Global Reader), ou un groupe de rôles Exchange qui contient View-Only Recipients, puis collecter de nouveau ; ou regarder ces boîtes une à une (Get-InboxRule).',
  en: 'Grant the application Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader, or an Exchange role group with View-Only Recipients, then collect again; or look at these mailboxes one by one (Get-InboxRule).',
};

export const RULES_UNTOLD: GapWords = {
  what: {
    fr: 'Boîtes aux lettres dont une règle est venue sans ce qu’elle fait, et que rien d’autre ne tranche : indéterminées.',
    en: 'Mailboxes of which a rule came without what it does, and that nothing else settles: undetermined.',
  },
  remedy: RULES_GRANT,
};

export const RULES_BROKEN: GapWords = {
  what: {
    fr: 'Boîtes aux lettres dont une règle de redirection activée est en erreur, et que rien d’autre ne tranche : indéterminées.',
    en: 'Mailboxes of which an enabled redirecting rule is broken, and that nothing else settles: undetermined.',
  },
  remedy: {
    fr: 'Supprimer ces règles, ou les réparer : rien ne dit qu’une règle en erreur ne redirige pas.',
    en: 'Delete these rules, or mend them: nothing says that a broken rule does not redirect.',
  },
};
