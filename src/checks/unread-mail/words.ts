import type { Check } from '../check.ts';

/** What the check says of itself, in both languages. */
export const unreadMailWords = {
  title: {
    fr: 'Comptes courriels non utilisés qui reçoivent des courriels',
    en: 'Unused mailboxes that receive mail',
  },
  shortTitle: { fr: 'Courriels non lus', en: 'Unread mail' },
  question: {
    fr: 'Quels comptes courriels non utilisés reçoivent encore des courriels?',
    en: 'Which unused mailboxes still receive mail?',
  },
  rule: {
    fr:
      'Des résultats concernant des patients sont envoyés aux comptes courriels, ouverts ou non : ce qui arrive dans un ' +
      'compte que personne n’utilise peut n’avoir été vu de personne. Population : les comptes ayant une boîte aux lettres ' +
      'personnelle, comptes désactivés compris. Non conforme : le compte courriel est non utilisé selon la règle des ' +
      'comptes courriels non utilisés (plus de N jours), et a reçu au moins un message pendant les 180 jours du rapport. ' +
      'Non utilisé, mais nombre de messages reçus inconnu : indéterminé. Absent du rapport alors que la boîte a plus de ' +
      'N jours, ou hors du nuage selon une autre source : indéterminé.',
    en:
      'Results about patients are sent to mailboxes, opened or not: what arrives in one that nobody uses may have been ' +
      'seen by nobody. Population: accounts with a personal mailbox, disabled accounts included. Non-compliant: the ' +
      'mailbox is unused by the rule of unused mailboxes (more than N days), and received at least one message within ' +
      'the 180 days of the report. Unused, but how many messages it received is not known: undetermined. Absent from the ' +
      'report though the mailbox is more than N days old, or not in the cloud by another source: undetermined.',
  },
  gravity: 'critical',
  moves: {
    appeared: {
      fr: 'Nouvellement inutilisés et recevant des courriels',
      en: 'Newly unused and receiving mail',
    },
    resolved: {
      fr: 'De nouveau utilisés, ou ne reçoivent plus de courriels',
      en: 'Back in use, or no longer receiving mail',
    },
  },
  constats: {
    fr: [
      [
        {
          of: 'count',
          one: '{n} compte courriel non utilisé reçoit encore des courriels',
          other: '{n} comptes courriels non utilisés reçoivent encore des courriels',
          zero: 'aucun compte courriel non utilisé ne reçoit encore de courriels',
        },
        {
          of: 'physicians.count',
          one: ', dont {n} compte médecin',
          other: ', dont {n} comptes médecins',
          zero: ', dont aucun compte médecin',
        },
      ],
    ],
    en: [
      [
        {
          of: 'count',
          one: '{n} unused mailbox still receives mail',
          other: '{n} unused mailboxes still receive mail',
          zero: 'no unused mailbox still receives mail',
        },
        {
          of: 'physicians.count',
          one: ', including {n} physician account',
          other: ', including {n} physician accounts',
          zero: ', no physician account among them',
        },
      ],
    ],
  },
} satisfies Pick<Check, 'title' | 'shortTitle' | 'question' | 'rule' | 'constats' | 'gravity' | 'moves'>;
