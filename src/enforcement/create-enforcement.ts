import { z } from 'zod';
import { literal, type DuckDb } from '../duckdb/duckdb.ts';
import type { Knowledge } from './knowledge.ts';
import { conditionsOf, masksOf, type Masks, type Membership } from './masks.ts';
import { policyRowSchema, type PolicyRow } from './policy-schema.ts';
import { ACCOUNT_KINDS, CLIENTS, reachOf, type Reach } from './reach-of.ts';

/**
 * Prepares the evaluation of the tenant's MFA policies, which `ENFORCEMENT` reads: variables with a bit per policy, the
 * table `mfa_marks` of the users, groups and roles that policies name, the view `mfa_roles_held`, and macros. Needs the
 * views `mfa-policies`, `role-assignments` and `group-members`. Memory is that of the policies, of which Entra allows 240.
 */
export async function createEnforcement(db: DuckDb, knowledge: Knowledge): Promise<void> {
  const rows = await db.rows(`SELECT * FROM "mfa-policies" ORDER BY name, policyId`, policyRowSchema);
  const reaches = rows
    .filter(({ kind }) => kind === 'conditional-access')
    .map(reachOf)
    .filter(({ state }) => state !== 'disabled');
  const masks = masksOf(reaches, await membershipOf(db, knowledge));
  await createRolesHeld(db);
  await setMasks(db, masks, reaches);
  await createMarks(db, masks);
  await createMacros(db);
  await db.setVariable('mfaDefaults', defaultsOf(rows, reaches));
  await db.setVariable('mfaPoliciesRead', knowledge.policies);
  await db.setVariable('mfaPerUserAsked', knowledge.perUser);
}

/** Security defaults must be off before a policy can be on: https://learn.microsoft.com/entra/fundamentals/security-defaults */
function defaultsOf(rows: readonly PolicyRow[], reaches: readonly Reach[]): 'on' | 'off' | 'unknown' {
  const state = rows.find(({ kind }) => kind === 'security-defaults')?.state;
  if (state === 'enabled') return 'on';
  if (state === 'disabled' || reaches.some((reach) => reach.state === 'enabled')) return 'off';
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

async function setMasks(db: DuckDb, masks: Masks, reaches: readonly Reach[]): Promise<void> {
  const { none, demands, conditional, alternative, otherApplications, reportOnly } = masks;
  const single = { none, demands, conditional, alternative, otherApplications, reportOnly };
  for (const [name, mask] of Object.entries(single)) await db.setVariable(`mfa_${name}`, mask);
  for (const part of ['covers', 'mayCover', 'blocks'] as const)
    for (const client of CLIENTS) await db.setVariable(`mfa_${part}_${client}`, masks[part][client]);
  for (const part of ['included', 'excluded', 'includedUnclear', 'excludedUnclear'] as const)
    for (const kind of ACCOUNT_KINDS) await db.setVariable(`mfa_${part}_${kind}`, masks[part][kind]);
  await db.setVariable(
    'mfaNames',
    reaches.map(({ name }) => name),
  );
  await db.setVariable(
    'mfaConditions',
    reaches.map((reach) => {
      const conditions = conditionsOf(reach);
      return conditions.length === 0 ? reach.name : `${reach.name} (${conditions.join(', ')})`;
    }),
  );
}

async function createMarks(db: DuckDb, { marks }: Masks): Promise<void> {
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
  const onEachClient = (part: string): string =>
    CLIENTS.map((client) => `mfa_meets(policies, getvariable('mfa_${part}_${client}'))`).join(' AND ');
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
    `mfa_meets(policies, mask) AS bit_count(policies & mask::BIT) > 0`,
    `mfa_cover_all(policies) AS (${onEachClient('covers')})`,
    `mfa_may_cover_all(policies) AS (${onEachClient('mayCover')})`,
    `mfa_block_all(policies) AS (${onEachClient('blocks')})`,
    `mfa_listed(policies, names) AS nullif(array_to_string(
      list_filter(names, lambda name, place: get_bit(policies, (place - 1)::INTEGER) = 1), ', '), '')`,
  ];
  for (const macro of macros) await db.run(`CREATE OR REPLACE MACRO ${macro}`);
}
