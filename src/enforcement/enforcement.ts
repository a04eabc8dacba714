import type { SourceId } from '../snapshot/tables.ts';
import { EXTENTS, type ReasonBitmap } from './policy-bitmaps.ts';
import { isSynchronisationRole, specialAccount } from './special-accounts.ts';

/** How each account's enforcement is read, once `createEnforcement` has prepared it: rows, aggregates over them, columns. */
export interface EnforcementSql {
  /** Rows with `accountId`, per source; left out where the source was not read. */
  readonly rows: readonly { readonly source: SourceId; readonly select: string }[];
  /** Aggregates over the rows of one account. */
  readonly byAccount: readonly string[];
  /** Columns over the account's own `isGuest` and `userPrincipalName`, and the aggregates. */
  readonly ofAccount: readonly string[];
  /**
   * Columns over `by`: those of `ofAccount` and the aggregates, of which few combinations occur. Each step reads what the ones before
   * gave, in a SELECT of its own: a column named in its own SELECT is written out wherever it stands, and so in turn what it names.
   */
  readonly shared: {
    readonly by: readonly string[];
    readonly steps: readonly (readonly string[])[];
  };
  /**
   * Names of the columns that tell: `enforcement` (policy, blocked,
   * security-defaults, per-user, none; null where it is not known), `enforcedBy`, `enforcementReason`,
   * `enforcementPolicies` (those that the reason is about), `isExcludedFromPolicy`, `hasConditionalPolicy`, `hasReportOnlyPolicy`,
   * and `specialAccount` (synchronisation, package; null for all others).
   */
  readonly columns: readonly string[];
}

const NAMES = `getvariable('mfaNames')`;
const NAMES_AND_CONDITIONS = `getvariable('mfaConditions')`;

/** The bitmap that goes with how far MFA must hold of the account. */
function bitmap(name: ReasonBitmap | 'closing'): string {
  const [office, all] = EXTENTS.map((extent) => `getvariable('mfa_${name}_${extent}')`);
  return `(CASE WHEN mfaAdministrator THEN ${all} ELSE ${office} END)::BIT`;
}

function of(name: ReasonBitmap): string {
  return `mfaReaching & ${bitmap(name)}`;
}

/** Why an account is not covered, the worst first, and the policies that are meant. */
const REASONS: readonly { readonly reason: string; readonly policies: string; readonly names: string }[] = [
  { reason: 'excluded', policies: 'mfaExcludedFrom', names: NAMES },
  { reason: 'report-only', policies: of('reportOnly'), names: NAMES },
  { reason: 'only-under-conditions', policies: of('conditional'), names: NAMES_AND_CONDITIONS },
  { reason: 'alternative-control', policies: of('alternative'), names: NAMES },
  {
    reason: 'not-all-applications',
    policies: `CASE WHEN mfaAdministrator THEN ${of('otherApplications')} ELSE getvariable('mfa_none')::BIT END`,
    names: NAMES,
  },
  { reason: 'other-applications', policies: of('otherApplications'), names: NAMES },
  { reason: 'blocked-in-part', policies: of('blocksInPart'), names: NAMES },
  {
    reason: 'role-not-active',
    policies: `coalesce(mfaIdle, getvariable('mfa_none')::BIT) & ${bitmap('demands')}`,
    names: NAMES,
  },
];

const NOT_KNOWN = `CASE WHEN mfa_may_cover(mfaMayReach, mfaAdministrator) THEN 'membership-not-read'
  WHEN NOT getvariable('mfaPoliciesRead') OR getvariable('mfaDefaults') = 'unknown' THEN 'policies-not-read'
  ELSE 'per-user-not-read' END`;

