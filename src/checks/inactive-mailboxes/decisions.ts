import type { DecisionRule } from '../check.ts';

export const inactiveMailboxesDecisions: readonly DecisionRule[] = [
  {
    id: 'close-mailboxes',
    who: 'establishments',
    gravity: 'notable',
    settles: 'receiveCount = 0',
    words: {
      centre: 'microsoft-365-users',
      act: {
        one: {
          fr: 'Confirmer ou fermer {n} compte courriel non utilisé qui ne reçoit rien',
          en: 'Confirm or close {n} unused mailbox that receives nothing',
        },
        other: {
          fr: 'Confirmer ou fermer {n} comptes courriels non utilisés qui ne reçoivent rien',
          en: 'Confirm or close {n} unused mailboxes that receive nothing',
        },
      },
      facts: [],
    },
  },
];
