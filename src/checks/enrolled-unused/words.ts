import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const enrolledUnusedWords = {
  title: {
    fr: 'Médecins inscrits à un service, dont le compte courriel n’est pas utilisé',
    en: 'Physicians enrolled in a service whose mailbox is unused',
  },
  shortTitle: { fr: 'Inscrits inactifs', en: 'Enrolled, unused' },
  question: {
    fr: 'Quels médecins inscrits à un service n’utilisent pas leur compte courriel?',
    en: 'Which physicians enrolled in a service do not use their mailbox?',
  },
  rule: {
    fr:
      'Population : les médecins ayant une boîte aux lettres personnelle et inscrits à au moins un des services de la ' +
      'configuration (membres de son groupe). Non conforme : le compte courriel est non utilisé selon la règle des comptes ' +
      'courriels non utilisés. Groupe non lu, ou usage inconnu : indéterminé.',
    en:
      'Population: physicians with a personal mailbox who are enrolled in at least one of the services of the config ' +
      '(members of its group). Non-compliant: the mailbox is unused by the rule of unused mailboxes. Group not read, or ' +
      'use not known: undetermined.',
  },
  gravity: 'serious',
  theme: 'enrolments',
  moves: {
    appeared: { fr: 'Nouvellement inutilisés', en: 'Newly unused' },
    resolved: { fr: 'De nouveau utilisés', en: 'Back in use' },
  },
  constats: {
    fr: [
      [
        {
          of: 'physicians.count',
          one: '{n} médecin inscrit à un service a un compte courriel non utilisé depuis plus de {days} jours',
          other:
            '{n} médecins inscrits à un service ont un compte courriel non utilisé depuis plus de {days} jours',
          zero: 'aucun médecin inscrit à un service n’a un compte courriel non utilisé depuis plus de {days} jours',
        },
        { of: 'physicians.population', one: ' sur un total de {n}', other: ' sur un total de {n}' },
      ],
    ],
    en: [
      [
        {
          of: 'physicians.count',
          one: '{n} physician enrolled in a service has a mailbox unused for more than {days} days',
          other: '{n} physicians enrolled in a service have a mailbox unused for more than {days} days',
          zero: 'no physician enrolled in a service has a mailbox unused for more than {days} days',
        },
        { of: 'physicians.population', one: ' out of {n}', other: ' out of {n}' },
      ],
    ],
  },
} satisfies Pick<
  Check,
  'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'gravity' | 'theme' | 'moves'
>;
