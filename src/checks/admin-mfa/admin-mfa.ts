import type { Check } from '../check.ts';
import { adminMfaAdvice } from './advice.ts';
import { adminMfaDecisions } from './decisions.ts';
import { SPECIAL_ACCOUNTS } from '../mfa-terms.ts';
import { adminMfaWords as words } from './words.ts';

const ENFORCED = `enforcement IN ('policy', 'security-defaults', 'per-user', 'blocked')`;

/** Administrators that cannot answer a multifactor request, or of whom it is not always made. */
export const adminMfa: Check = {
  id: 'admin-mfa',
  ...words,
  advice: adminMfaAdvice,
  decisions: adminMfaDecisions,
  primary: ['role-assignments', 'mfa-registrations'],
  // Without them, who answers and is never asked is not found.
  lowerWithout: ['mfa-policies'],
  // Where nothing told of administrators, anybody but a guest may be one.
  population:
    'coalesce(isAdministrator, NOT isGuest) AND accountEnabled IS NOT FALSE AND specialAccount IS NULL',
  // A guest answers with the methods of its own organisation, which the registrations do not tell.
  verdict: `CASE
  WHEN enforcement = 'none' OR (NOT isMfaCapable AND NOT isGuest) THEN 'non-compliant'
  WHEN isMfaCapable AND ${ENFORCED} THEN 'compliant'
  ELSE 'undetermined'
END`,
  columns: [
    { name: 'roles', kind: 'text', label: { fr: 'Rôles', en: 'Roles' }, sql: 'adminRoles' },
    {
      name: 'assignment',
      kind: 'text',
      label: { fr: 'Attribution', en: 'Assignment' },
      sql: 'adminAssignment',
    },
    {
      name: 'capable',
      kind: 'boolean',
      label: { fr: 'Méthode inscrite et permise', en: 'Method registered and allowed' },
      sql: 'isMfaCapable',
    },
    {
      name: 'strongestMethod',
      kind: 'text',
      label: { fr: 'Méthode la plus forte', en: 'Strongest method' },
      sql: 'strongestMethod',
    },
    {
      name: 'enforcement',
      kind: 'text',
      label: { fr: 'AMF exigée par', en: 'MFA demanded by' },
      sql: 'enforcement',
    },
    { name: 'reason', kind: 'text', label: { fr: 'Raison', en: 'Reason' }, sql: 'enforcementReason' },
    {
      name: 'specialAccount',
      kind: 'text',
      label: { fr: 'Compte particulier', en: 'Special account' },
      sql: 'specialAccount',
    },
    { name: 'isGuest', kind: 'boolean', label: { fr: 'Invité', en: 'Guest' }, sql: 'isGuest' },
  ],
  worstFirst: `CASE WHEN adminAssignment = 'active' THEN 0 ELSE 1 END`,
  facts: {
    active: {
      label: { fr: 'Administrateurs ayant un rôle actif', en: 'Administrators with an active role' },
      sql: countOf(`adminAssignment = 'active'`),
    },
    eligibleOnly: {
      label: { fr: 'Administrateurs éligibles seulement', en: 'Administrators with eligible roles only' },
      sql: `CASE WHEN known().eligibleRolesRead THEN count(*) FILTER (WHERE verdict <> 'not-applicable' AND adminAssignment = 'eligible') END`,
    },
    notCapable: {
      label: { fr: 'Administrateurs sans méthode permise', en: 'Administrators without an allowed method' },
      sql: ifRead(
        'mfa-registrations',
        `count(*) FILTER (WHERE verdict <> 'not-applicable' AND NOT isMfaCapable AND NOT isGuest)`,
      ),
    },
    notEnforced: {
      label: {
        fr: 'Administrateurs de qui l’AMF n’est pas toujours exigée',
        en: 'Administrators of whom MFA is not always demanded',
      },
      sql: `CASE WHEN known().mfaPoliciesRead THEN count(*) FILTER (WHERE verdict <> 'not-applicable' AND enforcement = 'none') END`,
    },
    guests: {
      label: { fr: 'Administrateurs invités', en: 'Administrators who are guests' },
      sql: `nullif(count(*) FILTER (WHERE verdict <> 'not-applicable' AND isGuest), 0)`,
    },
    specialAccounts: {
      label: {
        fr: 'Comptes de synchronisation et de paquets d’approvisionnement (hors population)',
        en: 'Accounts of synchronisation and of provisioning packages (apart)',
      },
      sql: SPECIAL_ACCOUNTS,
    },
    phishingResistant: {
      label: {
        fr: 'Administrateurs ayant une méthode résistante à l’hameçonnage',
        en: 'Administrators with a phishing-resistant method',
      },
      // Registrations whose methods were not told say nothing of their strength.
      sql: `CASE WHEN count(strongestMethod) > 0
        THEN count(*) FILTER (WHERE verdict <> 'not-applicable' AND strongestMethod = 'phishing-resistant') END`,
    },
  },
};

function countOf(condition: string): string {
  return ifRead('role-assignments', `count(*) FILTER (WHERE verdict <> 'not-applicable' AND ${condition})`);
}

function ifRead(source: string, sql: string): string {
  return `CASE WHEN is_read('${source}') THEN ${sql} END`;
}
