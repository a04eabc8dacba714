import type { Words } from '../i18n/words.ts';

/** Accounts of Microsoft's own tools, which no person signs in with: named among the others and told apart. */
export const SPECIAL_ACCOUNTS = `nullif(count(*) FILTER (WHERE accountEnabled AND specialAccount IS NOT NULL), 0)`;

export const SPECIAL_ACCOUNT_TERMS = {
  synchronisation: { fr: 'synchronisation de l’annuaire', en: 'directory synchronisation' },
  package: { fr: 'paquet d’approvisionnement', en: 'provisioning package' },
} as const satisfies Record<string, Words>;

/** The strengths of MFA methods. */
export const STRENGTH_TERMS = {
  'phishing-resistant': { fr: 'résistante à l’hameçonnage', en: 'phishing-resistant' },
  app: { fr: 'application ou jeton', en: 'app or token' },
  phone: { fr: 'téléphone', en: 'phone' },
  other: { fr: 'autre', en: 'other' },
  none: { fr: 'aucune', en: 'none' },
} as const satisfies Record<string, Words>;

/** The methods that an account can register, by the names that Graph gives them (userRegistrationDetails, methodsRegistered). */
export const METHOD_TERMS = {
  alternateMobilePhone: { fr: 'autre cellulaire', en: 'alternate mobile phone' },
  appNotification: { fr: 'notification d’une application', en: 'app notification' },
  appCode: { fr: 'code d’une application', en: 'app code' },
  email: { fr: 'courriel', en: 'email' },
  externalAuthMethod: { fr: 'méthode externe', en: 'external method' },
  fido2SecurityKey: { fr: 'clé de sécurité FIDO2', en: 'FIDO2 security key' },
  hardwareOneTimePasscode: { fr: 'jeton matériel', en: 'hardware token' },
  macOsSecureEnclaveKey: { fr: 'clé de plateforme macOS', en: 'macOS platform credential' },
  microsoftAuthenticatorPasswordless: {
    fr: 'Microsoft Authenticator sans mot de passe',
    en: 'Microsoft Authenticator, passwordless',
  },
  microsoftAuthenticatorPush: { fr: 'Microsoft Authenticator', en: 'Microsoft Authenticator' },
  mobilePhone: { fr: 'cellulaire', en: 'mobile phone' },
  officePhone: { fr: 'téléphone de bureau', en: 'office phone' },
  passKeyDeviceBound: { fr: 'clé d’identification', en: 'passkey' },
  passKeyDeviceBoundAuthenticator: {
    fr: 'clé d’identification dans Authenticator',
    en: 'passkey in Authenticator',
  },
  passKeyDeviceBoundWindowsHello: {
    fr: 'clé d’identification Windows Hello',
    en: 'Windows Hello passkey',
  },
  securityQuestion: { fr: 'questions de sécurité', en: 'security questions' },
  softwareOneTimePasscode: { fr: 'code à usage unique', en: 'one-time code' },
  temporaryAccessPass: { fr: 'passe d’accès temporaire', en: 'Temporary Access Pass' },
  windowsHelloForBusiness: { fr: 'Windows Hello Entreprise', en: 'Windows Hello for Business' },
} as const satisfies Record<string, Words>;

/** What demands MFA, or why nothing does. */
export const ENFORCEMENT_TERMS = {
  policy: { fr: 'accès conditionnel', en: 'Conditional Access' },
  blocked: { fr: 'accès bloqué', en: 'access blocked' },
  'security-defaults': { fr: 'paramètres de sécurité par défaut', en: 'security defaults' },
  'per-user': { fr: 'AMF par utilisateur', en: 'per-user MFA' },
  none: { fr: 'aucune', en: 'none' },
  excluded: { fr: 'exclu', en: 'excluded' },
  'report-only': { fr: 'rapport seul', en: 'report-only' },
  'only-under-conditions': { fr: 'à certaines conditions seulement', en: 'under conditions only' },
  'alternative-control': { fr: 'AMF ou autre contrôle, au choix', en: 'MFA or another control' },
  'other-applications': { fr: 'autres applications seulement', en: 'other applications only' },
  'not-all-applications': {
    fr: 'pas toutes les applications, pour un administrateur',
    en: 'not all applications, for an administrator',
  },
  'blocked-in-part': { fr: 'accès bloqué en partie seulement', en: 'access blocked in part only' },
  'role-not-active': { fr: 'rôle non actif', en: 'role not active' },
  'per-user-enabled-only': {
    fr: 'AMF par utilisateur pas encore appliquée',
    en: 'per-user MFA not enforced yet',
  },
  'no-policy': { fr: 'aucune stratégie', en: 'no policy' },
  'membership-not-read': { fr: 'appartenance ou exigence non lue', en: 'membership or demand not read' },
  'policies-not-read': { fr: 'stratégies non lues', en: 'policies not read' },
  'per-user-not-read': { fr: 'AMF par utilisateur non lue', en: 'per-user MFA not read' },
} as const satisfies Record<string, Words>;
