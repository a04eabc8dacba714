/** The role that directory synchronisation gives its own account: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const SYNCHRONISATION_ROLE = 'd29b2b05-8046-44ba-8758-1e26182fcf32';

/**
 * Accounts that no person signs in with and that Microsoft's own tools made, by the names those give them: of directory synchronisation (https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-accounts-permissions)
 * and of provisioning packages, which enrol devices in bulk (https://learn.microsoft.com/mem/intune/enrollment/windows-bulk-enroll).
 */
const SYNCHRONISATION_NAME = String.raw`^(sync_[^@]+_[0-9a-f]{6,}|adtoaadsyncserviceaccount[^@]*)@`;
const PACKAGE_NAME = String.raw`^package_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[^@]+$`;

/** An SQL condition: a role is that of the synchronisation account. */
export function isSynchronisationRole(roleId: string): string {
  return `lower(${roleId}) = '${SYNCHRONISATION_ROLE}'`;
}

/** An SQL expression: `synchronisation`, `package`, or null for the account of a person or of the tenant's own making. */
export function specialAccount(userPrincipalName: string, holdsSynchronisationRole: string): string {
  const name = `lower(coalesce(${userPrincipalName}, ''))`;
  return `CASE WHEN coalesce(${holdsSynchronisationRole}, false) OR regexp_matches(${name}, '${SYNCHRONISATION_NAME}') THEN 'synchronisation'
    WHEN regexp_matches(${name}, '${PACKAGE_NAME}') THEN 'package' END`;
}
