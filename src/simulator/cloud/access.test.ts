import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { predict, type PredictionView } from '../predict.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import type { Overrides } from '../tenant/tenant.ts';
import type { Answer } from './answer.ts';
import { createCloud, type Cloud, type CloudOptions } from './cloud.ts';

const today = '2020-10-29';
const mailboxes = 3000;
let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});

interface Client {
  get(path: string): { status: number; body: unknown };
  all(path: string): Record<string, unknown>[];
  batch(path: string, requests: readonly object[]): unknown;
}

const pageSchema = z.looseObject({
  value: z.array(z.looseObject({})),
  '@odata.nextLink': z.string().optional(),
});
const tokenSchema = z.looseObject({ access_token: z.string() });
const LOGIN = { method: 'POST', host: 'login.microsoftonline.com', headers: {} };

function bodyOf({ body }: Answer): unknown {
  return JSON.parse(typeof body === 'string' ? body : [...body].join(''));
}

function post(
  cloud: Cloud,
  endpoint: string,
  form: Record<string, string>,
): { status: number; body: unknown } {
  const target = `/${tenant.id}/oauth2/v2.0/${endpoint}`;
  const body = new URLSearchParams({ client_id: tenant.clientId, ...form }).toString();
  const answer = cloud({ ...LOGIN, target, body });
  return { status: answer.status, body: bodyOf(answer) };
}

function clientOf(cloud: Cloud, token: string): Client {
  const get: Client['get'] = (path) => {
    const target = path.startsWith('https://') ? path.slice('https://graph.microsoft.com'.length) : path;
    const headers = { authorization: `Bearer ${token}` };
    const answer = cloud({ method: 'GET', host: 'graph.microsoft.com', target, headers, body: '' });
    return { status: answer.status, body: bodyOf(answer) };
  };
  const all: Client['all'] = (path) => {
    const rows: Record<string, unknown>[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const page: z.infer<typeof pageSchema> = pageSchema.parse(get(next).body);
      rows.push(...page.value);
      next = page['@odata.nextLink'];
    }
    return rows;
  };
  const batch: Client['batch'] = (target, requests) => {
    const headers = { authorization: `Bearer ${token}` };
    const body = JSON.stringify({ requests });
    return bodyOf(cloud({ method: 'POST', host: 'graph.microsoft.com', target, headers, body }));
  };
  return { get, all, batch };
}

