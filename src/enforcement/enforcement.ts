import type { SourceId } from '../snapshot/tables.ts';
import { CLIENTS } from './reach-of.ts';

/** How each account's enforcement is read, once `createEnforcement` has prepared it: rows, aggregates over them, columns. */
export interface EnforcementSql {
  /** Rows with `accountId`, per source; left out where the source was not read. */
  readonly rows: readonly { readonly source: SourceId; readonly select: string }[];
  /** Aggregates over the rows of one account. */
  readonly byAccount: readonly string[];
  /** Column over the account's own `isGuest` and `userPrincipalName`. */
  readonly kind: string;
  /** Columns over `by`: `kind` and the aggregates, of which few combinations occur. */
  readonly shared: {
    readonly by: readonly string[];
    readonly beforehand: readonly string[];
    readonly columns: readonly string[];
  };
  /**
   * Names of the columns that tell: `enforcement` (policy, blocked,
   * security-defaults, per-user, none; null where it is not known), `enforcedBy`, `enforcementReason`,
   * `enforcementPolicies` (those that the reason is about), `isExcludedFromPolicy`, `hasConditionalPolicy`, `hasReportOnlyPolicy`.
   */
  readonly columns: readonly string[];
}

const WITH_ROLE_IN_FORCE = `coalesce(mfaIdle, getvariable('mfa_none')::BIT) & getvariable('mfa_demands')::BIT`;
const NAMES = `getvariable('mfaNames')`;
const NAMES_AND_CONDITIONS = `getvariable('mfaConditions')`;
const COVERS = `(${CLIENTS.map((client) => `getvariable('mfa_covers_${client}')::BIT`).join(' | ')})`;

function of(mask: string): string {
  return `mfaReaching & getvariable('mfa_${mask}')::BIT`;
}

/** Why an account is not covered, the worst first, and the policies that are meant. */
const REASONS: readonly { readonly reason: string; readonly policies: string; readonly names: string }[] = [
  { reason: 'excluded', policies: 'mfaExcludedFrom', names: NAMES },
  { reason: 'report-only', policies: of('reportOnly'), names: NAMES },
  { reason: 'only-under-conditions', policies: of('conditional'), names: NAMES_AND_CONDITIONS },
  { reason: 'alternative-control', policies: of('alternative'), names: NAMES },
  { reason: 'other-applications', policies: of('otherApplications'), names: NAMES },
  { reason: 'role-not-active', policies: WITH_ROLE_IN_FORCE, names: NAMES },
];

const NOT_KNOWN = `CASE WHEN mfa_may_cover_all(mfaMayReach) THEN 'membership-not-read'
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
      select: `SELECT h.accountId, CASE WHEN h.assignment = 'active' AND h."scope" = '/' THEN k.mark END AS mfaMark,
          CASE WHEN NOT (h.assignment = 'active' AND h."scope" = '/') THEN k.mark END AS mfaIdleMark
        FROM mfa_roles_held h JOIN mfa_marks k ON k.kind = 'role' AND k.key = lower(h.roleId)`,
    },
    { source: 'per-user-mfa', select: `SELECT accountId, state AS perUserMfa FROM "per-user-mfa"` },
  ],
  byAccount: [
    `bit_or(getvariable('mfaIncludedBy')[mfaMark]::BIT) AS mfaIncluded`,
    `bit_or(getvariable('mfaExcludedBy')[mfaMark]::BIT) AS mfaExcluded`,
    `bit_or(getvariable('mfaIncludedBy')[mfaIdleMark]::BIT) AS mfaIdle`,
    'max(perUserMfa) AS perUserMfa',
  ],
  kind: 'mfa_kind(isGuest, userPrincipalName) AS mfaKind',
  shared: {
    by: ['mfaIncluded', 'mfaExcluded', 'mfaIdle', 'perUserMfa', 'mfaKind'],
    beforehand: [
      `mfa_reaching(mfaIncluded, mfaExcluded, mfaKind) AS mfaReaching`,
      `mfa_maybe_reaching(mfaIncluded, mfaExcluded, mfaKind) AS mfaMayReach`,
      `mfa_included(mfaIncluded, mfaKind) & mfa_excluded(mfaExcluded, mfaKind) & getvariable('mfa_demands')::BIT AS mfaExcludedFrom`,
    ],
    columns: [
      `CASE WHEN mfa_block_all(mfaReaching) THEN 'blocked'
      WHEN mfa_cover_all(mfaReaching) THEN 'policy'
      WHEN getvariable('mfaDefaults') = 'on' THEN 'security-defaults'
      WHEN perUserMfa = 'enforced' THEN 'per-user'
      WHEN mfa_may_cover_all(mfaMayReach) OR NOT getvariable('mfaPoliciesRead') OR getvariable('mfaDefaults') = 'unknown'
        OR (getvariable('mfaPerUserAsked') AND perUserMfa IS NULL) THEN NULL
      ELSE 'none' END AS enforcement`,
      `CASE WHEN enforcement IN ('policy', 'blocked') THEN mfa_listed(mfaReaching & ${COVERS}, ${NAMES}) END AS enforcedBy`,
      `CASE WHEN enforcement IS NULL THEN ${NOT_KNOWN} WHEN enforcement <> 'none' THEN NULL
      WHEN perUserMfa = 'enabled' THEN 'per-user-enabled-only'
      ${REASONS.map(({ reason, policies }) => `WHEN bit_count(${policies}) > 0 THEN '${reason}'`).join('\n      ')}
      ELSE 'no-policy' END AS enforcementReason`,
      `CASE enforcementReason ${REASONS.map(({ reason, policies, names }) => `WHEN '${reason}' THEN mfa_listed(${policies}, ${names})`).join('\n      ')} END AS enforcementPolicies`,
      'bit_count(mfaExcludedFrom) > 0 AS isExcludedFromPolicy',
      `bit_count(${of('conditional')}) > 0 AS hasConditionalPolicy`,
      `bit_count(${of('reportOnly')}) > 0 AS hasReportOnlyPolicy`,
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
  ],
};

/**
 * The accounts with their enforcement, in one query; `isRead` tells which sources were, and `among` is a condition on
 * `accountId` that keeps to some of the accounts.
 */
export function enforcementSelect(isRead: (source: SourceId) => boolean, among = 'true'): string {
  const rows = [
    `SELECT NULL::VARCHAR AS accountId, NULL::INTEGER AS mfaMark, NULL::INTEGER AS mfaIdleMark, NULL::VARCHAR AS perUserMfa WHERE false`,
    ...ENFORCEMENT.rows.filter(({ source }) => isRead(source)).map(({ select }) => select),
  ].join('\n UNION ALL BY NAME ');
  const { beforehand, columns } = ENFORCEMENT.shared;
  return `SELECT accountId, userPrincipalName, accountEnabled, isGuest, ${columns.join(',\n ')}
    FROM (SELECT *, ${beforehand.join(', ')} FROM (SELECT *, ${ENFORCEMENT.kind} FROM (SELECT a.accountId, a.userPrincipalName, a.accountEnabled, coalesce(lower(trim(a.userType)) = 'guest', false) AS isGuest,
        f.* EXCLUDE (accountId)
      FROM (SELECT * FROM accounts WHERE ${among}) a LEFT JOIN (SELECT accountId, ${ENFORCEMENT.byAccount.join(', ')} FROM (${rows}) WHERE ${among} GROUP BY accountId) f
        ON f.accountId = a.accountId)))`;
}
