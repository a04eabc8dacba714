import { CLIENT_APPS, MODERN_CLIENT_APPS, type ClientApp } from './client-apps.ts';
import type { PolicyScope } from './policy-scope.ts';
import { ACCOUNT_KINDS, type AccountKind, type Named } from './scope-people.ts';
import {
  ANYTHING_ELSE,
  covers,
  EXCHANGE_ONLINE,
  levelOf,
  OFFICE_365,
  OFFICE_RESOURCES,
} from './scope-resources.ts';

/** One character per policy, in the order of the policies; the bits of an SQL `BIT`. */
export type Bitmap = string;

/** A user, group or role that policies name, with the policies that include or exclude it. */
export interface Mark {
  readonly kind: 'user' | 'group' | 'role';
  readonly key: string;
  readonly includedBy: Bitmap;
  readonly excludedBy: Bitmap;
}

/** Of whom more is asked: MFA of administrators over all resources, of everybody else over Office 365. */
export const EXTENTS = ['office', 'all'] as const;
export type Extent = (typeof EXTENTS)[number];

/** What the policies that cover an account leave it, or why they do not cover it. */
export const REASON_BITMAPS = [
  'demands',
  'reportOnly',
  'conditional',
  'alternative',
  'otherApplications',
  'blocksInPart',
] as const;
export type ReasonBitmap = (typeof REASON_BITMAPS)[number];

/**
 * The ways in, one bitmap each (a client to a resource) with the policies that close it: an account is covered where the
 * policies that reach it close every one. Ways that the same policies close are one.
 */
export interface Ways {
  /** Closed by a demand for MFA or by a block. */
  readonly closed: readonly Bitmap[];
  /** As `closed`, with the policies of which it is not clear. */
  readonly maybeClosed: readonly Bitmap[];
}

export interface Bitmaps {
  readonly none: Bitmap;
  readonly ways: Readonly<Record<Extent, Ways>>;
  /** Every way in, closed by a block. */
  readonly blocked: readonly Bitmap[];
  /** Enabled policies without a condition that close something of Office 365, or of everything. */
  readonly closing: Readonly<Record<Extent, Bitmap>>;
  /** MFA for modern clients at Office 365: who is only blocked from it is not covered by that. */
  readonly modernDemands: Bitmap;
  readonly maybeModernDemands: Bitmap;
  readonly reasons: Readonly<Record<Extent, Readonly<Record<ReasonBitmap, Bitmap>>>>;
  readonly included: Readonly<Record<AccountKind, Bitmap>>;
  readonly excluded: Readonly<Record<AccountKind, Bitmap>>;
  readonly includedUnclear: Readonly<Record<AccountKind, Bitmap>>;
  readonly excludedUnclear: Readonly<Record<AccountKind, Bitmap>>;
  readonly marks: readonly Mark[];
}

/** Whether the members of a group, or the holders of a role, are known. */
export interface Membership {
  readonly isGroupRead: (id: string) => boolean;
  readonly isRoleRead: (id: string) => boolean;
}

type BitmapOf = (test: (scope: PolicyScope) => boolean) => Bitmap;

/** Turns policies into bitmaps, so that an account is judged by all of them with a few operations on bits. */
export function bitmapsOf(scopes: readonly PolicyScope[], membership: Membership): Bitmaps {
  const bitmapOf: BitmapOf = (test) =>
    // An SQL BIT has one bit at the least.
    scopes.length === 0 ? '0' : scopes.map((scope) => (test(scope) ? '1' : '0')).join('');
  const perKind = (test: (scope: PolicyScope, kind: AccountKind) => boolean): Record<AccountKind, Bitmap> =>
    record(ACCOUNT_KINDS, (kind) => bitmapOf((scope) => test(scope, kind)));
  const isUnread = ({ groups, roles }: Named): boolean =>
    groups.some((id) => !membership.isGroupRead(id)) || roles.some((id) => !membership.isRoleRead(id));
  const isUnclear = (named: Named, kind: AccountKind): boolean =>
    named.unclearKinds.includes(kind) || isUnread(named);
  const all = everyWay(scopes);
  const perWay = (ways: readonly Way[], test: (scope: PolicyScope, way: Way) => boolean): Bitmap[] => [
    ...new Set(ways.map((way) => bitmapOf((scope) => test(scope, way)))),
  ];
  const waysOf = (ways: readonly Way[]): Ways => ({
    closed: perWay(ways, closes),
    maybeClosed: perWay(ways, mayClose),
  });
  return {
    none: bitmapOf(() => false),
    ways: { office: waysOf(all.filter(isOfOffice)), all: waysOf(all) },
    blocked: perWay(all, (scope, way) => closes(scope, way) && scope.grant[way.client] === 'block'),
    closing: {
      office: bitmapOf((scope) => all.some((way) => isOfOffice(way) && isBroad(way) && closes(scope, way))),
      all: bitmapOf((scope) => all.some((way) => isBroad(way) && closes(scope, way))),
    },
    modernDemands: bitmapOf((scope) => demandsOfModern(scope, closes)),
    maybeModernDemands: bitmapOf((scope) => demandsOfModern(scope, mayClose)),
    reasons: record(EXTENTS, (extent) => reasonBitmaps(extent, bitmapOf)),
    included: perKind(({ included }, kind) => included.kinds.includes(kind)),
    excluded: perKind(({ excluded }, kind) => excluded.kinds.includes(kind)),
    includedUnclear: perKind(({ included }, kind) => isUnclear(included, kind)),
    excludedUnclear: perKind(({ excluded }, kind) => isUnclear(excluded, kind)),
    marks: marksOf(scopes, bitmapOf),
  };
}

