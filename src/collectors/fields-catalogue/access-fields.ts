import { asked, ITEM_NOT_READ, NOT_KNOWN, SHOWN_EMPTY, words, type AskedEndpoint } from './asked-field.ts';

const SHOWN_BY_ID = ['montré par son identifiant', 'shown by its id'] as const;
const ROLE = ['qui détient un rôle', 'who holds a role'] as const;
const POLICY = [
  asked('id', 'policyId', ['de quelle stratégie il s’agit', 'which policy it is'], NOT_KNOWN),
  asked('displayName', 'name', ['nommée dans le rapport', 'named in the report'], SHOWN_BY_ID),
  asked(
    'state',
    'state',
    ['est-elle en vigueur?', 'whether it is in force'],
    ['ce qu’elle exige n’est pas connu', 'what it demands is not known'],
  ),
  asked(
    'conditions',
    'conditions',
    ['qui, où et quand', 'whom, where and when'],
    ['sa portée n’est pas connue\u00a0: indéterminé', 'its scope is not known: undetermined'],
  ),
  asked(
    'grantControls',
    'grantControls',
    ['ce qu’elle exige', 'what it demands'],
    [
      'n’exige rien, selon Microsoft (contrôles de session seuls)',
      'demands nothing, by Microsoft (session controls alone)',
    ],
  ),
];
const ASSIGNMENT = [
  asked('principalId', 'principalId', ROLE, ITEM_NOT_READ),
  asked('roleDefinitionId', 'roleId', ROLE, ITEM_NOT_READ),
  asked('directoryScopeId', 'scope', ['portée du rôle', 'scope of the role'], SHOWN_EMPTY),
  asked('appScopeId', 'scope', ['portée du rôle, à défaut', 'scope of the role, failing that'], SHOWN_EMPTY),
];

const VISIBILITY = asked(
  'visibility',
  null,
  ['cache-t-il ses membres?', 'whether it hides its members'],
  ['un groupe venu sans membres compte comme non lu', 'a group that came without members counts as not read'],
);

