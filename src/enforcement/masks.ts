import {
  ACCOUNT_KINDS,
  CLIENTS,
  type AccountKind,
  type ClientApp,
  type Named,
  type Reach,
} from './reach-of.ts';

/** One character per policy, in the order of the policies; the bits of an SQL `BIT`. */
export type Mask = string;

/** A user, group or role that policies name, with the policies that include or exclude it. */
export interface Mark {
  readonly kind: 'user' | 'group' | 'role';
  readonly key: string;
  readonly includedBy: Mask;
  readonly excludedBy: Mask;
}

export interface Masks {
  readonly none: Mask;
  /** By client app: enabled policies without a condition that demand MFA or block. */
  readonly covers: Readonly<Record<ClientApp, Mask>>;
  /** As `covers`, with those of which it is not clear. */
  readonly mayCover: Readonly<Record<ClientApp, Mask>>;
  readonly blocks: Readonly<Record<ClientApp, Mask>>;
  /** MFA without a condition: what an exclusion takes out. */
  readonly demands: Mask;
  readonly conditional: Mask;
  readonly alternative: Mask;
  readonly otherApplications: Mask;
  readonly reportOnly: Mask;
  readonly included: Readonly<Record<AccountKind, Mask>>;
  readonly excluded: Readonly<Record<AccountKind, Mask>>;
  readonly includedUnclear: Readonly<Record<AccountKind, Mask>>;
  readonly excludedUnclear: Readonly<Record<AccountKind, Mask>>;
  readonly marks: readonly Mark[];
}

/** Whether the members of a group, or the holders of a role, are known. */
export interface Membership {
  readonly isGroupRead: (id: string) => boolean;
  readonly isRoleRead: (id: string) => boolean;
}

/** Turns policies into masks, so that an account is judged by all of them with a few operations on bits. */
export function masksOf(reaches: readonly Reach[], membership: Membership): Masks {
  const maskOf = (test: (reach: Reach) => boolean): Mask =>
    // An SQL BIT has one bit at the least.
    reaches.length === 0 ? '0' : reaches.map((reach) => (test(reach) ? '1' : '0')).join('');
  const perClient = (test: (reach: Reach) => boolean): Record<ClientApp, Mask> =>
    record(CLIENTS, (client) => maskOf((reach) => reach.clients.includes(client) && test(reach)));
  const perKind = (test: (reach: Reach, kind: AccountKind) => boolean): Record<AccountKind, Mask> =>
    record(ACCOUNT_KINDS, (kind) => maskOf((reach) => test(reach, kind)));
  const isUnread = ({ groups, roles }: Named): boolean =>
    groups.some((id) => !membership.isGroupRead(id)) || roles.some((id) => !membership.isRoleRead(id));
  return {
    none: maskOf(() => false),
    covers: perClient(isCover),
    mayCover: perClient((reach) => isCover(reach) || mayBeCover(reach)),
    blocks: perClient((reach) => isCover(reach) && reach.grant === 'block'),
    demands: maskOf((reach) => isCover(reach) && reach.grant === 'mfa'),
    conditional: maskOf(
      (reach) => isMfaForOffice(reach) && reach.state === 'enabled' && conditionsOf(reach).length > 0,
    ),
    alternative: maskOf(
      ({ state, grant, applications }) =>
        state === 'enabled' && grant === 'alternative' && applications === 'office',
    ),
    otherApplications: maskOf(
      ({ state, grant, applications }) => state === 'enabled' && grant === 'mfa' && applications === 'other',
    ),
    reportOnly: maskOf(
      (reach) => isMfaForOffice(reach) && reach.state === 'report-only' && conditionsOf(reach).length === 0,
    ),
    included: perKind(({ included }, kind) => included.kinds.includes(kind)),
    excluded: perKind(({ excluded }, kind) => excluded.kinds.includes(kind)),
    includedUnclear: perKind(
      ({ included }, kind) => included.unclearKinds.includes(kind) || isUnread(included),
    ),
    excludedUnclear: perKind(
      ({ excluded }, kind) => excluded.unclearKinds.includes(kind) || isUnread(excluded),
    ),
    marks: marksOf(reaches, maskOf),
  };
}

/** Under which conditions alone a policy applies, in words of this program. */
export function conditionsOf({ narrowings, clients }: Reach): string[] {
  return clients.length < CLIENTS.length ? [...narrowings, 'client-app'].sort() : [...narrowings];
}

function isMfaForOffice({ grant, applications }: Reach): boolean {
  return grant === 'mfa' && applications === 'office';
}

function isCover({ state, grant, applications, narrowings }: Reach): boolean {
  const demands = grant === 'mfa' || grant === 'block';
  return state === 'enabled' && demands && applications === 'office' && narrowings.length === 0;
}

function mayBeCover({ state, grant, applications, narrowings }: Reach): boolean {
  const isOff = state === 'disabled' || state === 'report-only';
  const isUnclear = state === 'unclear' || grant === 'unclear';
  const demands = grant === 'mfa' || grant === 'block' || grant === 'unclear';
  return !isOff && isUnclear && demands && applications === 'office' && narrowings.length === 0;
}

function marksOf(reaches: readonly Reach[], maskOf: (test: (reach: Reach) => boolean) => Mask): Mark[] {
  const named = { user: 'users', group: 'groups', role: 'roles' } as const;
  return (['user', 'group', 'role'] as const).flatMap((kind) => {
    const list = named[kind];
    const keys = new Set(reaches.flatMap(({ included, excluded }) => [...included[list], ...excluded[list]]));
    return [...keys].map((key) => ({
      kind,
      key,
      includedBy: maskOf(({ included }) => included[list].includes(key)),
      excludedBy: maskOf(({ excluded }) => excluded[list].includes(key)),
    }));
  });
}

function record<K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Record<K, V> {
  const entries = keys.map((key): [K, V] => [key, valueOf(key)]);
  return Object.fromEntries(entries) as Record<K, V>;
}
