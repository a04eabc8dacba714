import { z } from 'zod';
import { literal, type DuckDb } from '../duckdb/duckdb.ts';
import type { Knowledge } from './knowledge.ts';
import {
  bitmapsOf,
  conditionsOf,
  EXTENTS,
  REASON_BITMAPS,
  type Bitmaps,
  type Membership,
} from './policy-bitmaps.ts';
import { POLICY_KINDS, policyRowSchema, type PolicyRow } from './policy-schema.ts';
import { policyScopes, type PolicyScope } from './policy-scope.ts';
import { ACCOUNT_KINDS } from './scope-people.ts';

/**
 * Prepares the evaluation of the tenant's MFA policies, which `ENFORCEMENT` reads: variables with a bit per policy, the
 * table `mfa_marks` of the users, groups and roles that policies name, the view `mfa_roles_held`, and macros. Needs the
 * views `mfa-policies`, `role-assignments` and `group-members`. Memory is that of the policies, of which Entra allows 240.
 */
export async function createEnforcement(db: DuckDb, knowledge: Knowledge): Promise<void> {
  const rows = await db.rows(`SELECT * FROM "mfa-policies" ORDER BY name, policyId`, policyRowSchema);
  const scopes = policyScopes(rows).filter(({ state }) => state !== 'disabled');
  const bitmaps = bitmapsOf(scopes, await membershipOf(db, knowledge));
  await createRolesHeld(db);
  await setBitmaps(db, bitmaps);
  await setNames(db, scopes);
  await createMarks(db, bitmaps);
  await createMacros(db);
  await db.setVariable('mfaDefaults', defaultsOf(rows, scopes));
  await db.setVariable('mfaPoliciesRead', knowledge.policies);
  await db.setVariable('mfaRolesRead', knowledge.roles);
}

/**
 * Whether it can be said of an account that nothing demands MFA of it. Where the policies were not read to their end, or neither
 * they nor an answer tell whether the security defaults are on, what is not known may cover anybody. Needs `createEnforcement`.
 */
export async function canNothingDemand(db: DuckDb): Promise<boolean> {
  const { known } = await db.row(
    `SELECT getvariable('mfaDefaults') = 'on' OR (getvariable('mfaPoliciesRead') AND getvariable('mfaDefaults') = 'off') AS known`,
    z.object({ known: z.boolean() }),
  );
  return known;
}

/** Security defaults must be off before a policy can be on: https://learn.microsoft.com/entra/fundamentals/security-defaults */
function defaultsOf(rows: readonly PolicyRow[], scopes: readonly PolicyScope[]): 'on' | 'off' | 'unknown' {
  const state = rows.find(({ kind }) => kind === POLICY_KINDS.securityDefaults)?.state;
  if (state === 'enabled') return 'on';
  if (state === 'disabled' || scopes.some((scope) => scope.state === 'enabled')) return 'off';
  return 'unknown';
}

/** A role is not known either where a group whose members were not read holds it. */
async function membershipOf(db: DuckDb, { roles, unreadGroups }: Knowledge): Promise<Membership> {
  const unread = unreadGroups === 'all' ? null : new Set(unreadGroups);
  const rows = await db.rows(
    `SELECT DISTINCT lower(roleId) AS role, lower(principalId) AS holder FROM "role-assignments"
     WHERE roleId IS NOT NULL AND principalId IS NOT NULL AND assignment = 'active' AND "scope" = '/'
       ${unread === null ? `AND lower(principalId) NOT IN (SELECT lower(accountId) FROM accounts)` : ''}
       ${unread !== null ? `AND list_contains([${[...unread, ''].map(literal).join(', ')}], lower(principalId))` : ''}`,
    z.object({ role: z.string(), holder: z.string() }),
  );
  const unreadRoles = new Set(rows.map(({ role }) => role));
  return {
    isGroupRead: (id) => unread !== null && !unread.has(id),
    isRoleRead: (id) => roles && !unreadRoles.has(id),
  };
}

async function createRolesHeld(db: DuckDb): Promise<void> {
  await db.run(`CREATE OR REPLACE VIEW mfa_roles_held AS
    SELECT lower(principalId) AS accountId, roleId, roleName, "scope", assignment FROM "role-assignments"
    UNION ALL
    SELECT m.accountId, r.roleId, r.roleName, r."scope", r.assignment
    FROM "group-members" m JOIN "role-assignments" r ON lower(r.principalId) = lower(m.groupId)
    WHERE m.accountId IS NOT NULL`);
}