/** Under which conditions alone a policy applies, in words of this program. */
export function conditionsOf({ conditions, clients, unclearClients }: PolicyScope): string[] {
  const isForSome = clients.length + unclearClients.length < CLIENT_APPS.length;
  return isForSome ? [...conditions, 'client-app'].sort() : [...conditions];
}

interface Way {
  readonly client: ClientApp;
  readonly resource: string;
}

/**
 * Each client to each resource that a policy names or leaves out, and to anything else. Exchange ActiveSync leads to
 * Exchange Online and nowhere else: https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-conditions
 */
function everyWay(scopes: readonly PolicyScope[]): Way[] {
  const leftOut = scopes.flatMap(({ resources }) => resources.excluded);
  const resources = [...new Set([...OFFICE_RESOURCES, ...leftOut, ANYTHING_ELSE])];
  return CLIENT_APPS.flatMap((client) =>
    (client === 'exchangeactivesync' ? [EXCHANGE_ONLINE] : resources).map((resource) => ({
      client,
      resource,
    })),
  );
}

function isOfOffice({ resource }: Way): boolean {
  return OFFICE_RESOURCES.includes(resource);
}

/** Of one application alone, only Exchange, where Exchange ActiveSync leads. */
function isBroad({ client, resource }: Way): boolean {
  return client === 'exchangeactivesync' || resource === OFFICE_365 || resource === ANYTHING_ELSE;
}

function closes(scope: PolicyScope, { client, resource }: Way): boolean {
  const { state, conditions, isUnclear, clients, grant, resources } = scope;
  const isSure = state === 'enabled' && conditions.length === 0 && !isUnclear && !resources.isUnclear;
  const shuts = grant[client] === 'mfa' || grant[client] === 'block';
  return isSure && shuts && clients.includes(client) && covers(resources, resource);
}

function mayClose(scope: PolicyScope, { client, resource }: Way): boolean {
  const { state, conditions, clients, unclearClients, grant, resources } = scope;
  const isOn = state === 'enabled' || state === 'unclear';
  const mayShut = ['mfa', 'block', 'unclear'].includes(grant[client]);
  const mayBeFor = clients.includes(client) || unclearClients.includes(client);
  return (
    isOn &&
    conditions.length === 0 &&
    mayShut &&
    mayBeFor &&
    (resources.isUnclear || covers(resources, resource))
  );
}

function demandsOfModern(scope: PolicyScope, test: typeof closes): boolean {
  return MODERN_CLIENT_APPS.some(
    (client) => scope.grant[client] !== 'block' && test(scope, { client, resource: OFFICE_365 }),
  );
}

/** By what modern clients are asked: what legacy ones are asked is a block to them. */
function reasonBitmaps(extent: Extent, bitmapOf: BitmapOf): Record<ReasonBitmap, Bitmap> {
  const isWide = ({ resources }: PolicyScope): boolean => {
    const level = levelOf(resources);
    return !resources.isUnclear && (level === 'all' || (extent === 'office' && level === 'office'));
  };
  const asks = ({ grant }: PolicyScope, kind: 'mfa' | 'block' | 'alternative'): boolean =>
    MODERN_CLIENT_APPS.every((client) => grant[client] === kind);
  const isAlways = ({ conditions, isUnclear }: PolicyScope): boolean => conditions.length === 0 && !isUnclear;
  const isForModern = ({ clients }: PolicyScope): boolean =>
    MODERN_CLIENT_APPS.every((client) => clients.includes(client));
  const isOn = ({ state }: PolicyScope): boolean => state === 'enabled';
  return {
    demands: bitmapOf((one) => isOn(one) && asks(one, 'mfa') && isWide(one) && isAlways(one)),
    reportOnly: bitmapOf(
      (one) =>
        one.state === 'report-only' && asks(one, 'mfa') && isWide(one) && isAlways(one) && isForModern(one),
    ),
    conditional: bitmapOf(
      (one) => isOn(one) && asks(one, 'mfa') && isWide(one) && conditionsOf(one).length > 0,
    ),
    alternative: bitmapOf((one) => isOn(one) && asks(one, 'alternative') && isWide(one)),
    otherApplications: bitmapOf(
      (one) => isOn(one) && asks(one, 'mfa') && !isWide(one) && levelOf(one.resources) !== 'none',
    ),
    blocksInPart: bitmapOf(
      (one) =>
        isOn(one) &&
        asks(one, 'block') &&
        isAlways(one) &&
        isForModern(one) &&
        levelOf(one.resources) !== 'none',
    ),
  };
}

function marksOf(scopes: readonly PolicyScope[], bitmapOf: BitmapOf): Mark[] {
  const named = { user: 'users', group: 'groups', role: 'roles' } as const;
  return (['user', 'group', 'role'] as const).flatMap((kind) => {
    const list = named[kind];
    const keys = new Set(scopes.flatMap(({ included, excluded }) => [...included[list], ...excluded[list]]));
    return [...keys].map((key) => ({
      kind,
      key,
      includedBy: bitmapOf(({ included }) => included[list].includes(key)),
      excludedBy: bitmapOf(({ excluded }) => excluded[list].includes(key)),
    }));
  });
}

function record<K extends string, V>(keys: readonly K[], valueOf: (key: K) => V): Record<K, V> {
  const entries = keys.map((key): [K, V] => [key, valueOf(key)]);
  return Object.fromEntries(entries) as Record<K, V>;
}
