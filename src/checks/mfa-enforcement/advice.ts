import type { Advice } from '../../situation/check-words.ts';

/** To whoever keeps the policies: an account that may sign in with a password alone. */
export const mfaEnforcementAdvice: Advice = {
  audience: 'administrator',
  subject: {
    fr: 'Comptes dont l’AMF n’est pas toujours exigée',
    en: 'Accounts of which MFA is not always demanded',
  },
  finding: {
    fr: [
      'L’AMF n’est pas toujours exigée de ce compte ({reason}\u00a0: {reasonPolicies}).',
      'L’AMF n’est pas toujours exigée de ce compte ({reason}).',
      'L’AMF n’est pas toujours exigée de ce compte.',
    ],
    en: [
      'MFA is not always demanded of this account ({reason}: {reasonPolicies}).',
      'MFA is not always demanded of this account ({reason}).',
      'MFA is not always demanded of this account.',
    ],
  },
  adopt: {
    fr: [
      'Exigez l’AMF par une stratégie d’accès conditionnel, pour toutes les applications et sans condition.',
    ],
    en: ['Demand MFA by a Conditional Access policy, for all applications and without conditions.'],
  },
  avoid: { fr: ['N’excluez que les comptes d’urgence.'], en: ['Exclude only the emergency accounts.'] },
  proceed: {
    fr: ['Dans Microsoft Entra, sous Accès conditionnel, corrigez la stratégie en cause.'],
    en: ['In Microsoft Entra, under Conditional Access, correct the policy concerned.'],
  },
  sending: {
    fr: [
      'Commencez par les administrateurs, qui sont en tête de liste.',
      'Activez les stratégies restées en mode rapport seul après un examen de leurs connexions, et bloquez l’authentification héritée.',
    ],
    en: [
      'Begin with the administrators, who come first on the list.',
      'Turn report-only policies on after a look at their sign-ins, and block legacy authentication.',
    ],
  },
};
