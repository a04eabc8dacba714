import type { DecisionRule } from '../check.ts';

export const mfaEnforcementDecisions: readonly DecisionRule[] = [
  {
    id: 'enable-report-only',
    who: 'identity-administrators',
    gravity: 'serious',
    settles: 'hasReportOnlyPolicy',
    names: `CASE WHEN enforcementReason = 'report-only' THEN enforcementPolicies END`,
    words: {
      centre: 'entra-policies',
      act: {
        one: {
          fr: 'Activer la stratégie restée en mode rapport seul, qui couvrirait {n} compte sur {of} dont l’AMF n’est pas toujours exigée',
          en: 'Turn on the policy left in report-only mode, which would cover {n} account of {of} of which MFA is not always demanded',
        },
        other: {
          fr: 'Activer la stratégie restée en mode rapport seul, qui couvrirait {n} comptes sur {of} dont l’AMF n’est pas toujours exigée',
          en: 'Turn on the policy left in report-only mode, which would cover {n} accounts of {of} of which MFA is not always demanded',
        },
      },
      actOnNamed: {
        one: {
          fr: 'Activer «\u00a0{names}\u00a0», aujourd’hui en mode rapport seul, pour couvrir {n} compte sur {of} dont l’AMF n’est pas toujours exigée',
          en: 'Turn on “{names}”, now in report-only mode, to cover {n} account of {of} of which MFA is not always demanded',
        },
        other: {
          fr: 'Activer «\u00a0{names}\u00a0», aujourd’hui en mode rapport seul, pour couvrir {n} comptes sur {of} dont l’AMF n’est pas toujours exigée',
          en: 'Turn on “{names}”, now in report-only mode, to cover {n} accounts of {of} of which MFA is not always demanded',
        },
      },
      facts: [],
    },
  },
  {
    id: 'demand-mfa',
    who: 'identity-administrators',
    gravity: 'serious',
    settles: 'NOT hasReportOnlyPolicy',
    words: {
      centre: 'entra-policies',
      act: {
        one: {
          fr: 'Exiger l’AMF, par une stratégie d’accès conditionnel, de {n} compte dont elle n’est pas toujours exigée',
          en: 'Demand MFA, by a Conditional Access policy, of {n} account of which it is not always demanded',
        },
        other: {
          fr: 'Exiger l’AMF, par une stratégie d’accès conditionnel, de {n} comptes dont elle n’est pas toujours exigée',
          en: 'Demand MFA, by a Conditional Access policy, of {n} accounts of which it is not always demanded',
        },
      },
      facts: [],
    },
  },
];
