import type { Account } from '../tenant/layout.ts';
import { addressBearers } from './address-bearers.ts';
import type { Tenant } from '../tenant/tenant.ts';
import {
  DEFAULT_USER_PROPERTIES,
  isUserProperty,
  SINGLE_ONLY_PROPERTIES,
  userWriter,
} from '../wire/user-json.ts';
import { graphError, jsonAnswer, notFound, textAnswer, type Answer } from './answer.ts';
import { refusal, throttled } from './graph-refusal.ts';
import { isEventual, type GraphContext, type GraphRequest } from './graph-context.ts';
import { readPage, type Page } from './page.ts';
import { refuseOptions, selectOf, unknownProperty } from './target.ts';

const LIST_OPTIONS = ['$select', '$top', '$count', '$skiptoken'] as const;
const FILTER_OPTIONS = ['$select', '$filter'] as const;
const MOST = 999;
const MOST_WITH_SIGN_INS = 500;

/** GET /users, /users/$count and /users/{id or userPrincipalName}. */
export function answerUsers(context: GraphContext, request: GraphRequest): Answer {
  const refused = refusal(context, 'accounts');
  if (refused !== null) return refused;
  const key = request.segments[1];
  if (key === undefined) return listUsers(context, request);
  return key === '$count' ? countUsers(context, request) : oneUser(context, request, key);
}

function listUsers(context: GraphContext, request: GraphRequest): Answer {
  const { tenant } = context;
  const { query } = request;
  if (query.has('$filter')) return bearersOf(context, request);
  const properties = selectOf(query) ?? DEFAULT_USER_PROPERTIES;
  const problem = refuseOptions(query, LIST_OPTIONS) ?? refuseProperties(properties);
  if (problem !== null) return problem;
  const withSignIns = properties.includes('signInActivity');
  const withStates = properties.includes('perUserMfaState');
  const units = identityUnits(2, query);
  const barred =
    (withSignIns ? (refusal(context, 'sign-in-activity') ?? throttled(context, 'sign-in-activity')) : null) ??
    (withStates ? refuseStates(context, request) : null) ??
    throttled(context, 'identity', units);
  if (barred !== null) return barred;
  const page = readPage(request, {
    path: 'users',
    otherwise: 100,
    most: withSignIns ? MOST_WITH_SIGN_INS : MOST,
    scope: `users ${properties.join(',')}`,
    tenant,
  });
  if ('status' in page) return page;
  if (page.start > 0 && !withSignIns) context.presence.turnPage();
  return writeUsers(context, request, properties, page, units);
}

const BEARS = /proxyAddresses\/any\(p:p eq 'smtp:((?:[^']|'')*)'\)/gi;

/** Who bears any of some addresses: the only filter that is understood. */
function bearersOf(context: GraphContext, { query }: GraphRequest): Answer {
  const { tenant } = context;
  const filter = query.get('$filter') ?? '';
  const addresses = [...filter.matchAll(BEARS)].map(([, text = '']) =>
    text.replaceAll("''", "'").toLowerCase(),
  );
  const isUnderstood = filter.replaceAll(BEARS, '').replaceAll(/\s*\bor\b\s*/gi, '') === '';
  const problem = refuseOptions(query, FILTER_OPTIONS);
  if (problem !== null) return problem;
  if (!isUnderstood || addresses.length === 0 || addresses.length > MOST_CLAUSES)
    return graphError(400, 'Request_UnsupportedQuery', 'Unsupported or invalid query filter clause.');
  const barred = throttled(context, 'identity', identityUnits(2, query));
  if (barred !== null) return barred;
  const bearers = addressBearers(tenant);
  const rows = addresses.flatMap((address) => {
    const account = bearers.get(address);
    if (account === undefined || !context.presence.holds(account)) return [];
    const { userPrincipalName } = tenant.identityOf(account);
    const id = tenant.ids.idOf(account.slot);
    const proxyAddresses = [`SMTP:${userPrincipalName}`, `smtp:${address}`];
    return [JSON.stringify({ id, userPrincipalName, mail: userPrincipalName, proxyAddresses })];
  });
  return jsonAnswer(
    `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[${rows.join(',')}]}`,
  );
}

/** https://learn.microsoft.com/graph/filter-query-parameter */
const MOST_CLAUSES = 15;

