import type { Account } from '../tenant/layout.ts';
import { namedId } from '../tenant/object-id.ts';
import type { Coverage } from '../tenant/redirect-spec.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { DEFAULT_USER_PROPERTIES, isUserProperty, userWriter } from '../wire/user-json.ts';
import { graphError, jsonAnswer, notFound, textAnswer, type Answer } from './answer.ts';
import { refusal, throttled, unknownSegment } from './graph-refusal.ts';
import { isEventual, type GraphContext, type GraphRequest } from './graph-context.ts';
import { readPage } from './page.ts';
import { policyGroupListings } from './policy-group-listing.ts';
import { project, refuseOptions, selectOf, unknownProperty } from './target.ts';
import { identityUnits } from './users.ts';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#';
const USER_CASTS = ['microsoft.graph.user', 'graph.user'];

interface Group {
  readonly id: string;
  readonly displayName: string;
  /** Of a mail-enabled group. */
  readonly mail?: string;
  /** Whether nobody may read its members. */
  readonly refused?: boolean;
  /** Whether its members are hidden from the app. */
  readonly hidden?: boolean;
  members(): Iterable<Member>;
}

/** A member that is an account, or another directory object written as it is. */
type Member = Account | { readonly json: string };

/** GET /groups (by name or id), /groups/{id} and /groups/{id}/transitiveMembers. */
export function answerGroups(context: GraphContext, request: GraphRequest): Answer {
  const [, id, relation] = request.segments;
  const refused = refusal(context, 'group-members');
  if (refused !== null) return refused;
  const groups = groupsOf(context.tenant);
  if (id === undefined) return findGroups(context, request, groups);
  const group = groups.find((candidate) => candidate.id === id.toLowerCase());
  if (group === undefined) return notFound(id);
  if (relation === undefined) return oneGroup(context, request, group);
  if (group.refused === true) {
    return graphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    );
  }
  return relation === 'transitiveMembers' ? listMembers(context, request, group) : unknownSegment(relation);
}

function groupsOf(tenant: Tenant): Group[] {
  const { seed, spec } = tenant;
  const { name, pilotName } = spec.telefaxGroup;
  const hidden = tenant.overrides.hiddenEnrolment === true;
  return [
    {
      ...{ id: namedId(seed, name), displayName: name, hidden },
      members: () => (hidden ? [] : telefaxMembers(tenant)),
    },
    { id: namedId(seed, pilotName), displayName: pilotName, members: () => pilotMembers(tenant) },
    ...policyGroupListings(tenant),
    ...spec.mailFlow.groups.map(({ name: displayName, address: mail, members }) => ({
      id: namedId(seed, displayName),
      displayName,
      mail,
      members: () => redirectedMembers(tenant, members),
    })),
  ];
}

function* telefaxMembers(tenant: Tenant): Generator<Member> {
  const { seed, spec } = tenant;
  const nested = { id: namedId(seed, 'nested'), displayName: `${spec.telefaxGroup.name}-RESIDENTS` };
  const application = { id: namedId(seed, 'application'), displayName: 'Passerelle Téléfax' };
  yield { json: JSON.stringify({ '@odata.type': '#microsoft.graph.group', ...nested }) };
  yield* tenant.telefaxMembers();
  yield { json: JSON.stringify({ '@odata.type': '#microsoft.graph.servicePrincipal', ...application }) };
}

function* pilotMembers(tenant: Tenant): Generator<Member> {
  const scatter = tenant.permutation(tenant.size, 'pilot');
  const { pilotMembers: count } = tenant.spec.telefaxGroup;
  for (let i = 0; i < Math.min(count, tenant.size); i += 1) {
    const account = tenant.accountAt(scatter.forward(i));
    if (tenant.fateOf(account) !== 'not-yet') yield account;
  }
}

/** Those of the redirected accounts that are so covered by the outbound rules. */
function* redirectedMembers(tenant: Tenant, coverages: readonly Coverage[]): Generator<Member> {
  for (const account of tenant.redirectedAccounts()) {
    if (coverages.includes(tenant.redirectOf(account).coverage)) yield account;
  }
}

function describe(group: Group): Record<string, unknown> {
  return {
    id: group.id,
    displayName: group.displayName,
    description: null,
    groupTypes: [],
    mail: group.mail ?? null,
    mailEnabled: group.mail !== undefined,
    proxyAddresses: group.mail === undefined ? [] : [`SMTP:${group.mail}`],
    securityEnabled: true,
    visibility: group.hidden === true ? 'HiddenMembership' : null,
    createdDateTime: '2019-05-06T12:00:00Z',
  };
}

