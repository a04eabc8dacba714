import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const physiciansWithoutMailboxWords = {
  title: { fr: 'Comptes médecins sans boîte aux lettres', en: 'Physician accounts without a mailbox' },
  shortTitle: { fr: 'Médecins sans boîte', en: 'Without a mailbox' },
  question: {
    fr: 'Quels comptes médecins n’ont pas de boîte aux lettres personnelle?',
    en: 'Which physician accounts have no personal mailbox?',
  },
  rule: {
    fr:
      'Population : les comptes des catégories de médecins, sauf les invités et les comptes des boîtes partagées, des ' +
      'salles et des équipements. Non conforme : le compte n’a pas de boîte aux lettres personnelle. Plan Exchange ' +
      'inconnu, ou aucun alors que rien n’a donné la liste des boîtes : indéterminé. Les médecins sans aucun compte sont dans le décompte de la liste des médecins.',
    en:
      'Population: accounts of the physician categories, except guests and the accounts of shared mailboxes, rooms and ' +
      'equipment. Non-compliant: the account has no personal mailbox. Unknown Exchange plan, or none and no list of mailboxes was read: undetermined. Physicians ' +
      'without any account are in the tally of the roster.',
  },
  gravity: 'serious',
  moves: {
    appeared: { fr: 'Boîte aux lettres perdue', en: 'Mailbox lost' },
    resolved: { fr: 'Boîte aux lettres obtenue', en: 'Mailbox gained' },
  },
  constats: {
    fr: [
      [
        {
          of: 'physicians.count',
          one: '{n} compte médecin est sans boîte aux lettres',
          other: '{n} comptes médecins sont sans boîte aux lettres',
          zero: 'aucun compte médecin n’est sans boîte aux lettres',
        },
      ],
    ],
    en: [
      [
        {
          of: 'physicians.count',
          one: '{n} physician account is without a mailbox',
          other: '{n} physician accounts are without a mailbox',
          zero: 'no physician account is without a mailbox',
        },
      ],
    ],
  },
} satisfies Pick<Check, 'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'gravity' | 'moves'>;
