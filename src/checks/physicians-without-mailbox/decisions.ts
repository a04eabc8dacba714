import type { DecisionRule } from '../check.ts';

export const physiciansWithoutMailboxDecisions: readonly DecisionRule[] = [
  {
    id: 'give-mailboxes',
    who: 'establishments',
    gravity: 'serious',
    words: {
      centre: 'microsoft-365-licences',
      act: {
        one: {
          fr: 'Donner une boîte aux lettres à {n} compte médecin qui n’en a pas',
          en: 'Give a mailbox to {n} physician account that has none',
        },
        other: {
          fr: 'Donner une boîte aux lettres à {n} comptes médecins qui n’en ont pas',
          en: 'Give a mailbox to {n} physician accounts that have none',
        },
      },
      facts: [],
    },
  },
];
