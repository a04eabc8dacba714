import { ATTRIBUTES } from '../../attributes.ts';
import { asked, ITEM_NOT_READ, NOT_KNOWN, SHOWN_EMPTY, words, type AskedEndpoint } from './asked-field.ts';

const WHICH_ACCOUNT = ['de quel compte il s’agit', 'which account it is'] as const;
const NAMES = ['userPrincipalName', 'displayName', 'mail'];
const IN_CONFIG = [
  'ce que la configuration nomme pour les catégories, les établissements et la liste des médecins',
  'what the config names for categories, establishments and the roster',
] as const;

/** The tenant, and the accounts of its directory. */
export const DIRECTORY_FIELDS: readonly AskedEndpoint[] = [
  {
    source: 'tenant',
    path: '/organization',
    from: 'v1.0',
    selects: true,
    fields: [
      asked(
        'id',
        'tenantId',
        ['l’organisation', 'the organization'],
        ['celui de la connexion en tient lieu', 'that of the sign-in stands for it'],
      ),
      asked('displayName', 'displayName', ['titre du rapport', 'title of the report'], SHOWN_EMPTY),
      asked(
        'verifiedDomains',
        'domains',
        ['domaines, à défaut de /domains', 'domains, failing /domains'],
        ['aucun domaine n’est tenu pour interne', 'no domain is taken for internal'],
      ),
    ],
  },
  {
    source: 'tenant',
    path: '/domains',
    from: 'v1.0',
    selects: true,
    fields: [
      asked(
        'id',
        'domains',
        ['nom du domaine', 'name of the domain'],
        ['le domaine n’est celui de personne', 'the domain is nobody’s'],
      ),
      asked(
        'isVerified',
        'domains',
        ['un domaine vérifié est interne', 'a verified domain is internal'],
        [
          'pas tenu pour vérifié\u00a0: ce qui y mène est externe',
          'not taken for verified: what leads there is external',
        ],
      ),
      asked(
        'isDefault',
        'domains',
        ['nom du dossier de l’audit', 'name of the audit’s folder'],
        ['le domaine initial en tient lieu', 'the initial domain stands for it'],
      ),
      asked(
        'isInitial',
        'domains',
        ['nom du dossier de l’audit', 'name of the audit’s folder'],
        ['le premier domaine en tient lieu', 'the first domain stands for it'],
      ),
    ],
  },
  {
    source: 'tenant',
    path: '/subscribedSkus',
    from: 'v1.0',
    selects: true,
    fields: [
      asked(
        'skuId',
        'skus',
        ['licences de l’organisation', 'licences of the organization'],
        ['la licence n’est pas comptée', 'the licence is not counted'],
      ),
      asked(
        'skuPartNumber',
        'skus',
        ['nom de la licence', 'name of the licence'],
        ['montrée par son identifiant', 'shown by its id'],
      ),
      asked('consumedUnits', 'skus', ['licences attribuées', 'licences assigned'], NOT_KNOWN),
      asked('prepaidUnits', 'skus', ['licences payées', 'licences paid for'], NOT_KNOWN),
      asked(
        'servicePlans',
        'servicePlans',
        ['plans qui donnent une boîte aux lettres; P1 et P2', 'plans that give a mailbox; P1 and P2'],
        [
          'aucune licence n’est dite manquante; seuls les plans connus comptent',
          'no licence is said to be missing; only known plans count',
        ],
      ),
    ],
  },
  {
    source: 'tenant',
    path: '/admin/reportSettings',
    from: 'v1.0',
    selects: false,
    fields: [
      asked(
        'displayConcealedNames',
        'namesConcealed',
        [
          'les rapports masquent-ils les noms? Cru quand il le dit',
          'whether reports conceal names; believed where it says so',
        ],
        [
          'inconnu\u00a0: la forme des noms, et ce qui s’apparie, le disent',
          'not known: the form of the names, and what joins, tell',
        ],
      ),
    ],
  },
  {
    source: 'accounts',
    path: '/users',
    from: 'v1.0',
    selects: true,
    fields: [
      asked('id', 'accountId', WHICH_ACCOUNT, ITEM_NOT_READ),
      asked(
        'accountEnabled',
        'accountEnabled',
        ['population des comptes activés', 'population of enabled accounts'],
        ['compte comme activé, avec une lacune', 'counts as enabled, with a gap'],
      ),
      asked(
        'userType',
        'userType',
        ['membres et invités', 'members and guests'],
        [
          'membre (null dans les vieux comptes, selon Microsoft)',
          'a member (null in old accounts, by Microsoft)',
        ],
      ),
      asked(
        'createdDateTime',
        'createdAt',
        ['âge du compte', 'age of the account'],
        ['ancien (null avant juin 2018, selon Microsoft)', 'old (null before June 2018, by Microsoft)'],
      ),
      asked(
        'assignedPlans',
        'exchangePlans',
        ['a-t-il une boîte aux lettres?', 'whether it has a mailbox'],
        ['tenu pour en avoir une, avec une lacune', 'taken for having one, with a gap'],
      ),
      asked(
        'assignedPlans/service',
        null,
        ['plans d’Exchange', 'plans of Exchange'],
        ['tenu pour un plan d’Exchange', 'taken for a plan of Exchange'],
      ),
      asked(
        'assignedPlans/servicePlanId',
        'exchangePlans',
        ['donne-t-il une boîte?', 'whether it gives a mailbox'],
        ['les plans du compte comptent comme non dits', 'the plans of the account count as not told'],
      ),
      asked(
        'assignedPlans/capabilityStatus',
        'exchangePlans',
        ['le plan est-il en vigueur?', 'whether the plan is in force'],
        ['tenu pour en vigueur', 'taken for in force'],
      ),
      asked(
        'assignedLicenses',
        'licences',
        ['licences détenues', 'licences held'],
        ['licences inconnues\u00a0: indéterminé', 'licences not known: undetermined'],
      ),
      asked('onPremisesExtensionAttributes', null, IN_CONFIG, ['attributs vides', 'attributes empty']),
      ...ATTRIBUTES.filter((name) => !name.startsWith('extensionAttribute')).map((name) =>
        asked(
          name,
          name,
          NAMES.includes(name)
            ? ['nom, et appariement des rapports', 'name, and joining of the reports']
            : IN_CONFIG,
          name === 'userPrincipalName'
            ? [
                'aucune ligne de rapport ne s’y apparie\u00a0: indéterminé',
                'no row of a report joins it: undetermined',
              ]
            : ['vide\u00a0: aucun motif ne s’y applique', 'empty: no pattern matches it'],
        ),
      ),
    ],
  },
  {
    source: 'accounts',
    path: '/users/$count',
    from: 'v1.0',
    selects: false,
    fields: [
      asked(
        '(text)',
        null,
        ['combien de comptes sont annoncés', 'how many accounts are announced'],
        ['aucun total\u00a0: ce qui est venu en tient lieu', 'no total: what came stands for it'],
      ),
    ],
  },
  {
    source: 'sign-in-activity',
    path: '/users',
    from: 'v1.0',
    selects: true,
    fields: [
      asked('id', 'accountId', WHICH_ACCOUNT, ITEM_NOT_READ),
      asked(
        'signInActivity',
        null,
        ['dernières connexions', 'last sign-ins'],
        [
          'd’un compte\u00a0: jamais connecté; de tous\u00a0: source inutilisable',
          'of one account: never signed in; of all: the source is not usable',
        ],
      ),
      asked(
        'signInActivity/lastSuccessfulSignInDateTime',
        'lastSuccessfulSignInAt',
        ['dernière connexion réussie', 'last successful sign-in'],
        [
          'non consignée avant le 1er décembre 2023\u00a0: une tentative récente laisse indéterminé',
          'not recorded before 1 December 2023: a recent attempt leaves undetermined',
        ],
      ),
      asked(
        'signInActivity/lastSignInDateTime',
        'lastInteractiveSignInAt',
        ['dernière tentative interactive', 'last interactive attempt'],
        [
          'sans connexion réussie\u00a0: le compte compte comme non lu',
          'without a success: the account counts as not read',
        ],
      ),
      asked(
        'signInActivity/lastNonInteractiveSignInDateTime',
        'lastNonInteractiveSignInAt',
        ['dernière tentative non interactive', 'last non-interactive attempt'],
        [
          'sans connexion réussie\u00a0: le compte compte comme non lu',
          'without a success: the account counts as not read',
        ],
      ),
    ],
  },
  {
    source: 'mfa-registrations',
    path: '/reports/authenticationMethods/userRegistrationDetails',
    from: 'v1.0',
    selects: true,
    fields: [
      asked('id', 'accountId', WHICH_ACCOUNT, ITEM_NOT_READ),
      asked(
        'isAdmin',
        'isAdmin',
        ['administrateurs, à défaut de leurs rôles', 'administrators, failing their roles'],
        [
          'inconnu\u00a0: les rôles le disent, sinon la population est un minimum',
          'not known: roles tell, or else the population is a least',
        ],
      ),
      asked('isMfaRegistered', 'isMfaRegistered', ['méthode inscrite', 'method registered'], NOT_KNOWN),
      asked(
        'isMfaCapable',
        'isMfaCapable',
        ['méthode inscrite et permise', 'method registered and allowed'],
        [
          'd’un compte\u00a0: indéterminé; de tous\u00a0: source inutilisable',
          'of one account: undetermined; of all: the source is not usable',
        ],
      ),
      asked(
        'isPasswordlessCapable',
        'isPasswordlessCapable',
        ['connexion sans mot de passe', 'sign-in without a password'],
        NOT_KNOWN,
      ),
      asked('methodsRegistered', 'methods', ['force des méthodes', 'strength of the methods'], NOT_KNOWN),
    ],
  },
  {
    source: 'per-user-mfa',
    path: '/users',
    from: 'v1.0',
    selects: true,
    fields: [
      asked('id', 'accountId', WHICH_ACCOUNT, ITEM_NOT_READ),
      {
        ...asked(
          'perUserMfaState',
          'state',
          ['état de l’AMF par utilisateur', 'state of per-user MFA'],
          ITEM_NOT_READ,
        ),
        beyondMetadata: {
          documentedBy:
            'https://learn.microsoft.com/entra/identity/authentication/howto-mfa-userstates; KelvinTegelaar/CIPP-API, Get-CIPPMFAState',
          whenRefused: words([
            'demandé à la version bêta, sinon la source seule est refusée\u00a0: ce que rien d’autre ne couvre est indéterminé',
            'asked of beta, else the source alone is refused: what nothing else covers is undetermined',
          ]),
        },
      },
    ],
  },
];
