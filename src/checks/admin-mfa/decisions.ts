import type { DecisionRule } from '../check.ts';

const NOT_CAPABLE = `NOT isMfaCapable AND NOT isGuest`;
const NOT_ENFORCED = `enforcement = 'none'`;

function found(condition: string): string {
  return `count(*) FILTER (WHERE verdict = 'non-compliant' AND ${condition})`;
}

export const adminMfaDecisions: readonly DecisionRule[] = [
  {
    id: 'protect-administrators',
    who: 'identity-administrators',
    gravity: 'critical',
    facts: {
      notCapable: `CASE WHEN is_read('mfa-registrations') THEN ${found(NOT_CAPABLE)} END`,
      notEnforced: `CASE WHEN known().mfaPoliciesRead THEN ${found(NOT_ENFORCED)} END`,
    },
    words: {
      centre: 'entra-methods',
      act: {
        one: {
          fr: 'Protéger par l’AMF {n} administrateur qui peut se connecter sans elle',
          en: 'Protect by MFA {n} administrator who can sign in without it',
        },
        other: {
          fr: 'Protéger par l’AMF {n} administrateurs qui peuvent se connecter sans elle',
          en: 'Protect by MFA {n} administrators who can sign in without it',
        },
      },
      facts: [
        {
          fact: 'notCapable',
          unit: 'accounts',
          one: { fr: '{n} est sans méthode permise.', en: '{n} is without an allowed method.' },
          other: { fr: '{n} sont sans méthode permise.', en: '{n} are without an allowed method.' },
        },
        {
          fact: 'notEnforced',
          unit: 'accounts',
          one: { fr: 'Pour {n}, elle n’est pas toujours exigée.', en: 'For {n}, it is not always demanded.' },
          other: {
            fr: 'Pour {n}, elle n’est pas toujours exigée.',
            en: 'For {n}, it is not always demanded.',
          },
        },
      ],
    },
  },
];
