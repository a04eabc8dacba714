import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const inactiveMailboxesWords = {
  title: { fr: 'Comptes courriels non utilisés', en: 'Unused mailboxes' },
  shortTitle: { fr: 'Boîtes inutilisées', en: 'Unused mailboxes' },
  question: {
    fr: 'Quels comptes courriels ne sont utilisés par personne?',
    en: 'Which mailboxes does nobody use?',
  },
  rule: {
    fr:
      'Population : les comptes ayant une boîte aux lettres personnelle, comptes désactivés compris. Non conforme : la ' +
      'dernière activité de courriel remonte à plus de N jours avant la date du rapport d’utilisation, ou le rapport ' +
      'n’en montre aucune et la boîte existe depuis plus de N jours (selon sa propre date de création, à défaut celle de son ' +
      'compte; une date inconnue compte comme ancienne). Exactement N jours est conforme. Absente du rapport alors qu’elle ' +
      'a plus de N jours, ou hors du nuage selon une autre source : indéterminé.',
    en:
      'Population: accounts with a personal mailbox, disabled accounts included. Non-compliant: the last mail activity is ' +
      'more than N days before the date of the usage report, or the report shows none and the mailbox is more than N ' +
      'days old (by its own creation date, failing that its account’s; an unknown date counts as old). Exactly N days is ' +
      'compliant. Absent from the report though more than N days old, or not in the cloud by another source: undetermined.',
  },
  gravity: 'serious',
  moves: {
    appeared: { fr: 'Nouvellement inutilisés', en: 'Newly unused' },
    resolved: { fr: 'De nouveau utilisés', en: 'Back in use' },
  },
  opensReport: true,
  alike: 'exchange',
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte courriel non utilisé de plus de {days} jours',
          other: '{n} comptes courriels non utilisés de plus de {days} jours',
          zero: 'aucun compte courriel non utilisé de plus de {days} jours',
        },
        { of: 'population', one: ' sur un total de {n}', other: ' sur un total de {n}' },
      ],
      [
        {
          of: 'physicians.population',
          one: '{n} compte médecin a été créé,',
          other: '{n} comptes médecins ont été créés,',
          zero: 'aucun compte médecin n’a été créé',
        },
        {
          of: 'physicians.count',
          one: ' {n} (pour le service courriel) n’est pas utilisé depuis plus de {days} jours',
          other: ' {n} (pour le service courriel) ne sont pas utilisés depuis plus de {days} jours',
          zero: ' aucun (pour le service courriel) n’est inutilisé depuis plus de {days} jours',
        },
      ],
    ],
    en: [
      [
        {
          of: 'count',
          one: '{n} mailbox unused for more than {days} days',
          other: '{n} mailboxes unused for more than {days} days',
          zero: 'no mailbox unused for more than {days} days',
        },
        { of: 'population', one: ' out of {n}', other: ' out of {n}' },
      ],
      [
        {
          of: 'physicians.population',
          one: '{n} physician account was created,',
          other: '{n} physician accounts were created,',
          zero: 'no physician account was created',
        },
        {
          of: 'physicians.count',
          one: ' {n} (for the mail service) has not been used for more than {days} days',
          other: ' {n} (for the mail service) have not been used for more than {days} days',
          zero: ' none (for the mail service) has been unused for more than {days} days',
        },
      ],
    ],
  },
  footnote: {
    fr: [
      {
        of: 'physicians.accounts',
        one: '{n} compte médecin a été créé',
        other: '{n} comptes médecins ont été créés',
      },
      {
        of: 'physicians.population',
        one: '; {n} a une boîte aux lettres',
        other: '; {n} ont une boîte aux lettres',
        zero: '; aucun n’a de boîte aux lettres',
      },
      {
        of: 'physicians.count',
        one: ', dont {n} inutilisée depuis plus de {days} jours',
        other: ', dont {n} inutilisées depuis plus de {days} jours',
        zero: ', dont aucune n’est inutilisée depuis plus de {days} jours',
      },
    ],
    en: [
      {
        of: 'physicians.accounts',
        one: '{n} physician account was created',
        other: '{n} physician accounts were created',
      },
      {
        of: 'physicians.population',
        one: '; {n} has a mailbox',
        other: '; {n} have a mailbox',
        zero: '; none has a mailbox',
      },
      {
        of: 'physicians.count',
        one: ', of which {n} has been unused for more than {days} days',
        other: ', of which {n} have been unused for more than {days} days',
        zero: ', of which none has been unused for more than {days} days',
      },
    ],
  },
} satisfies Pick<
  Check,
  | 'alike'
  | 'footnote'
  | 'title'
  | 'shortTitle'
  | 'question'
  | 'opensReport'
  | 'rule'
  | 'constats'
  | 'gravity'
  | 'moves'
>;