function findGroups(context: GraphContext, { query }: GraphRequest, groups: readonly Group[]): Answer {
  const barred = refuseOptions(query, ['$filter', '$select', '$top']) ?? throttled(context, 'identity');
  if (barred !== null) return barred;
  const filter = query.get('$filter');
  const found = filter === undefined ? groups : filterGroups(groups, filter);
  if (found === null) {
    const message = `Unsupported or invalid query filter clause: ${filter ?? ''}`;
    return graphError(400, 'Request_UnsupportedQuery', message);
  }
  const select = selectOf(query);
  const rows = found.map((group) => project(describe(group), select));
  if (rows.includes(null)) return unknownProperty(query.get('$select') ?? '', 'group');
  return jsonAnswer(JSON.stringify({ '@odata.context': `${CONTEXT}groups`, value: rows }));
}

/**
 * Groups by `displayName eq '…'`, `id eq '…'`, `mail eq '…'` or `proxyAddresses/any(p:p eq 'smtp:…')`, quotes doubled;
 * null for any other filter.
 */
function filterGroups(groups: readonly Group[], filter: string): Group[] | null {
  const any = /^proxyAddresses\/any\((\w+):\s*\1 eq '((?:[^']|'')*)'\)$/i.exec(filter.trim());
  const match = any ?? /^(displayName|id|mail) eq '((?:[^']|'')*)'$/.exec(filter.trim());
  if (match === null) return null;
  const wanted = (match[2] ?? '').replaceAll("''", "'").toLowerCase();
  const valueOf = ({ id, displayName, mail }: Group): string | undefined => {
    if (any !== null) return mail === undefined ? undefined : `smtp:${mail}`;
    return match[1] === 'id' ? id : match[1] === 'mail' ? mail : displayName;
  };
  return groups.filter((group) => valueOf(group)?.toLowerCase() === wanted);
}

function oneGroup(context: GraphContext, { query }: GraphRequest, group: Group): Answer {
  const row = project(describe(group), selectOf(query));
  if (row === null) return unknownProperty(query.get('$select') ?? '', 'group');
  return (
    throttled(context, 'identity') ??
    jsonAnswer(JSON.stringify({ '@odata.context': `${CONTEXT}groups/$entity`, ...row }))
  );
}

function listMembers(context: GraphContext, request: GraphRequest, group: Group): Answer {
  const { query, segments } = request;
  const cast = segments[3];
  const barred =
    refuseOptions(query, ['$select', '$top', '$count', '$skiptoken']) ??
    throttled(context, 'identity', identityUnits(5, query));
  if (barred !== null) return barred;
  if (cast === '$count') {
    return isEventual(request) ? textAnswer(String([...group.members()].length)) : needsEventual();
  }
  if (cast !== undefined && !USER_CASTS.includes(cast)) return unknownSegment(cast);
  if (cast !== undefined && !(isEventual(request) && query.get('$count') === 'true')) return needsEventual();
  return memberPage(context, request, group, cast !== undefined);
}

function needsEventual(): Answer {
  return graphError(
    400,
    'Request_UnsupportedQuery',
    'The query needs the header ConsistencyLevel: eventual and $count=true.',
  );
}

function memberPage(
  { tenant, presence }: GraphContext,
  request: GraphRequest,
  group: Group,
  usersOnly: boolean,
): Answer {
  const { query, segments } = request;
  const properties = selectOf(query) ?? DEFAULT_USER_PROPERTIES;
  const unknown = properties.find((name) => !isUserProperty(name));
  if (unknown !== undefined) return unknownProperty(unknown, 'user');
  const scope = `members ${group.id} ${usersOnly ? 'users' : 'all'}`;
  const path = segments.join('/');
  const page = readPage(request, { path, otherwise: 100, most: 999, scope, tenant });
  if ('status' in page) return page;
  const write = userWriter(tenant, properties);
  const rows: string[] = [];
  let total = 0;
  for (const member of group.members()) {
    if ('json' in member ? usersOnly : !presence.holds(member)) continue;
    if (total >= page.start && rows.length < page.top) rows.push(memberJson(member, write));
    total += 1;
  }
  const end = page.start + rows.length;
  const next = page.next(end < total ? end : -1);
  const count = query.get('$count') === 'true' && isEventual(request) ? `"@odata.count":${total},` : '';
  return jsonAnswer(
    `{"@odata.context":"${CONTEXT}directoryObjects",${count}${next}"value":[${rows.join(',')}]}`,
  );
}

function memberJson(member: Member, write: (account: Account) => string): string {
  return 'json' in member ? member.json : `{"@odata.type":"#microsoft.graph.user",${write(member).slice(1)}`;
}
