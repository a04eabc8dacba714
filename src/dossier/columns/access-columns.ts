import { column, NOT_LISTED, NOT_TOLD, type DossierColumn } from './column.ts';

const SIGN_INS = { sources: ['sign-in-activity'] } as const;
const SIGNED_IN = { ...SIGN_INS, untold: 'NOT signInRead' } as const;
const REGISTERED = { sources: ['mfa-registrations'] } as const;
const ROLES = { sources: ['role-assignments', 'group-members'] } as const;
/** Per-user MFA is asked only where the config says so. */
const DEMANDED = {
  sources: ['mfa-policies', 'group-members', 'role-assignments'],
  fallback: ['per-user-mfa'],
} as const;
const ROLES_UNTOLD = `NOT is_read('role-assignments')`;
const DEMAND_UNTOLD = 'enforcement IS NULL';
const POLICIES_UNTOLD = `NOT is_read('mfa-policies')`;
const NO_ROLE = ['aucun rôle trouvé', 'no role found'] as const;
const NO_SIGN_IN = ['aucune connexion connue', 'no known sign-in'] as const;

/** Whether somebody signs in, with what, and which roles are held. */
export const ACCESS_COLUMNS = {
  signInRead: column('BOOLEAN', SIGN_INS, [
    'Les connexions de ce compte ont été lues',
    'The sign-ins of this account were read',
  ]),
  signedInOn: column(
    'DATE',
    SIGNED_IN,
    ['Dernière connexion réussie, sinon dernière tentative', 'Last successful sign-in, else last attempt'],
    NO_SIGN_IN,
  ),
  signInBasis: column(
    'VARCHAR',
    { ...SIGN_INS, values: ['successful', 'attempt', 'never'] },
    ['Ce que vaut cette date', 'What that date is worth'],
    ['connexions non lues', 'sign-ins not read'],
  ),
  daysWithoutSignIn: column(
    'INTEGER',
    SIGNED_IN,
    ['Jours entre la dernière connexion et la collecte', 'Days from the last sign-in to the collection'],
    NO_SIGN_IN,
  ),
  ageAtCollection: column(
    'INTEGER',
    { sources: ['accounts'] },
    ['Âge du compte, en jours, à la collecte', 'Age of the account in days at the collection'],
    NOT_TOLD,
  ),
  signInUnused: column(
    'BOOLEAN',
    { sources: ['accounts', 'sign-in-activity'] },
    [
      'Sans connexion\u00a0: la dernière est plus ancienne que le seuil, ou il n’y en a aucune et le compte est plus vieux que le seuil',
      'No sign-in: the last one is older than the threshold, or there is none and the account is older than the threshold',
    ],
    [
      'connexions non lues, ou une tentative récente sans aucune connexion réussie connue',
      'sign-ins not read, or a recent attempt and no successful sign-in known',
    ],
  ),
  seenByServices: column(
    'BOOLEAN',
    {
      sources: [],
      fallback: ['mail-activity', 'service-activity'],
      untold: `NOT (is_read('mail-activity') AND is_read('service-activity'))`,
    },
    [
      'Un rapport d’utilisation montre une activité, de courriel ou d’un autre service, en deçà du seuil',
      'A usage report shows activity, of mail or of another service, within the threshold',
    ],
    ['aucun rapport n’a été lu', 'no report was read'],
  ),
  isAdmin: column(
    'BOOLEAN',
    REGISTERED,
    ['Administrateur, selon le rapport des inscriptions', 'Administrator, by the report of registrations'],
    NOT_LISTED,
  ),
  isMfaRegistered: column(
    'BOOLEAN',
    REGISTERED,
    ['Une méthode d’AMF est inscrite', 'An MFA method is registered'],
    NOT_LISTED,
  ),
  isMfaCapable: column(
    'BOOLEAN',
    REGISTERED,
    ['Une méthode d’AMF est inscrite et permise', 'An MFA method is registered and allowed'],
    NOT_LISTED,
  ),
  passwordless: column(
    'BOOLEAN',
    REGISTERED,
    ['Peut se connecter sans mot de passe', 'Can sign in without a password'],
    NOT_LISTED,
  ),
  mfaMethods: column(
    'VARCHAR',
    { ...REGISTERED, names: 'nobody', untold: 'strongestMethod IS NULL' },
    ['Méthodes inscrites, comme Microsoft les nomme', 'Methods registered, as Microsoft names them'],
    ['aucune, ou non dites', 'none, or not told'],
  ),
  strongestMethod: column(
    'VARCHAR',
    { ...REGISTERED, values: ['phishing-resistant', 'app', 'phone', 'other', 'none'] },
    ['Méthode la plus forte', 'Strongest method'],
    ['méthodes non dites', 'methods not told'],
  ),
  unknownMethods: column(
    'VARCHAR[]',
    { ...REGISTERED, names: 'nobody' },
    [
      'Méthodes inscrites dont la force n’est pas connue, par leur nom',
      'Methods registered whose strength is not known, by their names',
    ],
    ['méthodes non dites', 'methods not told'],
  ),
  isAdministrator: column(
    'BOOLEAN',
    {
      ...ROLES,
      fallback: ['mfa-registrations'],
      hidesUnread: true,
      untold: `NOT is_read('role-assignments') AND isAdmin IS NULL`,
    },
    [
      'Détient un rôle de l’annuaire; rôles non lus\u00a0: selon le rapport des inscriptions',
      'Holds a role of the directory; roles not read: by the report of registrations',
    ],
    ['ni les rôles ni les inscriptions n’ont été lus', 'neither roles nor registrations were read'],
  ),
  adminRoles: column(
    'VARCHAR',
    { ...ROLES, names: 'nobody', untold: ROLES_UNTOLD },
    ['Rôles de l’annuaire', 'Roles of the directory'],
    NO_ROLE,
  ),
  adminAssignment: column(
    'VARCHAR',
    { ...ROLES, values: ['active', 'eligible'], untold: ROLES_UNTOLD },
    [
      'Si un de ces rôles est en vigueur, ou s’ils ne sont que sur demande',
      'Whether one of these roles is in force, or all are on request only',
    ],
    NO_ROLE,
  ),
  enforcement: column(
    'VARCHAR',
    { ...DEMANDED, values: ['policy', 'blocked', 'security-defaults', 'per-user', 'none'] },
    ['Ce qui exige l’AMF', 'What demands MFA'],
    ['ce qui le dirait n’a pas été lu', 'what would tell was not read'],
  ),
  enforcedBy: column(
    'VARCHAR',
    { ...DEMANDED, names: 'typed', untold: DEMAND_UNTOLD },
    ['Stratégies qui l’exigent', 'Policies that demand it'],
    ['aucune stratégie', 'no policy'],
  ),
  enforcementReason: column(
    'VARCHAR',
    { ...DEMANDED, names: 'nobody', untold: DEMAND_UNTOLD },
    [
      'Pourquoi l’AMF n’est pas exigée, ou pourquoi on ne le sait pas',
      'Why MFA is not demanded, or why it is not known',
    ],
    ['elle est exigée', 'it is demanded'],
  ),
  enforcementPolicies: column(
    'VARCHAR',
    { ...DEMANDED, names: 'typed', untold: DEMAND_UNTOLD },
    ['Stratégies dont parle la raison', 'Policies that the reason is about'],
    ['aucune', 'none'],
  ),
  isExcludedFromPolicy: column('BOOLEAN', { ...DEMANDED, untold: POLICIES_UNTOLD }, [
    'Exclu d’une stratégie qui le couvrirait',
    'Excluded from a policy that would cover it',
  ]),
  hasConditionalPolicy: column('BOOLEAN', { ...DEMANDED, untold: POLICIES_UNTOLD }, [
    'Une stratégie l’exige à certaines conditions seulement',
    'A policy demands it under conditions only',
  ]),
  hasReportOnlyPolicy: column('BOOLEAN', { ...DEMANDED, untold: POLICIES_UNTOLD }, [
    'Une stratégie en mode rapport seul le couvrirait',
    'A report-only policy would cover it',
  ]),
  specialAccount: column(
    'VARCHAR',
    {
      ...{ sources: ['accounts'], fallback: ['role-assignments', 'group-members'] },
      values: ['synchronisation', 'package'],
    },
    [
      'Compte qu’aucune personne n’utilise\u00a0: celui de la synchronisation de l’annuaire, ou d’un paquet d’approvisionnement',
      'Account that no person uses: that of the synchronisation of the directory, or of a provisioning package',
    ],
    ['tout autre compte', 'any other account'],
  ),
} as const satisfies Record<string, DossierColumn>;
