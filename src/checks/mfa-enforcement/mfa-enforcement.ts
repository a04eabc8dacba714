import type { Check } from '../check.ts';
import { mfaEnforcementAdvice } from './advice.ts';
import { mfaEnforcementDecisions } from './decisions.ts';
import { SPECIAL_ACCOUNTS } from '../mfa-terms.ts';
import { mfaEnforcementWords as words } from './words.ts';

/** Where policies were not read, an account that none is known to cover may be covered. */
function ifPoliciesRead(sql: string): string {
  return `CASE WHEN known().mfaPoliciesRead THEN ${sql} END`;
}

/** How many of these accounts nothing demands MFA of; not a figure where of some it is not known. */
function unlessUntold(whom: string): string {
  const whose = `(${whom}) AND specialAccount IS NULL`;
  return `CASE WHEN count(*) FILTER (WHERE ${whose} AND enforcement IS NULL) = 0 THEN count(*) FILTER (WHERE ${whose} AND enforcement = 'none') END`;
}

/** What was not read, or not asked, is no 0. */
function ifKnown(basis: string, sql: string): string {
  if (basis === 'policy' || basis === 'blocked') return ifPoliciesRead(sql);
  if (basis === 'security-defaults') return `CASE WHEN known().securityDefaultsTold THEN ${sql} END`;
  return `CASE WHEN is_read('per-user-mfa') THEN ${sql} END`;
}

const BASES = ['policy', 'security-defaults', 'per-user', 'blocked'];

/** Enabled member accounts of people that can sign in with a password alone. */
export const mfaEnforcement: Check = {
  id: 'mfa-enforcement',
  ...words,
  advice: mfaEnforcementAdvice,
  decisions: mfaEnforcementDecisions,
  primary: ['mfa-policies'],
  exceptServices: true,
  population: 'enabledMember AND NOT serviceAccount AND specialAccount IS NULL',
  verdict: `CASE
  WHEN enforcement IN ('policy', 'security-defaults', 'per-user', 'blocked') THEN 'compliant'
  WHEN enforcement = 'none' THEN 'non-compliant'
  ELSE 'undetermined'
END`,
  columns: [
    {
      name: 'enforcement',
      kind: 'text',
      label: { fr: 'AMF exigée par', en: 'MFA demanded by' },
      sql: 'enforcement',
    },
    {
      name: 'enforcedBy',
      kind: 'text',
      label: { fr: 'Stratégies qui l’exigent', en: 'Policies that demand it' },
      sql: 'enforcedBy',
    },
    { name: 'reason', kind: 'text', label: { fr: 'Raison', en: 'Reason' }, sql: 'enforcementReason' },
    {
      name: 'reasonPolicies',
      kind: 'text',
      label: { fr: 'Stratégies en cause', en: 'Policies concerned' },
      sql: 'enforcementPolicies',
    },
    {
      name: 'strongestMethod',
      kind: 'text',
      label: { fr: 'Méthode la plus forte', en: 'Strongest method' },
      sql: 'strongestMethod',
    },
    {
      name: 'isAdmin',
      kind: 'boolean',
      label: { fr: 'Administrateur', en: 'Administrator' },
      sql: 'isAdministrator',
    },
    {
      name: 'specialAccount',
      kind: 'text',
      label: { fr: 'Compte particulier', en: 'Special account' },
      sql: 'specialAccount',
    },
  ],
  worstFirst: 'CASE WHEN isAdministrator THEN 0 ELSE 1 END',
  facts: {
    byBasis: {
      label: {
        fr: 'Comptes dont l’AMF est toujours exigée, selon ce qui l’exige',
        en: 'Accounts of which MFA is always demanded, by what demands it',
      },
      // Whom something else covers is told, too, where it is not known of the others.
      whereNotAssessable: 'too',
      sql: `CASE WHEN known().mfaPoliciesRead OR known().securityDefaultsTold OR is_read('per-user-mfa') THEN MAP {
${BASES.map((basis) => `  '${basis}': ${ifKnown(basis, `count(*) FILTER (WHERE verdict <> 'not-applicable' AND enforcement = '${basis}')`)}`).join(',\n')}
} END`,
    },
    conditionalOnly: {
      label: {
        fr: 'Comptes dont l’AMF n’est exigée qu’à certaines conditions',
        en: 'Accounts of which MFA is demanded under conditions only',
      },
      sql: ifPoliciesRead(`count(*) FILTER (WHERE verdict = 'non-compliant' AND hasConditionalPolicy)`),
    },
    reportOnly: {
      label: {
        fr: 'Comptes que couvrirait une stratégie en mode rapport seul',
        en: 'Accounts that a report-only policy would cover',
      },
      sql: ifPoliciesRead(`count(*) FILTER (WHERE verdict = 'non-compliant' AND hasReportOnlyPolicy)`),
    },
    excluded: {
      label: {
        fr: 'Comptes exclus d’une stratégie qui les couvrirait',
        en: 'Accounts excluded from a policy that would cover them',
      },
      sql: ifPoliciesRead(`count(*) FILTER (WHERE verdict = 'non-compliant' AND isExcludedFromPolicy)`),
    },
    specialAccounts: {
      label: {
        fr: 'Comptes de synchronisation et de paquets d’approvisionnement (hors population)',
        en: 'Accounts of synchronisation and of provisioning packages (apart)',
      },
      sql: SPECIAL_ACCOUNTS,
    },
    serviceAccounts: {
      label: {
        fr: 'Comptes de service sans AMF exigée (hors population)',
        en: 'Service accounts without MFA demanded (apart)',
      },
      sql: `CASE WHEN known().servicesKnown THEN ${ifPoliciesRead(
        unlessUntold(`enabledMember AND serviceAccount`),
      )} END`,
    },
    guests: {
      label: {
        fr: 'Comptes invités activés sans AMF exigée (hors population)',
        en: 'Enabled guest accounts without MFA demanded (apart)',
      },
      sql: ifPoliciesRead(unlessUntold(`isGuest AND accountEnabled`)),
    },
  },
};
