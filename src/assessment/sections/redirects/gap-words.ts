import type { Words } from '../../../i18n/words.ts';
import type { GapWords } from '../../gaps/found-gap.ts';
import { EXPORT_REMEDIES, RULES_NOT_EXPORTED } from '../../gaps/export-words.ts';
import { FORWARDING_GRANT } from '../../gaps/gap-words.ts';

export const FORWARDING_NOT_RETURNED: GapWords = {
  what: {
    fr: 'Exchange Online a donné les boîtes aux lettres sans leurs redirections (ForwardingAddress, ForwardingSmtpAddress) : elles ne sont pas comptées.',
    en: 'Exchange Online gave the mailboxes without their redirects (ForwardingAddress, ForwardingSmtpAddress): they are not counted.',
  },
  remedy: FORWARDING_GRANT,
};

export const FORWARDING_OF_SOME_NOT_RETURNED: GapWords = {
  what: {
    fr: 'Boîtes aux lettres qu’Exchange Online a données sans leurs redirections, et que rien d’autre ne tranche : indéterminées.',
    en: 'Mailboxes that Exchange Online gave without their redirects, and that nothing else settles: undetermined.',
  },
  remedy: FORWARDING_GRANT,
};

export const FORWARDING_ABSENT: GapWords = {
  what: {
    fr: 'Comptes ayant une boîte aux lettres personnelle qu’Exchange Online ne nomme pas, et que rien d’autre ne tranche : indéterminés.',
    en: 'Accounts with a personal mailbox that Exchange Online does not list, and that nothing else settles: undetermined.',
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

/** The same of an import, where an export is read and nobody answers. */
export const FORWARDING_NOT_EXPORTED: GapWords = {
  what: {
    fr: 'L’exportation nomme les boîtes aux lettres sans leurs redirections (ForwardingAddress, ForwardingSmtpAddress)\u00a0: elles ne sont pas comptées.',
    en: 'The export lists the mailboxes without their redirects (ForwardingAddress, ForwardingSmtpAddress): they are not counted.',
  },
  remedy: EXPORT_REMEDIES['mailbox-forwarding'],
};

export const FORWARDING_OF_SOME_NOT_EXPORTED: GapWords = {
  what: {
    fr: 'Boîtes aux lettres que l’exportation nomme sans leurs redirections, et que rien d’autre ne tranche\u00a0: indéterminées.',
    en: 'Mailboxes that the export lists without their redirects, and that nothing else settles: undetermined.',
  },
  remedy: EXPORT_REMEDIES['mailbox-forwarding'],
};

export const FORWARDING_NOT_LISTED: GapWords = {
  what: {
    fr: 'Comptes ayant une boîte aux lettres personnelle que l’exportation ne nomme pas, et que rien d’autre ne tranche\u00a0: indéterminés.',
    en: 'Accounts with a personal mailbox that the export does not list, and that nothing else settles: undetermined.',
  },
  remedy: EXPORT_REMEDIES['mailbox-forwarding'],
};

/** What allows the rules that Graph cannot express to be read. */
const RULES_GRANT: Words = {
  fr: 'Accorder à l’application Exchange.ManageAsApp (Office 365 Exchange Online) et le rôle Entra Lecteur général (Global Reader), ou un groupe de rôles Exchange qui contient View-Only Recipients, puis collecter de nouveau; ou regarder ces boîtes une à une (Get-InboxRule).',
  en: 'Grant the application Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader, or an Exchange role group with View-Only Recipients, then collect again; or look at these mailboxes one by one (Get-InboxRule).',
};

export const RULES_UNTOLD: GapWords = {
  what: {
    fr: 'Boîtes aux lettres dont une règle est venue sans ce qu’elle fait, et que rien d’autre ne tranche : indéterminées.',
    en: 'Mailboxes of which a rule came without what it does, and that nothing else settles: undetermined.',
  },
  remedy: RULES_GRANT,
};

/** Of an import, where the columns of what a rule does were left out, or hold the name of a type. */
export const RULES_UNTOLD_IN_EXPORT: GapWords = {
  what: {
    fr: 'Boîtes aux lettres dont l’exportation donne une règle sans tout ce qu’elle fait, et que rien d’autre ne tranche\u00a0: indéterminées.',
    en: 'Mailboxes of which the export gives a rule without all that it does, and that nothing else settles: undetermined.',
  },
  remedy: RULES_NOT_EXPORTED.remedy,
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

const MAILBOX_OUTCOMES = {
  denied: {
    fr: 'Boîtes aux lettres dont la lecture des règles a été refusée',
    en: 'Mailboxes whose rules were refused',
  },
  'no-cloud-mailbox': {
    fr: 'Comptes sans boîte aux lettres infonuagique, dont les règles ne peuvent être lues',
    en: 'Accounts without a mailbox in the cloud, whose rules cannot be read',
  },
  'gave-up': {
    fr: 'Boîtes aux lettres dont la lecture des règles a été abandonnée après plusieurs essais',
    en: 'Mailboxes whose rules were given up after several attempts',
  },
  'cut-off': {
    fr: 'Boîtes aux lettres dont les règles restaient à lire quand la collecte a atteint sa durée maximale',
    en: 'Mailboxes whose rules were still to be read when the collection came to its maximum duration',
  },
  error: {
    fr: 'Boîtes aux lettres dont la lecture des règles a échoué',
    en: 'Mailboxes whose rules could not be read because of an error',
  },
} as const satisfies Record<string, Words>;

export type UnreadOutcome = Exclude<keyof typeof MAILBOX_OUTCOMES, 'cut-off'>;

/** Mailboxes that did not give their rules, with the codes Graph answered. */
export function unreadMailboxes(outcome: keyof typeof MAILBOX_OUTCOMES, codes: string): Words {
  const answered = codes === '' ? '' : ` (${codes})`;
  const { fr, en } = MAILBOX_OUTCOMES[outcome];
  return { fr: `${fr}${answered}.`, en: `${en}${answered}.` };
}

/** Why the export of rules settles nothing of a mailbox that it names. */
export const UNSETTLED_BY_EXPORT = {
  NotExported: {
    fr: 'Boîtes aux lettres qui n’ont pu être interrogées sur leurs règles lors de l’exportation\u00a0: indéterminées, à moins qu’une règle connue ne les redirige.',
    en: 'Mailboxes that could not be asked for their rules when these were exported: undetermined, unless a rule that is known redirects them.',
  },
  Truncated: {
    fr: 'Boîtes aux lettres dont l’exportation a moins de règles qu’elle n’en annonce\u00a0: indéterminées, à moins qu’une règle connue ne les redirige.',
    en: 'Mailboxes of which the export has fewer rules than it says: undetermined, unless a rule that is known redirects them.',
  },
  Differing: {
    fr: 'Boîtes aux lettres dont deux exportations donnent des règles différentes\u00a0: indéterminées.',
    en: 'Mailboxes of which two exports give different rules: undetermined.',
  },
} as const satisfies Record<string, Words>;
