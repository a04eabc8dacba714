import type { DecisionRule } from '../check.ts';

/** The physicians first: results about patients are sent to them. */
export const unreadMailDecisions: readonly DecisionRule[] = [
  {
    id: 'reach-physicians',
    who: 'establishments',
    gravity: 'critical',
    settles: 'physician',
    words: {
      act: {
        one: {
          fr: 'Joindre le titulaire de {n} compte médecin non utilisé qui reçoit encore des courriels',
          en: 'Reach the holder of {n} unused physician mailbox that still receives mail',
        },
        other: {
          fr: 'Joindre les titulaires de {n} comptes médecins non utilisés qui reçoivent encore des courriels',
          en: 'Reach the holders of {n} unused physician mailboxes that still receive mail',
        },
      },
      facts: [],
    },
  },
  {
    id: 'reach-holders',
    who: 'establishments',
    gravity: 'serious',
    settles: 'NOT physician',
    words: {
      act: {
        one: {
          fr: 'Joindre le titulaire de {n} compte courriel non utilisé qui reçoit encore des courriels',
          en: 'Reach the holder of {n} unused mailbox that still receives mail',
        },
        other: {
          fr: 'Joindre les titulaires de {n} comptes courriels non utilisés qui reçoivent encore des courriels',
          en: 'Reach the holders of {n} unused mailboxes that still receive mail',
        },
      },
      facts: [],
    },
  },
];
