/** Name of the role group that the set-up makes. */
export const ROLE_GROUP = 'Vigie';

/**
 * What gives an application its role in Exchange Online, in that module of PowerShell. `roles` are those of the group; the ids are
 * PowerShell expressions, a variable or a quoted text.
 * https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2
 */
export function exchangeCommands(
  roles: readonly string[],
  { appId, objectId }: { readonly appId: string; readonly objectId: string },
): readonly [servicePrincipal: string, roleGroup: string, member: string] {
  const listed = roles.map((role) => `'${role}'`).join(',');
  return [
    `New-ServicePrincipal -AppId ${appId} -ObjectId ${objectId} -DisplayName 'Vigie'`,
    `New-RoleGroup -Name '${ROLE_GROUP}' -Roles ${listed}`,
    `Add-RoleGroupMember -Identity '${ROLE_GROUP}' -Member ${objectId}`,
  ];
}
