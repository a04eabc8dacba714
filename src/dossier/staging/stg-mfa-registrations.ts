import type { Staging } from './staging.ts';

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
  return `list_has_any(names, ${listOf(STRENGTHS[strength])})`;
}

/** What each account registered. Few lists of methods occur: what they are worth is worked out once for each. */
export const stgMfaRegistrations: Staging = {
  name: 'stg_mfa_registrations',
  reads: [
    {
      name: 'src_mfa_registrations',
      source: 'mfa-registrations',
      by: 'accountId',
      select: `SELECT accountId, isAdmin, isMfaRegistered, isMfaCapable, isPasswordlessCapable, methods FROM "mfa-registrations"`,
    },
  ],
  sql: `WITH registered AS MATERIALIZED (
      SELECT accountId, bool_or(isAdmin) AS isAdmin, bool_or(isMfaRegistered) AS isMfaRegistered,
        bool_or(isMfaCapable) AS isMfaCapable, bool_or(isPasswordlessCapable) AS passwordless, max(methods) AS methods
      FROM src_mfa_registrations GROUP BY accountId),
    worth AS (
      SELECT methods, nullif(array_to_string(list_sort(methods), ', '), '') AS mfaMethods,
        CASE WHEN names IS NULL THEN NULL
          WHEN ${has('phishing-resistant')} THEN 'phishing-resistant' WHEN ${has('app')} THEN 'app' WHEN ${has('phone')} THEN 'phone'
          WHEN len(unknownMethods) > 0 THEN 'other'
          ELSE 'none' END AS strongestMethod,
        unknownMethods
      FROM (SELECT methods, list_transform(methods, lambda method: lower(method)) AS names,
          list_filter(methods, lambda method: NOT list_contains(${listOf(RANKED)}, lower(method))) AS unknownMethods
        FROM (SELECT DISTINCT methods FROM registered)))
    SELECT r.* EXCLUDE (methods), w.mfaMethods, w.strongestMethod, w.unknownMethods
    FROM registered r LEFT JOIN worth w ON w.methods IS NOT DISTINCT FROM r.methods`,
};
