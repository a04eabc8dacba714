import type { DecisionRule } from '../check.ts';

export const termsOfUseDecisions: readonly DecisionRule[] = [
  {
    id: 'ask-acceptance',
    who: 'establishments',
    gravity: 'notable',
    words: {
      centre: 'entra-terms',
      act: {
        one: {
          fr: 'Faire accepter les conditions d’utilisation par le titulaire de {n} compte activé',
          en: 'Have the holder of {n} enabled account accept the terms of use',
        },
        other: {
          fr: 'Faire accepter les conditions d’utilisation par les titulaires de {n} comptes activés',
          en: 'Have the holders of {n} enabled accounts accept the terms of use',
        },
      },
      facts: [],
    },
  },
];