export const ENFORCEMENT: EnforcementSql = {
  rows: [
    {
      source: 'mfa-policies',
      select: `SELECT a.accountId, k.mark AS mfaMark FROM accounts a JOIN mfa_marks k ON k.kind = 'user' AND k.key = lower(a.accountId)`,
    },
    {
      source: 'group-members',
      select: `SELECT m.accountId, k.mark AS mfaMark FROM "group-members" m
        JOIN mfa_marks k ON k.kind = 'group' AND k.key = lower(m.groupId) WHERE m.accountId IS NOT NULL`,
    },
    {
      source: 'role-assignments',
      // Conditional Access knows roles in force over the whole directory, and no others:
      // https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups
      select: `SELECT h.accountId, true AS mfaRole, ${isSynchronisationRole('h.roleId')} AS mfaSynchronises,
          CASE WHEN h.assignment = 'active' AND h."scope" = '/' THEN k.mark END AS mfaMark,
          CASE WHEN NOT (h.assignment = 'active' AND h."scope" = '/') THEN k.mark END AS mfaIdleMark
        FROM mfa_roles_held h LEFT JOIN mfa_marks k ON k.kind = 'role' AND k.key = lower(h.roleId)`,
    },
    {
      source: 'mfa-registrations',
      select: `SELECT accountId, true AS mfaToldAdmin FROM "mfa-registrations" WHERE isAdmin`,
    },
    { source: 'per-user-mfa', select: `SELECT accountId, state AS perUserMfa FROM "per-user-mfa"` },
  ],
  byAccount: [
    `bit_or(getvariable('mfaIncludedBy')[mfaMark]::BIT) AS mfaIncluded`,
    `bit_or(getvariable('mfaExcludedBy')[mfaMark]::BIT) AS mfaExcluded`,
    `bit_or(getvariable('mfaIncludedBy')[mfaIdleMark]::BIT) AS mfaIdle`,
    'bool_or(mfaRole) AS mfaRole',
    'bool_or(mfaSynchronises) AS mfaSynchronises',
    'bool_or(mfaToldAdmin) AS mfaToldAdmin',
    'max(perUserMfa) AS perUserMfa',
  ],
  ofAccount: [
    'mfa_kind(isGuest, userPrincipalName) AS mfaKind',
    // Where the roles were not read whole, the registration report's word for it stands in.
    `coalesce(mfaRole, false) OR (coalesce(mfaToldAdmin, false) AND NOT getvariable('mfaRolesRead')) AS mfaAdministrator`,
    `${specialAccount('userPrincipalName', 'mfaSynchronises')} AS specialAccount`,
  ],
  shared: {
    by: [
      'mfaIncluded',
      'mfaExcluded',
      'mfaIdle',
      'perUserMfa',
      'mfaKind',
      'mfaAdministrator',
      'specialAccount',
    ],
    steps: [
      [
        `mfa_reaching(mfaIncluded, mfaExcluded, mfaKind) AS mfaReaching`,
        `mfa_maybe_reaching(mfaIncluded, mfaExcluded, mfaKind) AS mfaMayReach`,
        `mfa_included(mfaIncluded, mfaKind) & mfa_excluded(mfaExcluded, mfaKind) & ${bitmap('demands')} AS mfaExcludedFrom`,
      ],
      [
        // Security defaults leave the account of directory synchronisation out: https://learn.microsoft.com/entra/fundamentals/security-defaults
        `CASE WHEN mfa_closes(mfaReaching, getvariable('mfa_blocked')) THEN 'blocked'
      WHEN mfa_covers(mfaReaching, mfaAdministrator) THEN 'policy'
      WHEN getvariable('mfaDefaults') = 'on' AND specialAccount IS DISTINCT FROM 'synchronisation' THEN 'security-defaults'
      WHEN perUserMfa = 'enforced' THEN 'per-user'
      WHEN mfa_may_cover(mfaMayReach, mfaAdministrator) OR NOT getvariable('mfaPoliciesRead') OR getvariable('mfaDefaults') = 'unknown'
        OR perUserMfa IS NULL THEN NULL
      ELSE 'none' END AS enforcement`,
      ],
      [
        `CASE WHEN enforcement IN ('policy', 'blocked') THEN mfa_listed(mfaReaching & ${bitmap('closing')}, ${NAMES}) END AS enforcedBy`,
        `CASE WHEN enforcement IS NULL THEN ${NOT_KNOWN} WHEN enforcement <> 'none' THEN NULL
      WHEN perUserMfa = 'enabled' THEN 'per-user-enabled-only'
      ${REASONS.map(({ reason, policies }) => `WHEN bit_count(${policies}) > 0 THEN '${reason}'`).join('\n      ')}
      ELSE 'no-policy' END AS enforcementReason`,
        'bit_count(mfaExcludedFrom) > 0 AS isExcludedFromPolicy',
        `bit_count(${of('conditional')}) > 0 AS hasConditionalPolicy`,
        `bit_count(${of('reportOnly')}) > 0 AS hasReportOnlyPolicy`,
      ],
      [
        `CASE enforcementReason ${REASONS.map(({ reason, policies, names }) => `WHEN '${reason}' THEN mfa_listed(${policies}, ${names})`).join('\n      ')} END AS enforcementPolicies`,
      ],
    ],
  },
  columns: [
    'enforcement',
    'enforcedBy',
    'enforcementReason',
    'enforcementPolicies',
    'isExcludedFromPolicy',
    'hasConditionalPolicy',
    'hasReportOnlyPolicy',
    'specialAccount',
  ],
};

/** A query of the columns of `shared.by`, with those of `shared.steps` beside. */
export function withDemands(select: string): string {
  return ENFORCEMENT.shared.steps.reduce(
    (from, columns) => `SELECT *, ${columns.join(',\n        ')} FROM (${from})`,
    select,
  );
}

const NO_ROWS = `SELECT NULL::VARCHAR AS accountId, NULL::INTEGER AS mfaMark, NULL::INTEGER AS mfaIdleMark, NULL::BOOLEAN AS mfaRole,
  NULL::BOOLEAN AS mfaSynchronises, NULL::BOOLEAN AS mfaToldAdmin, NULL::VARCHAR AS perUserMfa WHERE false`;

/**
 * The accounts with their enforcement, in one query; `isRead` tells which sources were, and `among` is a condition on
 * `accountId` that keeps to some of the accounts.
 */
export function enforcementSelect(isRead: (source: SourceId) => boolean, among = 'true'): string {
  const rows = [
    NO_ROWS,
    ...ENFORCEMENT.rows.filter(({ source }) => isRead(source)).map(({ select }) => select),
  ].join('\n UNION ALL BY NAME ');
  const concerned = `SELECT *, ${ENFORCEMENT.ofAccount.join(', ')} FROM (SELECT a.accountId, a.userPrincipalName, a.accountEnabled, coalesce(lower(trim(a.userType)) = 'guest', false) AS isGuest,
        f.* EXCLUDE (accountId)
      FROM (SELECT * FROM accounts WHERE ${among}) a LEFT JOIN (SELECT accountId, ${ENFORCEMENT.byAccount.join(', ')} FROM (${rows}) WHERE ${among} GROUP BY accountId) f
        ON f.accountId = a.accountId)`;
  return `SELECT accountId, userPrincipalName, accountEnabled, isGuest, mfaAdministrator, ${ENFORCEMENT.columns.join(', ')}
    FROM (${withDemands(concerned)})`;
}
