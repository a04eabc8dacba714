import { isUnknownWord, lowered, type Conditions, type Outsiders } from './policy-schema.ts';

/** What an account is to Conditional Access, by its user type and name. */
export const ACCOUNT_KINDS = ['member', 'external-member', 'internal-guest', 'external-guest'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Whom one side of a policy names; ids in lower case. */
export interface Named {
  readonly kinds: readonly AccountKind[];
  /** Kinds of which it names some that cannot be told: of certain organisations, or by a key that did not come. */
  readonly unclearKinds: readonly AccountKind[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
}

export const NOBODY: Named = { kinds: [], unclearKinds: [], users: [], groups: [], roles: [] };
export const MAYBE_ANYBODY: Named = { ...NOBODY, unclearKinds: ACCOUNT_KINDS };

/** Whom a policy includes, and whom it leaves out. */
export function peopleOf({ users }: Conditions): { readonly included: Named; readonly excluded: Named } {
  if (users === undefined) return { included: MAYBE_ANYBODY, excluded: MAYBE_ANYBODY };
  if (users === null) return { included: NOBODY, excluded: NOBODY };
  const { includeUsers, includeGroups, includeRoles, includeGuestsOrExternalUsers } = users;
  const { excludeUsers, excludeGroups, excludeRoles, excludeGuestsOrExternalUsers } = users;
  return {
    included: namedBy(includeUsers, includeGroups, includeRoles, includeGuestsOrExternalUsers),
    excluded: namedBy(excludeUsers, excludeGroups, excludeRoles, excludeGuestsOrExternalUsers),
  };
}

const WORDS = ['all', 'none', 'guestsorexternalusers'];

function namedBy(
  users: readonly string[] | undefined,
  groups: readonly string[] | undefined,
  roles: readonly string[] | undefined,
  outsiders: Outsiders,
): Named {
  const ids = { users: lowered(users), groups: lowered(groups), roles: lowered(roles) };
  const lists = [users, groups, roles];
  const isUnclear =
    lists.includes(undefined) ||
    ids.users.some((id) => isUnknownWord(id, WORDS)) ||
    [...ids.groups, ...ids.roles].some((id) => isUnknownWord(id, ['none']));
  const byType = kindsOf(outsiders);
  return {
    kinds: [...kindsOfWords(ids.users), ...byType.kinds],
    unclearKinds: isUnclear ? ACCOUNT_KINDS : byType.unclearKinds,
    users: ids.users.filter((id) => !WORDS.includes(id)),
    groups: ids.groups,
    roles: ids.roles,
  };
}

function kindsOfWords(words: readonly string[]): readonly AccountKind[] {
  if (words.includes('all')) return ACCOUNT_KINDS;
  return words.includes('guestsorexternalusers') ? OUTSIDERS : [];
}

const OUTSIDERS = ACCOUNT_KINDS.slice(1);

/** The kinds that live in this directory; the others have no account in it. */
const KIND_OF_TYPE: ReadonlyMap<string, AccountKind | null> = new Map<string, AccountKind | null>([
  ['internalguest', 'internal-guest'],
  ['b2bcollaborationguest', 'external-guest'],
  ['b2bcollaborationmember', 'external-member'],
  ['b2bdirectconnectuser', null],
  ['otherexternaluser', null],
  ['serviceprovider', null],
]);

function kindsOf(outsiders: Outsiders): Pick<Named, 'kinds' | 'unclearKinds'> {
  if (outsiders === null) return { kinds: [], unclearKinds: [] };
  const types = outsiders === undefined ? undefined : outsiders.guestOrExternalUserTypes;
  if (types === undefined) return { kinds: [], unclearKinds: OUTSIDERS };
  const told = lowered(types).map((type) => KIND_OF_TYPE.get(type));
  const named = told.filter((kind) => kind !== null && kind !== undefined);
  const isOfAll = tenantsOf(outsiders) === 'all';
  const isSure = (kind: AccountKind): boolean => isOfAll || kind === 'internal-guest';
  return {
    kinds: named.filter(isSure),
    unclearKinds: told.includes(undefined) ? OUTSIDERS : named.filter((kind) => !isSure(kind)),
  };
}

/** Whose external users are meant; of certain organisations: whose an account is, the directory does not tell. */
function tenantsOf(outsiders: Outsiders): 'all' | 'some' {
  const tenants = outsiders?.externalTenants;
  if (tenants === null) return 'all';
  return tenants?.membershipKind?.toLowerCase() === 'all' ? 'all' : 'some';
}