function asApp(overrides: Overrides = {}, more: Partial<CloudOptions> = {}): Client {
  const cloud = createCloud({ tenant, today, mailboxes, overrides, ...more }, () => 0);
  const { body } = post(cloud, 'token', {
    grant_type: 'client_credentials',
    client_secret: tenant.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  return clientOf(cloud, tokenSchema.parse(body).access_token);
}

function asPerson(overrides: Overrides = {}): Client {
  const cloud = createCloud({ tenant, today, mailboxes, overrides }, () => 0);
  const scope = 'https://graph.microsoft.com/.default openid profile offline_access';
  const { device_code } = z
    .looseObject({ device_code: z.string() })
    .parse(post(cloud, 'devicecode', { scope }).body);
  const poll = (): { status: number; body: unknown } =>
    post(cloud, 'token', { grant_type: 'device_code', device_code, scope });
  const waiting = [poll(), poll()].map(({ status, body }) => [
    status,
    z.looseObject({ error: z.string() }).parse(body).error,
  ]);
  expect(waiting).toEqual([
    [400, 'authorization_pending'],
    [400, 'authorization_pending'],
  ]);
  return clientOf(cloud, tokenSchema.parse(poll().body).access_token);
}

function indicatorOf(id: string, overrides: Overrides = {}, view: PredictionView = {}): unknown {
  const { indicators } = predict({ tenant, today, mailboxes, overrides }, view);
  const found = indicators.find((indicator) => indicator.id === id);
  return { population: found?.population, count: found?.count, facts: found?.facts };
}

function errorOf({ status, body }: { status: number; body: unknown }): [number, string] {
  return [status, z.looseObject({ error: z.looseObject({ code: z.string() }) }).parse(body).error.code];
}

const strings = z.array(z.string());
const policySchema = z.looseObject({
  displayName: z.string(),
  state: z.string(),
  conditions: z.looseObject({
    signInRiskLevels: strings,
    clientAppTypes: strings,
    platforms: z.unknown(),
    locations: z.unknown(),
    devices: z.unknown(),
    applications: z.looseObject({ includeApplications: strings, excludeApplications: strings }),
    users: z.looseObject({
      includeUsers: strings,
      excludeUsers: strings,
      includeGroups: strings,
      excludeGroups: strings,
      includeRoles: strings,
      excludeRoles: strings,
    }),
  }),
  grantControls: z.looseObject({
    operator: z.string(),
    builtInControls: strings,
    termsOfUse: strings,
    authenticationStrength: z.looseObject({ requirementsSatisfied: z.string() }).nullable(),
  }),
});
const assignmentSchema = z.looseObject({
  principalId: z.string(),
  roleDefinitionId: z.string(),
  directoryScopeId: z.string(),
  principal: z.looseObject({ '@odata.type': z.string() }),
});
const memberSchema = z.looseObject({ '@odata.type': z.string(), id: z.string() });
const userSchema = z.looseObject({
  id: z.string(),
  accountEnabled: z.boolean(),
  userType: z.string().nullable(),
  userPrincipalName: z.string(),
});
const stateSchema = z.looseObject({ id: z.string(), perUserMfaState: z.string() });
const registrationSchema = z.looseObject({ id: z.string(), isMfaCapable: z.boolean() });

const ROLES = '/v1.0/roleManagement/directory';
const POLICIES = '/v1.0/identity/conditionalAccess/policies';

function membersOf(client: Client, id: string): string[] {
  if (client.get(`/v1.0/groups/${id}`).status === 404) return [];
  return client
    .all(`/v1.0/groups/${id}/transitiveMembers?$select=id&$top=999`)
    .map((row) => memberSchema.parse(row))
    .filter((member) => member['@odata.type'] === '#microsoft.graph.user')
    .map(({ id: member }) => member);
}

/** Who holds each role, by `active` or `eligible`, and over which scope. */
function holders(client: Client, set: string, everywhere: boolean): Map<string, Set<string>> {
  const byRole = new Map<string, Set<string>>();
  for (const row of client.all(`${ROLES}/${set}?$expand=principal`)) {
    const { principalId, roleDefinitionId, directoryScopeId, principal } = assignmentSchema.parse(row);
    if (everywhere && directoryScopeId !== '/') continue;
    const held = byRole.get(roleDefinitionId) ?? new Set();
    byRole.set(roleDefinitionId, held);
    const isGroup = principal['@odata.type'] === '#microsoft.graph.group';
    for (const id of isGroup ? membersOf(client, principalId) : [principalId]) held.add(id);
  }
  return byRole;
}

type WirePolicy = z.infer<typeof policySchema>;

function isAlways({ conditions }: WirePolicy, onlyEverything: boolean): boolean {
  const { applications, signInRiskLevels, platforms, locations, devices } = conditions;
  if (signInRiskLevels.length > 0 || platforms !== null || locations !== null || devices !== null)
    return false;
  if (applications.excludeApplications.includes('Office365')) return false;
  return applications.includeApplications.some(
    (app) => app === 'All' || (app === 'Office365' && !onlyEverything),
  );
}

function leavesNoOtherWay({ grantControls }: WirePolicy): boolean {
  const { operator, builtInControls, termsOfUse, authenticationStrength } = grantControls;
  const ways = [
    ...builtInControls.map((control) => control === 'mfa' || control === 'block'),
    ...termsOfUse.map(() => false),
    ...(authenticationStrength === null ? [] : [authenticationStrength.requirementsSatisfied === 'mfa']),
  ];
  return ways.length > 0 && (operator === 'AND' ? ways.includes(true) : ways.every(Boolean));
}

/**
 * Ids of whom MFA is always required, for mail at the least or for everything, counted from what goes over the wire in
 * the crudest way that is right.
 */
function enforcedByWire(
  client: Client,
  { members, guests }: { readonly members: readonly string[]; readonly guests: readonly string[] },
  onlyEverything: boolean,
): Set<string> {
  const roles = holders(client, 'roleAssignments', true);
  const builtIn = new Set(
    client
      .all(`${ROLES}/roleDefinitions`)
      .flatMap(({ id, isBuiltIn }) => (isBuiltIn === true ? [String(id)] : [])),
  );
  const named = (users: string[], groups: string[], of: string[]): Set<string> =>
    new Set([
      ...(users.includes('All') ? [...members, ...guests] : users),
      ...(users.includes('GuestsOrExternalUsers') ? guests : []),
      ...groups.flatMap((id) => membersOf(client, id)),
      ...of.filter((id) => builtIn.has(id)).flatMap((id) => [...(roles.get(id) ?? [])]),
    ]);
  const closed = { modern: new Set<string>(), legacy: new Set<string>() };
  for (const row of client.all(POLICIES)) {
    const policy = policySchema.parse(row);
    const { users, clientAppTypes } = policy.conditions;
    if (policy.state !== 'enabled' || !isAlways(policy, onlyEverything) || !leavesNoOtherWay(policy))
      continue;
    const excluded = named(users.excludeUsers, users.excludeGroups, users.excludeRoles);
    const covers = (types: string[]): boolean =>
      clientAppTypes.includes('all') || types.every((type) => clientAppTypes.includes(type));
    for (const id of named(users.includeUsers, users.includeGroups, users.includeRoles)) {
      if (excluded.has(id)) continue;
      if (covers(['browser', 'mobileAppsAndDesktopClients'])) closed.modern.add(id);
      if (covers(['exchangeActiveSync', 'other'])) closed.legacy.add(id);
    }
  }
  const eachForHimself = client
    .all('/v1.0/users?$select=id,perUserMfaState&$top=999')
    .map((row) => stateSchema.parse(row))
    .flatMap(({ id, perUserMfaState }) => (perUserMfaState === 'enforced' ? [id] : []));
  return new Set([...[...closed.modern].filter((id) => closed.legacy.has(id)), ...eachForHimself]);
}

function peopleIn(client: Client, type: 'member' | 'guest' = 'member'): z.infer<typeof userSchema>[] {
  return client
    .all('/v1.0/users?$select=id,accountEnabled,userType,userPrincipalName&$top=999')
    .map((row) => userSchema.parse(row))
    .filter(({ accountEnabled, userType }) => accountEnabled && (userType ?? 'Member').toLowerCase() === type)
    .filter(({ userPrincipalName }) => !/^(bal-|salle-|equipement-)/.test(userPrincipalName));
}

test('whom the policies on the wire cover is whom the prediction counts, and so are the administrators', () => {
  const client = asApp();
  const ids = peopleIn(client).map(({ id }) => id);
  const administrators = new Set(
    ['roleAssignments', 'roleEligibilitySchedules']
      .flatMap((set) => [...holders(client, set, false).values()])
      .flatMap((held) => [...held]),
  );
  const guests = peopleIn(client, 'guest').map(({ id }) => id);
  const enforced = enforcedByWire(client, { members: ids, guests }, false);
  const enforcedOnAll = enforcedByWire(client, { members: ids, guests }, true);
  const isEnforced = (id: string): boolean => (administrators.has(id) ? enforcedOnAll : enforced).has(id);
  const count = ids.filter((id) => !isEnforced(id)).length;
  expect({ population: ids.length, count }).toEqual({
    population: z.looseObject({ population: z.number() }).parse(indicatorOf('mfa-enforcement')).population,
    count: z.looseObject({ count: z.number() }).parse(indicatorOf('mfa-enforcement')).count,
  });
  const registrations = new Map(
    client
      .all('/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999')
      .map((row) => registrationSchema.parse(row))
      .map(({ id, isMfaCapable }) => [id, isMfaCapable]),
  );
  const admins = [...ids, ...guests].filter((id) => administrators.has(id));
  const lacking = admins.filter(
    (id) => !isEnforced(id) || (registrations.get(id) === false && !guests.includes(id)),
  );
  expect(indicatorOf('admin-mfa')).toMatchObject({ population: admins.length, count: lacking.length });
  expect(lacking.length).toBeGreaterThan(1);
});

test('security defaults cover everyone and leave no policy enabled; without Conditional Access there is none', () => {
  const path = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
  const states = (client: Client): unknown[] => [
    z.looseObject({ isEnabled: z.boolean() }).parse(client.get(path).body).isEnabled,
    [...new Set(client.all(POLICIES).map(({ state }) => state))].toSorted(),
  ];
  expect([
    states(asApp()),
    states(asApp({ securityDefaults: true })),
    states(asApp({ conditionalAccess: 'none' })),
  ]).toEqual([
    [false, ['disabled', 'enabled', 'enabledForReportingButNotEnforced']],
    [true, ['disabled', 'enabledForReportingButNotEnforced']],
    [false, []],
  ]);
  expect(indicatorOf('mfa-enforcement', { securityDefaults: true })).toMatchObject({
    count: 0,
    facts: { byBasis: { policy: 0, 'security-defaults': 3124, blocked: 0 } },
  });
  // All but those of whom it is demanded account by account.
  expect(indicatorOf('mfa-enforcement', { conditionalAccess: 'none' })).toMatchObject({
    count: 3112,
    facts: { byBasis: { policy: 0, 'security-defaults': 0, blocked: 0, 'per-user': 12 } },
  });
});

test('an authentication strength is nested in its policy, and a deleted group of a policy is not found', () => {
  const client = asApp({ pageSize: 5 });
  const policies = client.all(POLICIES).map((row) => policySchema.parse(row));
  const strengths = policies.flatMap(({ displayName, grantControls }) =>
    grantControls.authenticationStrength === null
      ? []
      : [
          [
            displayName,
            grantControls.builtInControls,
            grantControls.authenticationStrength.requirementsSatisfied,
          ],
        ],
  );
  expect(strengths).toEqual([
    ['Résistance à l’hameçonnage – Administrateurs généraux', [], 'mfa'],
    ['Un facteur au choix', [], 'none'],
  ]);
  const old = policies.find(({ displayName }) => displayName === 'AMF – Ancien projet pilote');
  const [group = ''] = old?.conditions.users.includeGroups ?? [];
  expect(errorOf(client.get(`/v1.0/groups/${group}/transitiveMembers`))).toEqual([
    404,
    'Request_ResourceNotFound',
  ]);
});

test('the group of physicians holds groups alone, and its members are those of the nested ones', () => {
  const client = asApp();
  const [group] = client.all("/v1.0/groups?$filter=displayName eq 'GRP-AMF-MEDECINS'");
  const members = client
    .all(`/v1.0/groups/${String(group?.id)}/transitiveMembers?$select=id,displayName`)
    .map((row) => memberSchema.parse(row));
  const nested = members.filter((member) => member['@odata.type'] === '#microsoft.graph.group');
  expect(nested.map(({ displayName }) => displayName)).toEqual([
    'GRP-AMF-MEDECINS-SPECIALIST',
    'GRP-AMF-MEDECINS-GP',
    'GRP-AMF-MEDECINS-RESIDENT',
  ]);
  const within = nested.flatMap(({ id }) => membersOf(client, id));
  expect(members.length - nested.length).toBe(within.length);
  expect(within.length).toBeGreaterThan(100);
  expect(
    errorOf(
      asApp({ refusedGroups: ['physicians'] }).get(`/v1.0/groups/${String(group?.id)}/transitiveMembers`),
    ),
  ).toEqual([403, 'Authorization_RequestDenied']);
});

test('a group that hides its members says so, and lists none', () => {
  const client = asApp({ hiddenGroups: ['excluded'] });
  const find = "/v1.0/groups?$filter=displayName eq 'GRP-AMF-EXCLUSIONS'&$select=id,visibility";
  const [group] = client.all(find);
  expect(group?.visibility).toBe('HiddenMembership');
  expect(membersOf(client, String(group?.id))).toEqual([]);
  expect(
    asApp()
      .all(find)
      .map(({ visibility }) => visibility),
  ).toEqual([null]);
});

test('each permission that lacks refuses its own part, and eligibility wants a licence too', () => {
  const parts = [
    POLICIES,
    '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
    `${ROLES}/roleAssignments`,
    `${ROLES}/roleEligibilitySchedules`,
    '/beta/users/x/authentication/requirements',
  ];
  const codes = (overrides: Overrides): unknown[] => {
    const client = asApp(overrides);
    return parts.map((path) => {
      const answer = client.get(path);
      return answer.status === 200 ? 200 : errorOf(answer)[1];
    });
  };
  const denied = 'Authorization_RequestDenied';
  const nobody = 'Request_ResourceNotFound';
  expect([
    codes({ missingPermissions: ['mfa-policies'] }),
    codes({ missingPermissions: ['conditional-access'] }),
    codes({ missingPermissions: ['security-defaults'] }),
    codes({ missingPermissions: ['role-eligibility', 'per-user-mfa'] }),
    codes({ missingPermissions: ['role-assignments'] }),
    codes({ entraPremium: false }),
  ]).toEqual([
    ['AccessDenied', denied, 200, 200, denied],
    ['AccessDenied', 200, 200, 200, nobody],
    [200, denied, 200, 200, nobody],
    [200, 200, 200, denied, denied],
    [200, 200, denied, denied, nobody],
    [200, 200, 200, 'AadPremiumLicenseRequired', nobody],
  ]);
});

test('Conditional Access allows one request a second and does not say when to try again', () => {
  const client = asApp({}, { throttle: { clockSpeed: 1 } });
  const [first, second] = [client.get(POLICIES), client.get(POLICIES)];
  expect([first.status, errorOf(second)]).toEqual([200, [429, 'TooManyRequests']]);
});

test('per-user states are asked account by account, or twenty at once in a batch of the beta', () => {
  const client = asApp();
  const states = { disabled: 0, enabled: 0, enforced: 0 };
  const stateSchema = z.object({ perUserMfaState: z.enum(['disabled', 'enabled', 'enforced']) });
  const people = peopleIn(client);
  for (const { id } of people) {
    const { perUserMfaState } = stateSchema.parse(
      client.get(`/beta/users/${id}/authentication/requirements`).body,
    );
    states[perUserMfaState] += 1;
  }
  expect({ ...states, disabled: 0 }).toEqual({ disabled: 0, enabled: 3, enforced: 12 });
  const requests = people.slice(0, 20).map(({ id }) => ({
    id,
    method: 'GET',
    url: `/users/${id}/authentication/requirements`,
  }));
  const { responses } = z
    .object({ responses: z.array(z.looseObject({ status: z.number(), body: stateSchema })) })
    .parse(client.batch('/beta/$batch', requests));
  expect(responses.map(({ status }) => status)).toEqual(requests.map(() => 200));
  const asked = indicatorOf('mfa-enforcement', {}, { perUserMfa: true });
  const facts = z
    .looseObject({ facts: z.looseObject({ byBasis: z.record(z.string(), z.number()) }) })
    .parse(asked);
  expect(facts.facts.byBasis['per-user']).toBeGreaterThan(5);
});

test('the strongest methods on the wire are those predicted, and no decoy counts as one', () => {
  const client = asApp();
  const people = new Set(peopleIn(client).map(({ id }) => id));
  const rowSchema = z.looseObject({
    id: z.string(),
    isMfaRegistered: z.boolean(),
    isPasswordlessCapable: z.boolean(),
    methodsRegistered: strings,
  });
  const byStrongestMethod = { 'phishing-resistant': 0, app: 0, phone: 0, none: 0 };
  let passwordless = 0;
  for (const row of client.all('/v1.0/reports/authenticationMethods/userRegistrationDetails?$top=999')) {
    const { id, isMfaRegistered, isPasswordlessCapable, methodsRegistered } = rowSchema.parse(row);
    if (!people.has(id)) continue;
    const has = (pattern: RegExp): boolean => methodsRegistered.some((method) => pattern.test(method));
    const strongest = has(/^(fido2|windowsHello|passKey)/)
      ? 'phishing-resistant'
      : has(/^(microsoftAuthenticator|softwareOne|hardwareOne)/)
        ? 'app'
        : has(/Phone$/)
          ? 'phone'
          : 'none';
    byStrongestMethod[strongest] += 1;
    if (isPasswordlessCapable) passwordless += 1;
    expect(isMfaRegistered).toBe(strongest !== 'none');
  }
  expect(indicatorOf('mfa-status')).toMatchObject({ facts: { byStrongestMethod, passwordless } });
});

test('terms of use are for people alone, and their last answers that still hold are those predicted', () => {
  const root = '/v1.0/identityGovernance/termsOfUse/agreements';
  expect(errorOf(asApp().get(root))).toEqual([403, 'Authorization_RequestDenied']);
  expect(errorOf(asPerson({ missingPermissions: ['terms-of-use'] }).get(root))).toEqual([
    403,
    'Authorization_RequestDenied',
  ]);
  const overrides = { unansweredAgreement: true };
  const client = asPerson(overrides);
  const people = new Set(peopleIn(client).map(({ id }) => id));
  const answerSchema = z.looseObject({
    userId: z.string(),
    state: z.enum(['accepted', 'declined']),
    recordedDateTime: z.string(),
    expirationDateTime: z.string().nullable(),
  });
  const byAgreement: Record<string, number> = {};
  for (const { id } of client.all(root)) {
    const last = new Map<string, z.infer<typeof answerSchema>>();
    for (const row of client.all(`${root}/${String(id)}/acceptances`)) {
      const answer = answerSchema.parse(row);
      const before = last.get(answer.userId);
      if (before === undefined || before.recordedDateTime < answer.recordedDateTime)
        last.set(answer.userId, answer);
    }
    byAgreement[String(id)] = [...last.values()].filter(
      ({ userId, state, expirationDateTime }) =>
        people.has(userId) && state === 'accepted' && (expirationDateTime ?? '9') > today,
    ).length;
  }
  expect(indicatorOf('terms-of-use', overrides)).toEqual({
    population: 3124,
    count: 3124,
    facts: { byAgreement },
  });
  expect(Object.values(byAgreement).map((accepted) => accepted > 0)).toEqual([true, true, false]);
  expect(indicatorOf('terms-of-use')).toMatchObject({ count: 2342 });
});