function writeUsers(
  { tenant, presence }: GraphContext,
  request: GraphRequest,
  properties: readonly string[],
  page: Page,
  units: number,
): Answer {
  const end = Math.min(page.start + page.top, tenant.size);
  const write = listedUserWriter(tenant, properties);
  const rows: string[] = [];
  const add = (position: number): void => {
    const account = tenant.accountAt(tenant.order.forward(position));
    if (presence.holds(account)) rows.push(write(account));
  };
  for (let position = page.start; position < end; position += 1) add(position);
  const again = end < tenant.size ? 0 : Math.min(tenant.overrides.duplicateAccounts ?? 0, tenant.size);
  for (let position = 0; position < again; position += 1) add(position);
  const select = request.query.has('$select') ? `(${properties.join(',')})` : '';
  const counted = request.query.get('$count') === 'true' && isEventual(request);
  const count = counted ? `"@odata.count":${presence.count()},` : '';
  const next = page.next(end < tenant.size ? end : -1);
  const answer = jsonAnswer(
    `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users${select}",${count}${next}"value":[${rows.join(',')}]}`,
  );
  return { ...answer, headers: { ...answer.headers, 'x-ms-resource-unit': String(units) } };
}

/** As `userWriter`, but for the accounts that a listing gives without their id. */
function listedUserWriter(tenant: Tenant, properties: readonly string[]): (account: Account) => string {
  const write = userWriter(tenant, properties);
  if ((tenant.overrides.accountsWithoutId ?? 0) === 0) return write;
  const others = properties.filter((name) => name !== 'id');
  const writeOthers = userWriter(tenant, others);
  return (account) => (tenant.fateOf(account) === 'without-id' ? writeOthers(account) : write(account));
}

/** Metadata of v1.0 lacks the property; some tenants answer it there, some in beta alone. */
function refuseStates(context: GraphContext, { version }: GraphRequest): Answer | null {
  const { perUserMfaInBulk = 'told' } = context.tenant.overrides;
  if (perUserMfaInBulk === 'beta' && version === 'v1.0') return unknownProperty('perUserMfaState', 'user');
  return refusal(context, 'per-user-mfa');
}

function refuseProperties(properties: readonly string[]): Answer | null {
  for (const name of properties) {
    if (SINGLE_ONLY_PROPERTIES.includes(name)) {
      return graphError(
        501,
        'NotImplemented',
        `The property '${name}' can only be selected for a single user.`,
      );
    }
    if (name === 'employeeLeaveDateTime') {
      return graphError(
        403,
        'Authorization_RequestDenied',
        'Insufficient privileges to complete the operation.',
      );
    }
    if (!isUserProperty(name)) return unknownProperty(name, 'user');
  }
  return null;
}

/** Resource units of a request: https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits */
export function identityUnits(base: number, query: ReadonlyMap<string, string>): number {
  const small = Number(query.get('$top') ?? 100) < 20 ? 1 : 0;
  return Math.max(1, base - (query.has('$select') ? 1 : 0) - small);
}

function countUsers(context: GraphContext, request: GraphRequest): Answer {
  if (!isEventual(request)) {
    return graphError(
      400,
      'Request_BadRequest',
      '$count is not currently supported without the header ConsistencyLevel: eventual.',
    );
  }
  return throttled(context, 'identity') ?? textAnswer(String(context.presence.count()));
}

function oneUser(context: GraphContext, request: GraphRequest, key: string): Answer {
  const { tenant } = context;
  const properties = selectOf(request.query) ?? DEFAULT_USER_PROPERTIES;
  const problem = refuseOptions(request.query, ['$select']) ?? refuseProperties(properties);
  if (problem !== null) return problem;
  const slot = slotOfUser(context, key);
  if (slot < 0) return notFound(key);
  const barred = throttled(context, 'identity');
  if (barred !== null) return barred;
  const json = userWriter(tenant, properties)(tenant.accountAt(slot));
  return jsonAnswer(
    `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users/$entity",${json.slice(1)}`,
  );
}

/** The slot of an id, or of a userPrincipalName in any case (by looking through all of them); -1 for none. */
export function slotOfUser({ tenant, presence }: GraphContext, key: string): number {
  if (!key.includes('@')) {
    const slot = tenant.ids.slotOf(key);
    return slot >= 0 && presence.holds(tenant.accountAt(slot)) ? slot : -1;
  }
  const wanted = key.toLowerCase();
  for (const account of tenant.accounts()) {
    if (tenant.identityOf(account).userPrincipalName.toLowerCase() === wanted) {
      return presence.holds(account) ? account.slot : -1;
    }
  }
  return -1;
}
