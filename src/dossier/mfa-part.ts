import { ENFORCEMENT } from '../enforcement/enforcement.ts';
import type { DossierPart } from './part.ts';

/**
 * Names of methods in lower case, as the report and its enumeration have them, and as public answers do; one that is none
 * of these is told by its name: https://learn.microsoft.com/graph/api/resources/usageauthmethod
 */
const STRENGTHS = {
  'phishing-resistant': [
    'fido',
    'fido2',
    'fido2securitykey',
    'passkeydevicebound',
    'passkeydeviceboundauthenticator',
    'passkeydeviceboundwindowshello',
    'passkeysynced',
    'windowshelloforbusiness',
    'macossecureenclavekey',
    'x509certificate',
    'x509certificatemultifactor',
    'certificatebasedauthentication',
  ],
  app: [
    'microsoftauthenticatorpush',
    'microsoftauthenticatorpasswordless',
    'softwareonetimepasscode',
    'hardwareonetimepasscode',
    'onetimepasscode',
    'appnotification',
    'appcode',
    // Another organisation's second factor, of which no more is known.
    'externalauthmethod',
  ],
  phone: [
    'mobilephone',
    'alternatemobilephone',
    'officephone',
    'sms',
    'voice',
    'mobilesms',
    'mobilecall',
    'alternatemobilecall',
  ],
  /** No second factor, or one that does not last. */
  none: [
    'email',
    'securityquestion',
    'apppassword',
    'temporaryaccesspass',
    'x509certificatesinglefactor',
    'qrcode',
    'qrcodepin',
  ],
} as const;

const RANKED = Object.values(STRENGTHS).flat();

function listOf(names: readonly string[]): string {
  return `[${names.map((name) => `'${name}'`).join(', ')}]`;
}

function has(strength: keyof typeof STRENGTHS): string {
  return `list_has_any(mfaMethodNames, ${listOf(STRENGTHS[strength])})`;
}

/** What each account registered, which roles it holds, and whether MFA is demanded of it. */
export const mfaPart: DossierPart = {
  rows: [
    {
      source: 'mfa-registrations',
      select: `SELECT accountId, isAdmin, isMfaRegistered, isMfaCapable, isPasswordlessCapable, methods AS mfaMethodList FROM "mfa-registrations"`,
    },
    {
      source: 'role-assignments',
      select: `SELECT accountId, coalesce(roleName, roleId) AS adminRole, assignment AS roleAssignment FROM mfa_roles_held`,
    },
    ...ENFORCEMENT.rows,
  ],
  byAccount: [
    'bool_or(isAdmin) AS isAdmin',
    'bool_or(isMfaRegistered) AS isMfaRegistered',
    'bool_or(isMfaCapable) AS isMfaCapable',
    'bool_or(isPasswordlessCapable) AS passwordless',
    'max(mfaMethodList) AS mfaMethodList',
    // An aggregate that is DISTINCT or in order slows down all that stand beside it.
    `array_to_string(list_sort(list_distinct(list(adminRole) FILTER (adminRole IS NOT NULL))), ', ') AS adminRoles`,
    // Of “active” and “eligible”, the first in the alphabet.
    'min(roleAssignment) AS adminAssignment',
    ...ENFORCEMENT.byAccount,
  ],
  beforehand: ENFORCEMENT.ofAccount,
  shared: [
    {
      by: ['mfaMethodList'],
      beforehand: [
        `list_transform(mfaMethodList, lambda method: lower(method)) AS mfaMethodNames`,
        `list_filter(mfaMethodList, lambda method: NOT list_contains(${listOf(RANKED)}, lower(method))) AS unknownMethods`,
      ],
      columns: [
        `nullif(array_to_string(list_sort(mfaMethodList), ', '), '') AS mfaMethods`,
        `CASE WHEN mfaMethodNames IS NULL THEN NULL
      WHEN ${has('phishing-resistant')} THEN 'phishing-resistant' WHEN ${has('app')} THEN 'app' WHEN ${has('phone')} THEN 'phone'
      WHEN len(unknownMethods) > 0 THEN 'other'
      ELSE 'none' END AS strongestMethod`,
      ],
    },
    ENFORCEMENT.shared,
  ],
  columns: [
    'isAdmin',
    'isMfaRegistered',
    'isMfaCapable',
    'passwordless',
    'coalesce(serviceAccount, false) AS serviceAccount',
    `CASE WHEN list_contains(getvariable('usableSources'), 'role-assignments') THEN adminAssignment IS NOT NULL
      WHEN list_contains(getvariable('usableSources'), 'mfa-registrations') THEN coalesce(isAdmin, false) END AS isAdministrator`,
    'adminRoles',
    'adminAssignment',
    'mfaMethods',
    'strongestMethod',
    'unknownMethods',
    ...ENFORCEMENT.columns,
  ],
};
