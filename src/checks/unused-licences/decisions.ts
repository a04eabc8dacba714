import type { DecisionRule } from '../check.ts';

/** Of the gravity of its cost: it goes on every month. */
export const unusedLicencesDecisions: readonly DecisionRule[] = [
  {
    id: 'reclaim-licences',
    who: 'licence-administrators',
    gravity: 'serious',
    facts: { monthlyCost: `round((sum(licenceCost) FILTER (WHERE verdict = 'non-compliant'))::DOUBLE, 2)` },
    words: {
      centre: 'microsoft-365-licences',
      act: {
        one: {
          fr: 'Reprendre, après vérification, les licences de {n} compte non utilisé',
          en: 'Take back, once confirmed, the licences of {n} unused account',
        },
        other: {
          fr: 'Reprendre, après vérification, les licences de {n} comptes non utilisés',
          en: 'Take back, once confirmed, the licences of {n} unused accounts',
        },
      },
      facts: [
        {
          fact: 'monthlyCost',
          unit: 'money',
          one: {
            fr: 'Elles coûtent {n} par mois, selon les prix connus.',
            en: 'They cost {n} a month, by the prices known.',
          },
          other: {
            fr: 'Elles coûtent {n} par mois, selon les prix connus.',
            en: 'They cost {n} a month, by the prices known.',
          },
        },
      ],
    },
  },
];
