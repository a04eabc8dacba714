import type { Staging } from './staging.ts';

/** The roles of the directory that an account holds, itself or through a group (`mfa_roles_held`). */
export const stgRoles: Staging = {
  name: 'stg_roles',
  reads: [
    {
      name: 'src_roles_held',
      source: 'role-assignments',
      by: 'accountId',
      select: `SELECT accountId, coalesce(roleName, roleId) AS role, assignment FROM mfa_roles_held`,
    },
  ],
  // Sorted afterwards: an aggregate that is DISTINCT or in order slows down all that stand beside it. Of “active” and
  // “eligible”, the first in the alphabet counts.
  sql: `SELECT accountId,
      array_to_string(list_sort(list_distinct(list(role) FILTER (role IS NOT NULL))), ', ') AS adminRoles,
      min(assignment) AS adminAssignment
    FROM src_roles_held GROUP BY accountId`,
};
