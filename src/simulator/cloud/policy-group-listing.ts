import type { Account } from '../tenant/layout.ts';
import { namedId } from '../tenant/object-id.ts';
import { POLICY_GROUPS, type PolicyGroup } from '../tenant/policy-groups.ts';
import { ROLE_GROUPS, type RoleGroup } from '../tenant/role-truth.ts';
import type { CategorySpec } from '../tenant/tenant-spec.ts';
import type { Tenant } from '../tenant/tenant.ts';

type Member = Account | { readonly json: string };

/** A group that a policy names or that holds a role, with all its members, nested ones flattened. */
export interface PolicyGroupListing {
  readonly id: string;
  readonly displayName: string;
  /** Whether nobody may read its members. */
  readonly refused: boolean;
  /** Whether they are hidden: none is listed. */
  readonly hidden: boolean;
  members(): Iterable<Member>;
}

/** The deleted one is left out: Graph knows it no more. */
const LISTED = [
  'physicians',
  'excluded',
  'modern',
  'legacyAllowed',
  'alternative',
  'risk',
  'telework',
  'suspended',
] as const satisfies readonly PolicyGroup[];
const WITH_ROLE = ['assistance', 'eligible'] as const satisfies readonly RoleGroup[];

/** Every group of the tenant that policies or roles rest on. */
export function policyGroupListings(tenant: Tenant): PolicyGroupListing[] {
  const { refusedGroups: refused = [], hiddenGroups = [] } = tenant.overrides;
  const shown = (
    key: PolicyGroup,
    members: () => Iterable<Member>,
  ): Pick<PolicyGroupListing, 'hidden' | 'members'> =>
    hiddenGroups.includes(key) ? { hidden: true, members: () => [] } : { hidden: false, members };
  return [
    ...LISTED.map((key) => ({
      ...named(tenant, POLICY_GROUPS[key]),
      refused: refused.includes(key),
      ...shown(key, () => (key === 'physicians' ? nestedMembers(tenant) : tenant.policyGroupMembers(key))),
    })),
    ...physicianCategories(tenant).map((category) => ({
      ...nestedGroup(tenant, category),
      refused: refused.includes('physicians'),
      ...shown('physicians', () => tenant.policyGroupMembers('physicians', category)),
    })),
    ...WITH_ROLE.map((key) => ({
      ...named(tenant, ROLE_GROUPS[key].name),
      ...{ refused: false, hidden: false },
      members: () => roleMembers(tenant, key),
    })),
  ];
}

function named({ seed }: Tenant, displayName: string): { id: string; displayName: string } {
  return { id: namedId(seed, displayName), displayName };
}

/** The group of physicians holds groups alone, one for each category. */
function* nestedMembers(tenant: Tenant): Generator<Member> {
  for (const category of physicianCategories(tenant)) {
    const group = nestedGroup(tenant, category);
    yield { json: JSON.stringify({ '@odata.type': '#microsoft.graph.group', ...group }) };
  }
  yield* tenant.policyGroupMembers('physicians');
}

function physicianCategories({ spec }: Tenant): CategorySpec[] {
  return spec.categories.filter(({ physician }) => physician);
}

function nestedGroup(tenant: Tenant, { id }: CategorySpec): { id: string; displayName: string } {
  return named(tenant, `${POLICY_GROUPS.physicians}-${id.toUpperCase()}`);
}

function* roleMembers(tenant: Tenant, key: RoleGroup): Generator<Member> {
  for (const account of tenant.roleHolders()) {
    if (tenant.rolesOf(account).some(({ through }) => through === key)) yield account;
  }
}