/** What demands MFA, who administers, what was accepted, and who is in which group. */
export const ACCESS_FIELDS: readonly AskedEndpoint[] = [
  {
    source: 'mfa-policies',
    path: '/identity/conditionalAccess/policies',
    from: 'v1.0',
    selects: false,
    fields: POLICY,
  },
  {
    source: 'mfa-policies',
    path: '/identity/conditionalAccess/policies',
    from: 'beta',
    selects: false,
    fields: POLICY,
    beyondMetadata: {
      documentedBy: 'https://learn.microsoft.com/graph/api/conditionalaccessroot-list-policies (beta)',
      whenRefused: words([
        'les stratégies que v1.0 omet ne sont pas connues\u00a0: dit à côté du chiffre',
        'the policies that v1.0 leaves out are not known: told beside the figure',
      ]),
    },
  },
  {
    source: 'mfa-policies',
    path: '/policies/identitySecurityDefaultsEnforcementPolicy',
    from: 'v1.0',
    selects: false,
    fields: [
      asked('id', 'policyId', ['la ligne des paramètres par défaut', 'the row of the defaults'], SHOWN_EMPTY),
      asked('displayName', 'name', ['nommés dans le rapport', 'named in the report'], SHOWN_EMPTY),
      asked(
        'isEnabled',
        'state',
        ['sont-ils activés?', 'whether they are on'],
        ['cette partie n’est pas lue\u00a0: indéterminé', 'this part is not read: undetermined'],
      ),
    ],
  },
  {
    source: 'role-assignments',
    path: '/roleManagement/directory/roleDefinitions',
    from: 'v1.0',
    selects: false,
    fields: [
      asked('id', 'roleId', ROLE, ['le rôle garde son identifiant', 'the role keeps its id']),
      asked(
        'isBuiltIn',
        null,
        ['rôle de Microsoft ou de l’organisation', 'a role of Microsoft or of the tenant'],
        ['tenu pour un rôle de Microsoft', 'taken for a role of Microsoft'],
      ),
      asked(
        'templateId',
        'roleId',
        ['le même rôle dans toutes les organisations', 'the same role in every tenant'],
        ['son identifiant en tient lieu', 'its id stands for it'],
      ),
      asked('displayName', 'roleName', ['nommé dans le rapport', 'named in the report'], SHOWN_BY_ID),
    ],
  },
  {
    source: 'role-assignments',
    path: '/roleManagement/directory/roleAssignments',
    from: 'v1.0',
    selects: false,
    fields: ASSIGNMENT,
  },
  {
    source: 'role-assignments',
    path: '/roleManagement/directory/roleEligibilitySchedules',
    from: 'v1.0',
    selects: false,
    fields: ASSIGNMENT,
    beyondMetadata: {
      documentedBy: 'https://learn.microsoft.com/graph/api/rbacapplication-list-roleeligibilityschedules',
      whenRefused: words([
        'les rôles sur demande ne sont pas connus\u00a0: la population est un minimum',
        'roles on request are not known: the population is a least',
      ]),
    },
  },
  {
    source: 'per-user-mfa',
    path: '/users',
    from: 'beta',
    selects: true,
    fields: [
      asked('id', 'accountId', ['de quel compte il s’agit', 'which account it is'], ITEM_NOT_READ),
      asked(
        'perUserMfaState',
        'state',
        [
          'état de l’AMF par utilisateur, quand v1.0 ne le dit pas',
          'state of per-user MFA, where v1.0 does not tell',
        ],
        ITEM_NOT_READ,
      ),
    ],
    beyondMetadata: {
      documentedBy: 'https://learn.microsoft.com/entra/identity/authentication/howto-mfa-userstates',
      whenRefused: words([
        'la source seule est refusée\u00a0: ce que rien d’autre ne couvre est indéterminé',
        'the source alone is refused: what nothing else covers is undetermined',
      ]),
    },
  },
  {
    source: 'per-user-mfa',
    path: '/users/{id}/authentication/requirements',
    from: 'beta',
    selects: false,
    fields: [
      asked(
        'perUserMfaState',
        'state',
        ['état de l’AMF par utilisateur, un compte à la fois', 'state of per-user MFA, one by one'],
        ITEM_NOT_READ,
      ),
    ],
    beyondMetadata: {
      documentedBy: 'https://learn.microsoft.com/graph/api/authentication-get (beta)',
      whenRefused: words([
        'ce que rien d’autre ne couvre est indéterminé',
        'what nothing else covers is undetermined',
      ]),
    },
  },
  {
    source: 'terms-of-use',
    path: '/identityGovernance/termsOfUse/agreements',
    from: 'v1.0',
    selects: true,
    fields: [
      asked(
        'id',
        'agreementId',
        ['de quelles conditions il s’agit', 'which agreement it is'],
        ['la source échoue', 'the source fails'],
      ),
      asked('displayName', 'agreementName', ['nommées dans le rapport', 'named in the report'], SHOWN_BY_ID),
    ],
  },
  {
    source: 'terms-of-use',
    path: '/identityGovernance/termsOfUse/agreements/{id}/acceptances',
    from: 'v1.0',
    selects: true,
    fields: [
      asked('id', null, ['de qui, à défaut de userId', 'whose, failing userId'], NOT_KNOWN),
      asked(
        'agreementId',
        null,
        ['les conditions répondues', 'the agreement answered'],
        ['celles de la demande', 'those of the request'],
      ),
      asked('agreementFileId', 'agreementFileId', ['version acceptée', 'version accepted'], SHOWN_EMPTY),
      asked(
        'userId',
        'accountId',
        ['de qui', 'whose'],
        ['l’identifiant de la réponse le dit, ou personne', 'the id of the answer tells, or nobody'],
      ),
      asked('userPrincipalName', 'userPrincipalName', ['de qui', 'whose'], SHOWN_EMPTY),
      asked(
        'state',
        'state',
        ['acceptées ou refusées', 'accepted or declined'],
        ['indéterminé', 'undetermined'],
      ),
      asked(
        'recordedDateTime',
        'recordedAt',
        ['la dernière réponse compte', 'the last answer counts'],
        ['la plus ancienne', 'the oldest one'],
      ),
      asked(
        'expirationDateTime',
        'expiresAt',
        ['échéance', 'expiry'],
        ['sans échéance, selon Microsoft', 'without an expiry, by Microsoft'],
      ),
    ],
  },
  {
    source: 'group-members',
    path: '/groups',
    from: 'v1.0',
    selects: true,
    fields: [
      asked(
        'id',
        'groupId',
        ['de quel groupe il s’agit', 'which group it is'],
        ['aucun groupe de ce nom\u00a0: non lu', 'no group of that name: not read'],
      ),
      VISIBILITY,
    ],
  },
  {
    source: 'group-members',
    path: '/groups/{id}',
    from: 'v1.0',
    selects: true,
    fields: [
      asked(
        'id',
        null,
        ['le groupe est-il toujours là?', 'whether the group is still there'],
        ['le groupe demandé en tient lieu', 'the group asked stands for it'],
      ),
      asked('displayName', null, ['nommé dans la lacune', 'named in the gap'], SHOWN_BY_ID),
      VISIBILITY,
    ],
  },
  {
    source: 'group-members',
    path: '/groups/{id}/transitiveMembers',
    from: 'v1.0',
    selects: true,
    fields: [
      asked(
        'id',
        'accountId',
        ['qui est membre', 'who is a member'],
        ['le groupe compte comme lu en partie', 'the group counts as read in part'],
      ),
      asked(
        '@odata.type',
        null,
        ['comptes, et non groupes ou appareils', 'accounts, and not groups or devices'],
        ['tenu pour un compte', 'taken for an account'],
      ),
    ],
  },
];
