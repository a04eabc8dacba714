import type { DecisionRule } from '../check.ts';

export const mfaStatusDecisions: readonly DecisionRule[] = [
  {
    id: 'register-methods',
    who: 'establishments',
    gravity: 'serious',
    words: {
      centre: 'entra-methods',
      act: {
        one: {
          fr: 'Faire inscrire une méthode d’AMF par le titulaire de {n} compte activé',
          en: 'Have the holder of {n} enabled account register an MFA method',
        },
        other: {
          fr: 'Faire inscrire une méthode d’AMF par les titulaires de {n} comptes activés',
          en: 'Have the holders of {n} enabled accounts register an MFA method',
        },
      },
      facts: [],
    },
  },
];
