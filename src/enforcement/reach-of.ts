import { grantOf, type GrantKind } from './grant-of.ts';
import { narrowingsOf } from './narrowings-of.ts';
import {
  conditionsSchema,
  grantSchema,
  type Conditions,
  type Outsiders,
  type PolicyRow,
} from './policy-schema.ts';

/** What an account is to Conditional Access, by its user type and name. */
export const ACCOUNT_KINDS = ['member', 'external-member', 'internal-guest', 'external-guest'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Whom one side of a policy names; ids in lower case. */
export interface Named {
  readonly kinds: readonly AccountKind[];
  /** Kinds of which it names some, of certain organisations: whose, the directory does not tell. */
  readonly unclearKinds: readonly AccountKind[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
}

/** Ways to sign in; a policy without the condition applies to each. */
export const CLIENTS = ['browser', 'mobileappsanddesktopclients', 'exchangeactivesync', 'other'] as const;
export type ClientApp = (typeof CLIENTS)[number];

/** What a policy demands, of whom, and when. */
export interface Reach {
  readonly name: string;
  readonly state: 'enabled' | 'report-only' | 'disabled' | 'unclear';
  readonly grant: GrantKind;
  /** `office`: all applications, or those of Microsoft 365; `other`: others than these, or not all of these; `none`. */
  readonly applications: 'office' | 'other' | 'none';
  readonly clients: readonly ClientApp[];
  readonly narrowings: readonly string[];
  readonly included: Named;
  readonly excluded: Named;
}

/** Reads a Conditional Access policy. What cannot be read may demand anything, of anybody: grant and state are `unclear`. */
export function reachOf(row: PolicyRow): Reach {
  const name = row.name ?? row.policyId ?? '';
  const state = stateOf(row.state);
  const conditions = conditionsSchema.safeParse(parsedJson(row.conditions));
  const grant = grantSchema.safeParse(parsedJson(row.grantControls));
  if (!conditions.success || !grant.success) return { ...ILLEGIBLE, name, state };
  const users = conditions.data.users;
  return {
    name,
    state,
    grant: grantOf(grant.data),
    applications: applicationsOf(conditions.data),
    clients: clientsOf(conditions.data.clientAppTypes),
    narrowings: narrowingsOf(conditions.data),
    included: namedBy(
      users?.includeUsers,
      users?.includeGroups,
      users?.includeRoles,
      users?.includeGuestsOrExternalUsers,
    ),
    excluded: namedBy(
      users?.excludeUsers,
      users?.excludeGroups,
      users?.excludeRoles,
      users?.excludeGuestsOrExternalUsers,
    ),
  };
}

const NOBODY: Named = { kinds: [], unclearKinds: [], users: [], groups: [], roles: [] };

const ILLEGIBLE: Omit<Reach, 'name' | 'state'> = {
  grant: 'unclear',
  applications: 'office',
  clients: CLIENTS,
  narrowings: [],
  included: { ...NOBODY, unclearKinds: ACCOUNT_KINDS },
  excluded: NOBODY,
};

function parsedJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    // Undefined satisfies no schema: the policy is illegible.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function stateOf(state: string | null): Reach['state'] {
  if (state === 'enabled' || state === 'disabled') return state;
  return state === 'enabledForReportingButNotEnforced' ? 'report-only' : 'unclear';
}

/**
 * What the directive is about: Office 365 as a whole, Exchange, SharePoint with OneDrive, Teams, Forms, Planner, Stream
 * (https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in).
 */
const DIRECTIVE_APPLICATIONS = new Set([
  'office365',
  '00000002-0000-0ff1-ce00-000000000000',
  '00000003-0000-0ff1-ce00-000000000000',
  'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
  'c9a559d2-7aab-4f13-a6ed-e7e9c52aec87',
  '09abbdfd-ed23-44ee-a2d9-a627aa1c90f3',
  '2634dd23-5e5a-431c-81ca-11710d9079f4',
]);

function applicationsOf({ applications, clientApplications }: Conditions): Reach['applications'] {
  const isForWorkloads = lowered(clientApplications?.includeServicePrincipals).some((id) => id !== 'none');
  const included = lowered(applications?.includeApplications).filter((id) => id !== 'none');
  if (isForWorkloads || included.length === 0) return 'none';
  const covers = included.includes('all') || included.includes('office365');
  const leavesOut = lowered(applications?.excludeApplications).some((id) => DIRECTIVE_APPLICATIONS.has(id));
  return covers && !leavesOut ? 'office' : 'other';
}

function clientsOf(types: readonly string[]): readonly ClientApp[] {
  const named = lowered(types).map((type) => (type === 'eassupported' ? 'exchangeactivesync' : type));
  if (named.length === 0 || named.includes('all')) return CLIENTS;
  return CLIENTS.filter((client) => named.includes(client));
}

function namedBy(
  users: readonly string[] = [],
  groups: readonly string[] = [],
  roles: readonly string[] = [],
  outsiders: Outsiders,
): Named {
  const literals = lowered(users);
  const byType = kindsOf(outsiders);
  const isUnclear = isOfSomeTenants(outsiders);
  const isOwn = (kind: AccountKind): boolean => !isUnclear || kind === 'internal-guest';
  return {
    kinds: [...kindsOfLiterals(literals), ...byType.filter(isOwn)],
    unclearKinds: byType.filter((kind) => !isOwn(kind)),
    users: literals.filter((id) => !['all', 'none', 'guestsorexternalusers'].includes(id)),
    groups: lowered(groups),
    roles: lowered(roles),
  };
}

function kindsOfLiterals(literals: readonly string[]): readonly AccountKind[] {
  if (literals.includes('all')) return ACCOUNT_KINDS;
  return literals.includes('guestsorexternalusers') ? ACCOUNT_KINDS.slice(1) : [];
}

function kindsOf(outsiders: Outsiders): AccountKind[] {
  return lowered(outsiders?.guestOrExternalUserTypes).flatMap((type) => OUTSIDERS[type] ?? []);
}

function isOfSomeTenants(outsiders: Outsiders): boolean {
  return (outsiders?.externalTenants?.membershipKind ?? 'all').toLowerCase() !== 'all';
}

/** The kinds that live in this directory: https://learn.microsoft.com/graph/api/resources/conditionalaccessguestsorexternalusers */
const OUTSIDERS: Readonly<Partial<Record<string, AccountKind>>> = {
  internalguest: 'internal-guest',
  b2bcollaborationguest: 'external-guest',
  b2bcollaborationmember: 'external-member',
};

function lowered(list: readonly string[] = []): string[] {
  return list.map((one) => one.trim().toLowerCase());
}