async function setBitmaps(db: DuckDb, bitmaps: Bitmaps): Promise<void> {
  await db.setVariable('mfa_none', bitmaps.none);
  await db.setVariable('mfa_blocked', bitmaps.blocked);
  await db.setVariable('mfa_modernDemands', bitmaps.modernDemands);
  await db.setVariable('mfa_maybeModernDemands', bitmaps.maybeModernDemands);
  for (const extent of EXTENTS) {
    await db.setVariable(`mfa_closed_${extent}`, bitmaps.ways[extent].closed);
    await db.setVariable(`mfa_maybeClosed_${extent}`, bitmaps.ways[extent].maybeClosed);
    await db.setVariable(`mfa_closing_${extent}`, bitmaps.closing[extent]);
    for (const reason of REASON_BITMAPS)
      await db.setVariable(`mfa_${reason}_${extent}`, bitmaps.reasons[extent][reason]);
  }
  for (const part of ['included', 'excluded', 'includedUnclear', 'excludedUnclear'] as const)
    for (const kind of ACCOUNT_KINDS) await db.setVariable(`mfa_${part}_${kind}`, bitmaps[part][kind]);
}

async function setNames(db: DuckDb, scopes: readonly PolicyScope[]): Promise<void> {
  await db.setVariable(
    'mfaNames',
    scopes.map(({ name }) => name),
  );
  await db.setVariable(
    'mfaConditions',
    scopes.map((scope) => {
      const conditions = conditionsOf(scope);
      return conditions.length === 0 ? scope.name : `${scope.name} (${conditions.join(', ')})`;
    }),
  );
}

async function createMarks(db: DuckDb, { marks }: Bitmaps): Promise<void> {
  await db.setVariable(
    'mfaIncludedBy',
    marks.map(({ includedBy }) => includedBy),
  );
  await db.setVariable(
    'mfaExcludedBy',
    marks.map(({ excludedBy }) => excludedBy),
  );
  const rows = marks.map(({ kind, key }, index) => `(${literal(kind)}, ${literal(key)}, ${index + 1})`);
  await db.run(`CREATE OR REPLACE TABLE mfa_marks (kind VARCHAR, key VARCHAR, mark INTEGER)`);
  if (rows.length > 0) await db.run(`INSERT INTO mfa_marks VALUES ${rows.join(', ')}`);
}

async function createMacros(db: DuckDb): Promise<void> {
  const byKind = (part: string): string =>
    `CASE kind ${ACCOUNT_KINDS.map((kind) => `WHEN '${kind}' THEN getvariable('mfa_${part}_${kind}')::BIT`).join(' ')} END`;
  const macros = [
    `mfa_kind(isGuest, upn) AS CASE WHEN contains(upper(coalesce(upn, '')), '#EXT#')
      THEN CASE WHEN isGuest THEN 'external-guest' ELSE 'external-member' END
      ELSE CASE WHEN isGuest THEN 'internal-guest' ELSE 'member' END END`,
    `mfa_included(marks, kind) AS coalesce(marks, getvariable('mfa_none')::BIT) | ${byKind('included')}`,
    `mfa_excluded(marks, kind) AS coalesce(marks, getvariable('mfa_none')::BIT) | ${byKind('excluded')}`,
    `mfa_reaching(included, excluded, kind) AS
      mfa_included(included, kind) & ~mfa_excluded(excluded, kind) & ~(${byKind('excludedUnclear')})`,
    `mfa_maybe_reaching(included, excluded, kind) AS
      (mfa_included(included, kind) | ${byKind('includedUnclear')}) & ~mfa_excluded(excluded, kind)`,
    `mfa_meets(policies, bitmap) AS bit_count(policies & bitmap::BIT) > 0`,
    `mfa_closes(policies, ways) AS len(list_filter(ways, lambda way: bit_count(policies & way::BIT) = 0)) = 0`,
    // Who is no administrator may reach other applications with a password, but not by a block of Office 365 alone.
    `mfa_covers(policies, administrator) AS mfa_closes(policies, getvariable('mfa_closed_all'))
      OR (NOT administrator AND mfa_meets(policies, getvariable('mfa_modernDemands'))
        AND mfa_closes(policies, getvariable('mfa_closed_office')))`,
    `mfa_may_cover(policies, administrator) AS mfa_closes(policies, getvariable('mfa_maybeClosed_all'))
      OR (NOT administrator AND mfa_meets(policies, getvariable('mfa_maybeModernDemands'))
        AND mfa_closes(policies, getvariable('mfa_maybeClosed_office')))`,
    `mfa_listed(policies, names) AS nullif(array_to_string(
      list_filter(names, lambda name, place: get_bit(policies, (place - 1)::INTEGER) = 1), ', '), '')`,
  ];
  for (const macro of macros) await db.run(`CREATE OR REPLACE MACRO ${macro}`);
}
