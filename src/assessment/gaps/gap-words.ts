import { day, integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import type { Words } from '../../i18n/words.ts';
import type { LeavableField } from '../../snapshot/leavable-fields.ts';
import type { GapWords } from './found-gap.ts';
import { SOURCE_NAMES } from './source-words.ts';

/** A group, or another thing of a source, that could not be had. */
export function missingThing(what: Words, why: Words): Words {
  return { fr: `Non lu : ${what.fr} (${why.fr}).`, en: `Not read: ${what.en} (${why.en}).` };
}

/** A group that comes without members because it hides them. */
export function hiddenMembers({ fr, en }: Words): Words {
  return {
    fr: `Le groupe «\u00a0${fr}\u00a0», ou un groupe qu’il contient, cache ses membres (HiddenMembership)\u00a0: ils ne sont pas connus.`,
    en: `The group “${en}”, or a group within it, hides its members (HiddenMembership): they are not known.`,
  };
}

/** Nobody told who the physicians are, which establishments there are, and whose domains are trusted. */
export const NO_CONFIGURATION: GapWords = {
  what: {
    fr: 'Aucune configuration n’a été lue\u00a0: les catégories, les établissements, les domaines des partenaires et les seuils sont ceux par défaut, qui ne connaissent aucun médecin.',
    en: 'No configuration was read: categories, establishments, domains of partners and thresholds are the defaults, which know no physician.',
  },
  remedy: {
    fr: 'Écrire vigie.config.yaml, puis évaluer de nouveau\u00a0: vigie assess --config vigie.config.yaml. Si les valeurs par défaut sont voulues\u00a0: --no-config.',
    en: 'Write vigie.config.yaml, then assess again: vigie assess --config vigie.config.yaml. If the defaults are meant: --no-config.',
  },
};

/** Whom it alone protects is not known. */
export const PER_USER_NOT_ASKED: GapWords = {
  what: {
    fr: 'L’état de l’AMF par utilisateur n’a pas été demandé. Les comptes que rien d’autre ne couvre sont indéterminés.',
    en: 'The state of per-user MFA was not asked. The accounts that nothing else covers are undetermined.',
  },
  remedy: {
    fr: 'Collecter de nouveau avec « perUserMfa: bulk » dans vigie.config.yaml.',
    en: 'Collect again with “perUserMfa: bulk” in vigie.config.yaml.',
  },
};

/** What allows the mailbox-level forwarding to be read, exactly; and the road that needs no permission. */
export const FORWARDING_GRANT: Words = {
  fr: 'Accorder à l’application Exchange.ManageAsApp (Office 365 Exchange Online) et le rôle Entra Lecteur général (Global Reader), ou un groupe de rôles Exchange qui contient View-Only Recipients, puis collecter de nouveau; ou fournir l’exportation de Get-EXOMailbox -PropertySets Minimum,Delivery (mailboxForwarding dans vigie.config.yaml).',
  en: 'Grant the application Exchange.ManageAsApp (Office 365 Exchange Online) and the Entra role Global Reader, or an Exchange role group with View-Only Recipients, then collect again; or give the export of Get-EXOMailbox -PropertySets Minimum,Delivery (mailboxForwarding in vigie.config.yaml).',
};

export const FORWARDING_NOT_READ: GapWords = {
  what: {
    fr: 'Les redirections réglées au niveau de la boîte aux lettres (ForwardingAddress, ForwardingSmtpAddress) ne sont pas lues : elles ne sont pas comptées.',
    en: 'Redirects set at mailbox level (ForwardingAddress, ForwardingSmtpAddress) are not read: they are not counted.',
  },
  remedy: FORWARDING_GRANT,
};

export const GROUP_REMEDY: Words = {
  fr: 'Vérifier le nom ou l’identifiant du groupe dans vigie.config.yaml, puis collecter de nouveau.',
  en: 'Check the group’s name or id in vigie.config.yaml, then collect again.',
};

export const COLLECT_WITH_CONFIGURATION: Words = {
  fr: 'Collecter de nouveau avec cette configuration.',
  en: 'Collect again with this config.',
};

const FIELDS: Readonly<Record<LeavableField, Words>> = {
  'accounts/licences': {
    fr: 'Les licences attribuées aux comptes',
    en: 'The licences assigned to accounts',
  },
  'inbox-rules/rules': {
    fr: 'Ce que font les règles de boîte de réception',
    en: 'What inbox rules do',
  },
  'mailbox-forwarding/forwarding': {
    fr: 'Où mènent les redirections réglées au niveau de la boîte aux lettres',
    en: 'Where redirects set at mailbox level lead',
  },
  'mfa-registrations/methods': {
    fr: 'Les méthodes d’AMF inscrites',
    en: 'The MFA methods that are registered',
  },
};

/** What a collection left out, as none of the checks that were chosen then needed it. */
export function fieldNotAsked(field: LeavableField): GapWords {
  const { fr, en } = FIELDS[field];
  return {
    what: {
      fr: `${fr}\u00a0: non demandé à la collecte, aucun contrôle choisi n’en avait besoin.`,
      en: `${en}: not asked for by the collection, as no check that was chosen needed it.`,
    },
    remedy: COLLECT_WITH_CONFIGURATION,
  };
}

export function groupNotRead(group: string): GapWords {
  return {
    what: {
      fr: `Le groupe « ${group} » de la configuration n’a pas été demandé à l’annuaire : il compte comme vide.`,
      en: `The group “${group}” of the config was not asked of the directory: it counts as empty.`,
    },
    remedy: COLLECT_WITH_CONFIGURATION,
  };
}

/** Accounts that a source was expected to tell of, and did not. */
export function absentFrom(name: Words): GapWords {
  return {
    what: {
      fr: `${name.fr} : comptes absents, et donc indéterminés.`,
      en: `${name.en}: accounts absent, and so undetermined.`,
    },
    remedy: {
      fr: 'Collecter de nouveau dans quelques jours : un compte récent ou renommé apparaît habituellement en moins de 48 heures. La liste des comptes indéterminés dit lesquels.',
      en: 'Collect again in a few days: a recent or renamed account usually appears in less than 48 hours. The list of undetermined accounts tells which.',
    },
  };
}

export const RULES_NOT_ASKED: GapWords = {
  what: {
    fr: 'Boîtes aux lettres dont les règles n’ont pas été lues.',
    en: 'Mailboxes whose rules were not read.',
  },
  remedy: {
    fr: 'Collecter de nouveau, jusqu’à la fin.',
    en: 'Collect again, to the end.',
  },
};

/** Of a pilot: whom the sample does not hold is undetermined. */
export const SAMPLE_REMEDY: Words = {
  fr: 'C’est un essai : pour connaître tous les comptes, collecter de nouveau sans --sample.',
  en: 'This is a pilot: to know every account, collect again without --sample.',
};

export function notInSample(name: Words): GapWords {
  return {
    what: {
      fr: `${name.fr} : comptes hors de l’échantillon, non demandés et indéterminés.`,
      en: `${name.en}: accounts outside the sample, not asked and undetermined.`,
    },
    remedy: SAMPLE_REMEDY,
  };
}

/** Rows of a report that bear the name of no account. */
export function unmatchedRows(name: Words): GapWords {
  return {
    what: {
      fr: `${name.fr} : lignes dont le nom n’est celui d’aucun compte (comptes renommés, supprimés ou non lus).`,
      en: `${name.en}: rows whose name is no account’s (accounts renamed, deleted or not read).`,
    },
    remedy: {
      fr: 'Rien à faire si elles sont peu nombreuses : le rapport suit l’annuaire avec 48 h de retard.',
      en: 'Nothing to do if they are few: the report follows the directory 48 h late.',
    },
  };
}

/** Rows of a report whose “Is Deleted” is empty. */
export function deletionNotTold(name: Words): GapWords {
  return {
    what: {
      fr: `${name.fr}\u00a0: lignes qui ne disent pas si leur compte est supprimé (Is Deleted vide); elles ne disent rien de personne.`,
      en: `${name.en}: rows that do not tell whether their account is deleted (Is Deleted empty); they tell nothing of anybody.`,
    },
    remedy: {
      fr: 'Collecter de nouveau dans quelques jours; si rien ne change, le signaler à Microsoft.',
      en: 'Collect again in a few days; if nothing changes, report it to Microsoft.',
    },
  };
}

/** A walk of the directory that met another number of accounts than it announces. */
export function directoryDiffers(
  source: 'accounts' | 'sign-in-activity',
  { announced, read, isFew }: { readonly announced: number; readonly read: number; readonly isFew: boolean },
): GapWords {
  const { fr, en } = SOURCE_NAMES[source];
  const [nameFr, nameEn] = source === 'accounts' ? ['L’', 'The'] : [`${fr}\u00a0: l’`, `${en}: the`];
  return {
    what: {
      fr: `${nameFr}annuaire annonce ${counted(announced, 'fr', 'compte', 'comptes')}, ${counted(read, 'fr', 'a été lu', 'ont été lus')}.`,
      en: `${nameEn} directory announces ${counted(announced, 'en', 'account', 'accounts')}, ${counted(read, 'en', 'was read', 'were read')}.`,
    },
    remedy: isFew ? FEW_DIFFER : MANY_DIFFER,
  };
}

function counted(n: number, language: Language, one: string, other: string): string {
  return `${integer(n, language)} ${pluralForm(n, language) === 'one' ? one : other}`;
}

const FEW_DIFFER: Words = {
  fr: 'Rien à faire pour si peu\u00a0: des comptes sont créés ou supprimés pendant la lecture, et le décompte de l’annuaire retarde.',
  en: 'Nothing to do for so few: accounts are created or deleted during the reading, and the directory’s count lags.',
};

const MANY_DIFFER: Words = {
  fr: 'Collecter de nouveau. Tant que l’écart demeure, les chiffres sont des minimums.',
  en: 'Collect again. As long as they differ, the figures are lower bounds.',
};

/** A usage report that is older than it ought to be; its figures keep its own date. */
export function staleReport(name: Words, refreshedOn: string, days: number): GapWords {
  const age = (language: Language): string => integer(days, language);
  return {
    what: {
      fr: `${name.fr}\u00a0: rapport vieux de ${age('fr')} jours à la collecte. Les chiffres qui en viennent sont ceux du ${day(refreshedOn, 'fr')}.`,
      en: `${name.en}: the report was ${age('en')} days old when collected. The figures from it are those of ${day(refreshedOn, 'en')}.`,
    },
    remedy: {
      fr: 'Microsoft met habituellement ses rapports à jour en moins de 48 heures\u00a0: consulter l’état d’intégrité des services dans le centre d’administration, puis collecter de nouveau.',
      en: 'Microsoft usually refreshes its reports within 48 hours: look at the service health page of the admin centre, then collect again.',
    },
  };
}

const KINDS_UNKNOWN: Words = {
  fr: 'Les boîtes partagées, les salles et les équipements ne peuvent être distingués des boîtes personnelles\u00a0: les populations sont approximatives.',
  en: 'Shared, room and equipment mailboxes cannot be told from personal ones: populations are approximate.',
};

/** The same gap, which costs the kinds of the mailboxes besides. */
export function withKindsUnknown({ what, remedy }: GapWords): GapWords {
  return {
    what: { fr: `${what.fr} ${KINDS_UNKNOWN.fr}`, en: `${what.en} ${KINDS_UNKNOWN.en}` },
    remedy,
  };
}

export const KINDS_NOT_TOLD: GapWords = withKindsUnknown({
  what: {
    fr: 'Rapport d’utilisation des boîtes aux lettres\u00a0: la colonne Recipient Type manque.',
    en: 'Mailbox usage report: the column Recipient Type is missing.',
  },
  remedy: {
    fr: 'Microsoft ne donne pas cette colonne à tous les locataires\u00a0: relever les boîtes partagées dans Exchange Online (Get-EXOMailbox -RecipientTypeDetails SharedMailbox, RoomMailbox, EquipmentMailbox) et les comparer à la liste des comptes.',
    en: 'Microsoft does not give this column to every tenant: list the shared mailboxes in Exchange Online (Get-EXOMailbox -RecipientTypeDetails SharedMailbox, RoomMailbox, EquipmentMailbox) and compare them with the list of accounts.',
  },
});

export const RECEIVING_NOT_TOLD: GapWords = {
  what: {
    fr: 'Rapport d’activité de courriel : la colonne Receive Count manque. On ne sait pas quelles boîtes non utilisées reçoivent encore des messages.',
    en: 'Mail activity report: the column Receive Count is missing. Which unused mailboxes still receive mail is not known.',
  },
  remedy: {
    fr: 'Collecter de nouveau plus tard; d’ici là, tenir chaque boîte non utilisée pour une boîte qui reçoit encore.',
    en: 'Collect again later; until then, take every unused mailbox for one that still receives.',
  },
};

export const KIND_OF_SOME_NOT_TOLD: GapWords = {
  what: {
    fr: 'Rapport d’utilisation des boîtes aux lettres : comptes absents. Rien ne dit si leur boîte est partagée; elle est tenue pour personnelle.',
    en: 'Mailbox usage report: accounts absent. Nothing tells whether their mailbox is shared; it is taken for a personal one.',
  },
  remedy: {
    fr: 'Collecter de nouveau dans quelques jours : un compte récent ou renommé apparaît habituellement en moins de 48 heures.',
    en: 'Collect again in a few days: a recent or renamed account usually appears in less than 48 hours.',
  },
};
