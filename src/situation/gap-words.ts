import type { Words } from '../i18n/words.ts';

/** What is not known, and what to do. */
export interface GapWords {
  readonly what: Words;
  readonly remedy: Words;
}

export const FORWARDING_NOT_READ: GapWords = {
  what: {
    fr: 'Les redirections réglées au niveau de la boîte aux lettres (ForwardingAddress, ForwardingSmtpAddress) ne sont pas lues : elles ne sont pas comptées.',
    en: 'Redirects set at mailbox level (ForwardingAddress, ForwardingSmtpAddress) are not read: they are not counted.',
  },
  remedy: {
    fr: 'Microsoft Graph ne les donne pas : les vérifier dans Exchange Online (Get-EXOMailbox -PropertySets Delivery).',
    en: 'Microsoft Graph does not give them: check them in Exchange Online (Get-EXOMailbox -PropertySets Delivery).',
  },
};

export const NO_PHYSICIANS: GapWords = {
  what: {
    fr: 'Aucune catégorie de médecins n’est définie : tous les chiffres sur les médecins sont nuls.',
    en: 'No category of physicians is defined: every figure about physicians is zero.',
  },
  remedy: {
    fr: "Ajouter à vigie.config.yaml, sous « categories : », une ligne telle que : - { id: physician, physician: true, label: { fr: Médecins, en: Physicians }, when: { jobTitle: 'médecin' } }",
    en: "Add to vigie.config.yaml, under “categories:”, a line such as: - { id: physician, physician: true, label: { fr: Médecins, en: Physicians }, when: { jobTitle: 'médecin' } }",
  },
};

/** A group, or another thing of a source, that could not be had. */
export function missingThing(what: string, detail: string): Words {
  return { fr: `Non lu : ${what} (${detail}).`, en: `Not read: ${what} (${detail}).` };
}

export const GROUP_REMEDY: Words = {
  fr: 'Vérifier le nom ou l’identifiant du groupe dans vigie.config.yaml, puis collecter de nouveau.',
  en: 'Check the group’s name or id in vigie.config.yaml, then collect again.',
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

export function groupNotRead(group: string): GapWords {
  return {
    what: {
      fr: `Le groupe « ${group} » de la configuration n’a pas été demandé à l’annuaire : il compte comme vide.`,
      en: `The group “${group}” of the config was not asked of the directory: it counts as empty.`,
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
  error: {
    fr: 'Boîtes aux lettres dont la lecture des règles a échoué',
    en: 'Mailboxes whose rules could not be read because of an error',
  },
} as const satisfies Record<string, Words>;

export type UnreadOutcome = keyof typeof MAILBOX_OUTCOMES;

/** Mailboxes that did not give their rules, with the codes Graph answered. */
export function unreadMailboxes(outcome: UnreadOutcome, codes: string): Words {
  const answered = codes === '' ? '' : ` (${codes})`;
  const { fr, en } = MAILBOX_OUTCOMES[outcome];
  return { fr: `${fr}${answered}.`, en: `${en}${answered}.` };
}

/** Accounts that a source was expected to tell of, and did not. */
export function absentFrom(name: Words): GapWords {
  return {
    what: {
      fr: `${name.fr} : comptes absents, et donc indéterminés.`,
      en: `${name.en}: accounts absent, and so undetermined.`,
    },
    remedy: {
      fr: 'Collecter de nouveau dans quelques jours : un compte récent ou renommé paraît d’ordinaire sous 48 h. La liste des comptes indéterminés dit lesquels.',
      en: 'Collect again in a few days: a recent or renamed account usually appears within 48 h. The list of undetermined accounts tells which.',
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

/** Rows of a report that bear the name of no account. */
export function unmatchedRows(name: Words): GapWords {
  return {
    what: {
      fr: `${name.fr} : lignes dont le nom n’est celui d’aucun compte (comptes renommés ou supprimés).`,
      en: `${name.en}: rows whose name is no account’s (renamed or deleted accounts).`,
    },
    remedy: {
      fr: 'Rien à faire si elles sont peu nombreuses : le rapport suit l’annuaire avec 48 h de retard.',
      en: 'Nothing to do if they are few: the report follows the directory 48 h late.',
    },
  };
}
