import type { GapWords } from '../../gaps/found-gap.ts';

export const NO_PHYSICIANS: GapWords = {
  what: {
    fr: 'Aucune catégorie de médecins n’est définie : aucun nombre de médecins ne peut être établi.',
    en: 'No category of physicians is defined: no figure about physicians can be had.',
  },
  remedy: {
    fr: "Ajouter à vigie.config.yaml, sous « categories : », une ligne telle que : - { id: physician, physician: true, label: { fr: Médecins, en: Physicians }, when: { jobTitle: 'médecin' } }",
    en: "Add to vigie.config.yaml, under “categories:”, a line such as: - { id: physician, physician: true, label: { fr: Médecins, en: Physicians }, when: { jobTitle: 'médecin' } }",
  },
};

export function attributesNotRead(attributes: readonly string[]): GapWords {
  const list = attributes.join(', ');
  return {
    what: {
      fr: `La configuration se sert d’attributs qui n’ont pas été demandés à l’annuaire : ${list}. Ils comptent comme vides.`,
      en: `The config uses attributes that were not asked of the directory: ${list}. They count as empty.`,
    },
    remedy: {
      fr: 'Collecter de nouveau avec cette configuration.',
      en: 'Collect again with this config.',
    },
  };
}

export function unknownPlans(ids: readonly string[]): GapWords {
  const list = ids.join(', ');
  return {
    what: {
      fr: `Ces comptes ont un plan Exchange inconnu (${list}) et ne figurent pas comme utilisateurs dans le rapport des boîtes aux lettres : ils ne sont pas comptés parmi les boîtes personnelles.`,
      en: `These accounts have an unknown Exchange plan (${list}) and are not listed as users in the mailbox usage report: they are not counted among the personal mailboxes.`,
    },
    remedy: {
      fr: `Si ce plan donne une boîte aux lettres, ajouter à vigie.config.yaml : mailboxPlans: [${list}]`,
      en: `If this plan gives a mailbox, add to vigie.config.yaml: mailboxPlans: [${list}]`,
    },
  };
}

const AGAIN = {
  fr: 'Collecter de nouveau; si rien ne change, le signaler à Microsoft.',
  en: 'Collect again; if nothing changes, report it to Microsoft.',
};

export const ENABLED_NOT_TOLD: GapWords = {
  what: {
    fr: 'Comptes dont l’annuaire ne dit pas s’ils sont activés (accountEnabled)\u00a0: ils comptent comme activés.',
    en: 'Accounts of which the directory does not tell whether they are enabled (accountEnabled): they count as enabled.',
  },
  remedy: AGAIN,
};

export const PLANS_NOT_TOLD: GapWords = {
  what: {
    fr: 'Comptes dont l’annuaire ne dit pas les plans (assignedPlans)\u00a0: ils sont tenus pour avoir une boîte aux lettres personnelle.',
    en: 'Accounts whose plans the directory does not tell (assignedPlans): they are taken for having a personal mailbox.',
  },
  remedy: AGAIN,
};

/** Of an import, where no plan is ever told. */
export const KINDS_NOT_EXPORTED: GapWords = {
  what: {
    fr: 'Comptes dont aucune exportation ne dit s’ils ont une boîte aux lettres personnelle, ou de quel genre est la leur\u00a0: ils sont tenus pour en avoir une.',
    en: 'Accounts of which no export tells whether they have a personal mailbox, or of what kind theirs is: they are taken for having one.',
  },
  remedy: {
    fr: 'Exporter de nouveau les boîtes aux lettres avec leur genre (RecipientTypeDetails de Get-EXOMailbox, ou Recipient Type du rapport d’utilisation), puis importer de nouveau.',
    en: 'Export the mailboxes again with their kind (RecipientTypeDetails of Get-EXOMailbox, or Recipient Type of the usage report), then import again.',
  },
};
