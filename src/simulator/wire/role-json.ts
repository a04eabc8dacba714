import { namedId } from '../tenant/object-id.ts';
import { ROLE_GROUPS, ROLES, type Role, type RoleGroup, type RoleHolding } from '../tenant/role-truth.ts';
import type { Account } from '../tenant/layout.ts';
import type { Tenant } from '../tenant/tenant.ts';

/** Ids that built-in roles have in every tenant. */
const TEMPLATES: Readonly<Record<Exclude<Role, 'custom'>, string>> = {
  global: '62e90394-69f5-4237-9190-012177145e10',
  exchange: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  user: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  helpdesk: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  securityReader: '5d6b6bb7-de71-4623-b4af-96380a352509',
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
};
const ROLE_KEYS = [
  'global',
  'exchange',
  'user',
  'helpdesk',
  'securityReader',
  'directoryReaders',
  'custom',
] as const satisfies readonly Role[];
const ROLE_GROUP_KEYS = ['assistance', 'eligible'] as const satisfies readonly RoleGroup[];

export function roleId({ seed }: Tenant, role: Role): string {
  return role === 'custom' ? namedId(seed, 'custom role') : TEMPLATES[role];
}

export type RoleObject = Record<string, unknown> & { readonly id: string };

/** Every role in the shape of unifiedRoleDefinition. */
export function roleDefinitions(tenant: Tenant): RoleObject[] {
  return ROLE_KEYS.map((role) => ({
    id: roleId(tenant, role),
    description: null,
    displayName: ROLES[role],
    isBuiltIn: role !== 'custom',
    isEnabled: true,
    resourceScopes: ['/'],
    templateId: roleId(tenant, role),
    version: role === 'custom' ? null : '1',
    rolePermissions: [],
  }));
}

export interface Principal {
  readonly type: 'user' | 'group' | 'servicePrincipal';
  readonly id: string;
  readonly displayName: string;
}

export interface Assignment {
  readonly row: RoleObject;
  readonly principal: Principal;
  readonly role: Role;
}

/** The assignments of one kind: of accounts, of groups, and of an application. */
export function* assignmentsOf(tenant: Tenant, assignment: RoleHolding['assignment']): Generator<Assignment> {
  const write = assignment === 'active' ? assignmentRow : eligibilityRow;
  for (const key of ROLE_GROUP_KEYS) {
    const { name, role, assignment: kind } = ROLE_GROUPS[key];
    if (kind !== assignment) continue;
    const principal: Principal = { type: 'group', id: namedId(tenant.seed, name), displayName: name };
    yield { row: write(tenant, principal, role, '/'), principal, role };
  }
  for (const account of tenant.roleHolders()) {
    for (const { role, assignment: kind, scope, through } of tenant.rolesOf(account)) {
      if (kind !== assignment || through !== null) continue;
      const principal = principalOf(tenant, account);
      const unit = `/administrativeUnits/${namedId(tenant.seed, 'administrative unit')}`;
      yield { row: write(tenant, principal, role, scope === 'directory' ? '/' : unit), principal, role };
    }
  }
  if (assignment === 'eligible') return;
  const id = namedId(tenant.seed, 'application');
  const principal: Principal = { type: 'servicePrincipal', id, displayName: 'Passerelle Téléfax' };
  yield {
    row: write(tenant, principal, 'directoryReaders', '/'),
    principal,
    role: 'directoryReaders',
  };
}

function principalOf(tenant: Tenant, account: Account): Principal {
  const { displayName } = tenant.identityOf(account);
  return { type: 'user', id: tenant.ids.idOf(account.slot), displayName };
}

function assignmentRow(tenant: Tenant, { id }: Principal, role: Role, directoryScopeId: string): RoleObject {
  const roleDefinitionId = roleId(tenant, role);
  return {
    id: namedId(tenant.seed, `assignment ${id} ${roleDefinitionId} ${directoryScopeId}`),
    principalId: id,
    directoryScopeId,
    roleDefinitionId,
  };
}

function eligibilityRow(tenant: Tenant, { id }: Principal, role: Role, directoryScopeId: string): RoleObject {
  const roleDefinitionId = roleId(tenant, role);
  const since = '2020-02-11T14:05:32.117Z';
  return {
    id: namedId(tenant.seed, `eligible ${id} ${roleDefinitionId}`),
    principalId: id,
    roleDefinitionId,
    directoryScopeId,
    appScopeId: null,
    createdUsing: namedId(tenant.seed, `request ${id} ${roleDefinitionId}`),
    createdDateTime: since,
    modifiedDateTime: null,
    status: 'Provisioned',
    memberType: 'Direct',
    scheduleInfo: { startDateTime: since, recurrence: null, expiration: { type: 'noExpiration' } },
  };
}
