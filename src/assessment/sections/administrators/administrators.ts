import { z } from 'zod';
import type { DuckDb } from '../../../duckdb/duckdb.ts';
import { knowledgeOf } from '../../../enforcement/knowledge.ts';
import type { SnapshotManifest } from '../../../snapshot/manifest.ts';
import { areEligibleRolesRead, isUsable, isWhole } from '../../../dossier/source-use.ts';
import { type Administrators } from '../../../situation/sections/administrators.ts';
import type { Section } from '../section.ts';

export const administrators: Section = {
  id: 'administrators',
  isOf: ({ isChosen }) => isChosen('admin-mfa'),
  count: async ({ db, manifest }) => ({ whole: await heldRoles(db, manifest) }),
};

const rowSchema = z.object({
  role: z.string(),
  active: z.number(),
  eligible: z.number(),
  notCapable: z.number(),
  notEnforced: z.number(),
  capableUntold: z.number(),
  enforcedUntold: z.number(),
});

const RESTS_ON = ['role-assignments', 'group-members', 'accounts'] as const;

/**
 * The administrators' own table: one row per role, the most held first; nothing where the assignments were not read.
 * An account with several roles is in several rows.
 */
async function heldRoles(
  db: DuckDb,
  manifest: SnapshotManifest,
): Promise<{ administrators?: Administrators }> {
  if (!isUsable(manifest, 'role-assignments')) return {};
  const rows = await db.rows(
    `SELECT role, count(*) FILTER (WHERE assignment = 'active')::DOUBLE AS active,
       count(*) FILTER (WHERE assignment = 'eligible')::DOUBLE AS eligible,
       count(*) FILTER (WHERE NOT isMfaCapable AND NOT isGuest)::DOUBLE AS "notCapable",
       count(*) FILTER (WHERE enforcement = 'none')::DOUBLE AS "notEnforced",
       count(*) FILTER (WHERE isMfaCapable IS NULL)::DOUBLE AS "capableUntold",
       count(*) FILTER (WHERE enforcement IS NULL)::DOUBLE AS "enforcedUntold"
     FROM (SELECT accountId, coalesce(roleName, roleId) AS role, min(assignment) AS assignment
       FROM mfa_roles_held GROUP BY ALL) JOIN dossier d USING (accountId)
     WHERE d.accountEnabled AND d.specialAccount IS NULL GROUP BY role ORDER BY active DESC, eligible DESC, role`,
    rowSchema,
  );
  const lowerBound = RESTS_ON.some((id) => !isWhole(manifest, id));
  const eligibleKnown = areEligibleRolesRead(manifest);
  const capableKnown = isUsable(manifest, 'mfa-registrations');
  const enforcedKnown = knowledgeOf(manifest).policies;
  return {
    administrators: rows.map(
      ({ role, active, eligible, notCapable, notEnforced, capableUntold, enforcedUntold }) => ({
        role,
        active,
        ...(eligibleKnown ? { eligible } : {}),
        ...(capableKnown ? { notCapable } : {}),
        ...(enforcedKnown ? { notEnforced } : {}),
        ...boundsOf([
          ...(lowerBound ? (['active', ...(eligibleKnown ? (['eligible'] as const) : [])] as const) : []),
          ...(capableKnown && (lowerBound || capableUntold > 0) ? (['notCapable'] as const) : []),
          ...(enforcedKnown && (lowerBound || enforcedUntold > 0) ? (['notEnforced'] as const) : []),
        ]),
      }),
    ),
  };
}

type Role = Administrators[number];

/** An administrator of whom one thing is not known makes a lower bound of that number alone. */
function boundsOf(lowerBounds: NonNullable<Role['lowerBounds']>): Pick<Role, 'lowerBound' | 'lowerBounds'> {
  return { lowerBound: lowerBounds.length > 0, lowerBounds };
}
