import { afterEach, expect, test } from 'vitest';
import { SOURCE_IDS, type SourceId } from '../../snapshot/tables.ts';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { groupMembers } from './group-members.ts';

const GRAPH = 'https://graph.microsoft.com/v1.0';
const GRANTS = [[{ kind: 'graph-permission', name: 'GroupMember.Read.All' }]];
const ID = '9c6f4d8b-0001-4a7e-9c54-000000000001';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

function enrolments(...groups: string[]): unknown {
  return {
    enrolments: groups.map((group, index) => ({ id: `e${index}`, label: { fr: 'S', en: 'S' }, group })),
  };
}

function farSide(answers: Readonly<Record<string, Scripted>>): (request: { url: string }) => Scripted {
  return ({ url }) =>
    answers[decodeURIComponent(url.slice(GRAPH.length))] ?? {
      status: 400,
      json: { error: { code: 'Unscripted' } },
    };
}

const USER = '#microsoft.graph.user';

test('groups are found by name or id, and their accounts read through all pages', async () => {
  const next = `${GRAPH}/groups/g1/transitiveMembers?$skiptoken=2`;
  open = await collecting(
    farSide({
      "/groups?$filter=displayName eq 'Salle d''urgence'&$select=id,visibility": {
        json: { value: [{ id: 'g1' }] },
      },
      '/groups/g1/transitiveMembers?$select=id&$top=999': {
        json: {
          value: [
            { '@odata.type': USER, id: 'a' },
            { '@odata.type': '#microsoft.graph.group', id: 'nested' },
            { '@odata.type': '#microsoft.graph.servicePrincipal', id: 'app' },
          ],
          '@odata.nextLink': next,
        },
      },
      '/groups/g1/transitiveMembers?$skiptoken=2': { json: { value: [{ id: 'b' }] } },
      '/groups/nested?$select=id,displayName,visibility': { json: { id: 'nested', visibility: null } },
      [`/groups/${ID}/transitiveMembers?$select=id&$top=999`]: {
        json: { value: [{ '@odata.type': USER, id: 'a' }] },
      },
    }),
    { config: enrolments("Salle d'urgence", ID) },
  );
  expect(await groupMembers.collect(open.context)).toEqual({ read: 3, expected: 3 });
  expect(await open.rows('group-members', 'groupId, accountId')).toEqual([
    { groupRef: ID, groupId: ID, accountId: 'a' },
    { groupRef: "Salle d'urgence", groupId: 'g1', accountId: 'a' },
    { groupRef: "Salle d'urgence", groupId: 'g1', accountId: 'b' },
  ]);
});

test('a group that is missing or ambiguous is told, and the others are read', async () => {
  const found = (...ids: string[]): Scripted => ({ json: { value: ids.map((id) => ({ id })) } });
  open = await collecting(
    farSide({
      "/groups?$filter=displayName eq 'NONE'&$select=id,visibility": found(),
      "/groups?$filter=displayName eq 'TWO'&$select=id,visibility": found('x', 'y'),
      "/groups?$filter=displayName eq 'ONE'&$select=id,visibility": found('z'),
      '/groups/z/transitiveMembers?$select=id&$top=999': { json: { value: [{ id: 'a' }] } },
    }),
    { config: enrolments('NONE', 'TWO', 'ONE') },
  );
  const misses = [
    { part: 'group', subject: 'NONE', reason: 'not-read', detail: 'no group is named NONE' },
    {
      part: 'group',
      subject: 'TWO',
      reason: 'not-read',
      detail: '2 groups bear the name TWO: name the one meant by its id',
    },
  ];
  expect(await groupMembers.collect(open.context)).toEqual({
    read: 1,
    expected: 1,
    misses,
    shortfall: { reason: 'not-read', detail: 'no group is named NONE' },
  });
});

test('no permission for groups is a refusal of the source', async () => {
  open = await collecting(() => ({ status: 403, json: { error: { code: 'Authorization_RequestDenied' } } }), {
    config: enrolments('ONE'),
  });
  await expect(groupMembers.collect(open.context)).rejects.toMatchObject({ kind: 'refused' });
});

test('one group that may not be read costs itself, not the others', async () => {
  const found = (id: string): Scripted => ({ json: { value: [{ id }] } });
  open = await collecting(
    farSide({
      "/groups?$filter=displayName eq 'HIDDEN'&$select=id,visibility": found('h'),
      "/groups?$filter=displayName eq 'ONE'&$select=id,visibility": found('z'),
      '/groups/h/transitiveMembers?$select=id&$top=999': {
        status: 403,
        json: { error: { code: 'Authorization_RequestDenied' } },
      },
      '/groups/z/transitiveMembers?$select=id&$top=999': { json: { value: [{ id: 'a' }] } },
    }),
    { config: enrolments('HIDDEN', 'ONE') },
  );
  const detail = '403 Authorization_RequestDenied — GET /v1.0/groups/h/transitiveMembers';
  expect(await groupMembers.collect(open.context)).toEqual({
    read: 1,
    expected: 1,
    misses: [{ part: 'group', subject: 'HIDDEN', reason: 'permission', detail, grants: GRANTS }],
    shortfall: { reason: 'permission', detail, grants: GRANTS },
  });
});

test('a group that is named on a later page of the answer is found', async () => {
  const next = `${GRAPH}/groups?$skiptoken=2`;
  open = await collecting(
    farSide({
      "/groups?$filter=displayName eq 'ONE'&$select=id,visibility": {
        json: { value: [], '@odata.nextLink': next },
      },
      '/groups?$skiptoken=2': { json: { value: [{ id: 'z' }] } },
      '/groups/z/transitiveMembers?$select=id&$top=999': { json: { value: [{ id: 'a' }] } },
    }),
    { config: enrolments('ONE') },
  );
  expect(await groupMembers.collect(open.context)).toEqual({ read: 1, expected: 1 });
});

/** Seals the tables of the sources that name groups, as their collectors would have. */
async function seal(tables: Readonly<Partial<Record<SourceId, readonly object[]>>>): Promise<void> {
  if (open === null) throw new Error('nothing is open');
  const { store } = open.context;
  for (const id of SOURCE_IDS) {
    const rows = tables[id];
    if (rows === undefined) continue;
    const file = await store.pageFile(id);
    await file.appendRows(rows, null);
    await store.seal(id, file, null);
  }
}

const MEMBERS = '/transitiveMembers?$select=id&$top=999';
const GONE: Scripted = { status: 404, json: { error: { code: 'Request_ResourceNotFound' } } };

function policyOf(
  includeGroups: readonly string[],
  excludeGroups: readonly string[],
  state = 'enabled',
): object {
  return {
    kind: 'conditional-access',
    policyId: 'p',
    state,
    conditions: JSON.stringify({ users: { includeGroups, excludeGroups } }),
    grantControls: 'null',
  };
}

function group(last: string): string {
  return ID.slice(0, -1) + last;
}

function members(...ids: string[]): Scripted {
  return { json: { value: ids.map((id) => ({ '@odata.type': USER, id })) } };
}

test('the groups of policies are read, included and excluded, but for those of a policy that is off', async () => {
  open = await collecting(
    farSide({
      [`/groups/${group('2')}${MEMBERS}`]: members('a'),
      [`/groups/${group('3')}${MEMBERS}`]: members('b'),
    }),
  );
  await seal({
    'mfa-policies': [policyOf([group('2')], [group('3')]), policyOf([group('4')], [], 'disabled')],
  });
  expect(await groupMembers.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(await open.rows('group-members', 'accountId')).toEqual([
    { groupRef: group('2'), groupId: group('2'), accountId: 'a' },
    { groupRef: group('3'), groupId: group('3'), accountId: 'b' },
  ]);
});

test('a group of a policy that was deleted has no members: that is known; one that is hidden is a miss', async () => {
  open = await collecting(
    farSide({
      [`/groups/${group('2')}${MEMBERS}`]: GONE,
      [`/groups/${group('3')}${MEMBERS}`]: {
        status: 403,
        json: { error: { code: 'Authorization_RequestDenied' } },
      },
    }),
  );
  await seal({ 'mfa-policies': [policyOf([group('2')], [group('3')])] });
  expect(await groupMembers.collect(open.context)).toMatchObject({
    read: 0,
    misses: [{ part: 'group', subject: group('3'), reason: 'permission' }],
  });
});

test('a group that the config names and that is gone is a miss', async () => {
  open = await collecting(farSide({ [`/groups/${ID}${MEMBERS}`]: GONE }), { config: enrolments(ID) });
  expect(await groupMembers.collect(open.context)).toMatchObject({
    read: 0,
    misses: [{ part: 'group', subject: ID, reason: 'error' }],
  });
});

test('whoever holds a role and is no account is tried as a group', async () => {
  open = await collecting(
    farSide({ [`/groups/${group('5')}${MEMBERS}`]: members('a'), [`/groups/${group('6')}${MEMBERS}`]: GONE }),
  );
  const holder = (principalId: string): object => ({
    principalId,
    roleId: 'r',
    scope: '/',
    assignment: 'active',
  });
  await seal({
    accounts: [{ accountId: group('7') }],
    'role-assignments': [holder(group('5')), holder(group('6')), holder(group('7'))],
  });
  expect(await groupMembers.collect(open.context)).toEqual({ read: 1, expected: 1 });
});

test('the senders of a mail-flow rule are found by their address, the primary one or another', async () => {
  const found = (...ids: string[]): Scripted => ({ json: { value: ids.map((id) => ({ id })) } });
  open = await collecting(
    farSide({
      "/groups?$filter=mail eq 'equipe@reseau.example'&$select=id,visibility": found('g1'),
      [`/groups/g1${MEMBERS}`]: members('a'),
      "/groups?$filter=mail eq 'ancien@reseau.example'&$select=id,visibility": found(),
      "/groups?$filter=proxyAddresses/any(p:p eq 'smtp:ancien@reseau.example')&$select=id,visibility":
        found('g2'),
      [`/groups/g2${MEMBERS}`]: members('b'),
    }),
  );
  await seal({
    'mail-flow': [
      {
        kind: 'transport-rule',
        senderGroups: ['equipe@reseau.example'],
        exceptSenderGroups: ['ancien@reseau.example'],
      },
    ],
  });
  expect(await groupMembers.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(await open.rows('group-members', 'accountId')).toEqual([
    { groupRef: 'equipe@reseau.example', groupId: 'g1', accountId: 'a' },
    { groupRef: 'ancien@reseau.example', groupId: 'g2', accountId: 'b' },
  ]);
});

test('a group of a policy whose second page is gone was not read to its end', async () => {
  const next = `${GRAPH}/groups/${group('2')}/transitiveMembers?$skiptoken=2`;
  open = await collecting(
    farSide({
      [`/groups/${group('2')}${MEMBERS}`]: {
        json: { value: [{ '@odata.type': USER, id: 'a' }], '@odata.nextLink': next },
      },
      [next.slice(GRAPH.length)]: GONE,
    }),
  );
  await seal({ 'mfa-policies': [policyOf([], [group('2')])] });
  expect(await groupMembers.collect(open.context)).toMatchObject({
    read: 1,
    misses: [{ part: 'group', subject: group('2'), reason: 'error' }],
    shortfall: { reason: 'error' },
  });
});

test('a run that goes on asks again neither for the id of a group nor for a group that is gone', async () => {
  const asked = {
    "/groups?$filter=displayName eq 'Salle'&$select=id,visibility": { json: { value: [{ id: 'g1' }] } },
    [`/groups/g1${MEMBERS}`]: { status: 400, json: { error: { code: 'Down' } } },
    [`/groups/${group('2')}${MEMBERS}`]: GONE,
  };
  open = await collecting(farSide(asked), { config: enrolments('Salle') });
  await seal({ 'mfa-policies': [policyOf([group('2')], [])] });
  await groupMembers.collect(open.context);
  await open.stop();
  const { folder } = open;
  open = await collecting(farSide({ [`/groups/g1${MEMBERS}`]: members('a') }), {
    config: enrolments('Salle'),
    resume: folder,
  });
  expect(await groupMembers.collect(open.context)).toEqual({ read: 1, expected: 1 });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([`${GRAPH}/groups/g1${MEMBERS}`]);
});

const HIDDEN_GRANTS = [[{ kind: 'graph-permission', name: 'Member.Read.Hidden' }]];
const UNTOLD = 'no member came, and whether they are hidden was not told';

function described(last: string): string {
  return `/groups/${group(last)}?$select=id,displayName,visibility`;
}

test.each([
  ['HiddenMembership', 'permission'],
  ['hiddenmembership', 'permission'],
  ['Private', null],
  ['Public', null],
  [null, null],
  [undefined, 'error'],
  ['unknownFutureValue', 'error'],
] as const)('a group of visibility %s that comes empty is missed for: %s', async (visibility, reason) => {
  const told = { id: group('2'), displayName: 'GRP', ...(visibility === undefined ? {} : { visibility }) };
  const byId = await collectedOf(
    { [described('2')]: { json: told }, [`/groups/${group('2')}${MEMBERS}`]: members() },
    [group('2')],
  );
  const byName = await collectedOf(
    {
      "/groups?$filter=displayName eq 'GRP'&$select=id,visibility": { json: { value: [told] } },
      [`/groups/${group('2')}${MEMBERS}`]: members(),
    },
    ['GRP'],
  );
  const subjects = [{ subject: group('2'), subjectName: 'GRP' }, { subject: 'GRP' }];
  const why =
    reason === 'permission'
      ? { reason, detail: 'HiddenMembership, and no member came', grants: HIDDEN_GRANTS }
      : { reason, detail: UNTOLD, lacks: { kind: 'perhaps-hidden' } };
  expect([byId.misses, byName.misses]).toEqual(
    subjects.map((subject) => (reason === null ? undefined : [{ part: 'group', ...subject, ...why }])),
  );
});

async function collectedOf(
  answers: Readonly<Record<string, Scripted>>,
  groups: readonly string[],
): Promise<Awaited<ReturnType<typeof groupMembers.collect>>> {
  await open?.close();
  open = await collecting(farSide(answers), { config: enrolments(...groups) });
  return groupMembers.collect(open.context);
}

test('a hidden group that gives members is believed', async () => {
  const told = { id: group('2'), visibility: 'HiddenMembership' };
  const found = { "/groups?$filter=displayName eq 'GRP'&$select=id,visibility": { json: { value: [told] } } };
  expect(await collectedOf({ ...found, [`/groups/${group('2')}${MEMBERS}`]: members('a') }, ['GRP'])).toEqual(
    {
      read: 1,
      expected: 1,
    },
  );
});

test('a group within another that hides its members leaves those of both unknown, and is asked once', async () => {
  const nested = { '@odata.type': '#microsoft.graph.group', id: group('9') };
  const holding = { json: { value: [{ '@odata.type': USER, id: 'a' }, nested] } };
  const answers = {
    [`/groups/${group('2')}${MEMBERS}`]: holding,
    [`/groups/${group('3')}${MEMBERS}`]: holding,
    [described('9')]: { json: { id: group('9'), displayName: 'GRP-9', visibility: 'HiddenMembership' } },
    [`/groups/${group('9')}/transitiveMembers?$select=id&$top=1`]: members(),
  };
  const miss = { part: 'group', reason: 'permission', grants: HIDDEN_GRANTS } as const;
  const detail = `${group('9')}: HiddenMembership, and no member came`;
  expect(await collectedOf(answers, [group('2'), group('3')])).toMatchObject({
    read: 2,
    misses: [
      { ...miss, subject: group('2'), detail },
      { ...miss, subject: group('3'), detail },
    ],
  });
  expect(open?.transport.sent.filter(({ url }) => url.includes(group('9')))).toHaveLength(2);
});

test('a group within another that hides its members and gives them, or that is gone, leaves nobody unknown', async () => {
  const answers = {
    [`/groups/${group('2')}${MEMBERS}`]: {
      json: {
        value: ['8', '9'].map((last) => ({ '@odata.type': '#microsoft.graph.group', id: group(last) })),
      },
    },
    [described('8')]: GONE,
    [described('9')]: { json: { id: group('9'), visibility: 'HiddenMembership' } },
    [`/groups/${group('9')}/transitiveMembers?$select=id&$top=1`]: members('a'),
  };
  expect(await collectedOf(answers, [group('2')])).toEqual({ read: 0, expected: 0 });
});

test('members that are no accounts are none; one without an id or a type is told, one of an unknown type is kept', async () => {
  const typed = (type: string, id?: string): object => ({ '@odata.type': `#microsoft.graph.${type}`, id });
  const answers = {
    [`/groups/${group('2')}${MEMBERS}`]: {
      json: {
        value: [
          ...['device', 'orgContact', 'servicePrincipal'].map((type) => typed(type)),
          typed('agentUser', 'a'),
          { id: 'b' },
          typed('user'),
          null,
        ],
      },
    },
  };
  expect(await collectedOf(answers, [group('2')])).toMatchObject({
    read: 2,
    misses: [
      {
        part: 'group',
        subject: group('2'),
        reason: 'error',
        detail: '2 members came without an id',
        lacks: { kind: 'members', count: 2 },
      },
    ],
  });
});

test('a run that goes on still knows that a group it had read came empty', async () => {
  const told = { id: group('2'), displayName: 'GRP', visibility: 'HiddenMembership' };
  await collectedOf(
    { [`/groups/${group('2')}${MEMBERS}`]: members(), [described('2')]: { status: 400, json: {} } },
    [group('2')],
  );
  if (open === null) throw new Error('nothing is open');
  await open.stop();
  const { folder } = open;
  open = await collecting(farSide({ [described('2')]: { json: told } }), {
    config: enrolments(group('2')),
    resume: folder,
  });
  expect(await groupMembers.collect(open.context)).toMatchObject({
    misses: [{ subject: group('2'), reason: 'permission', grants: HIDDEN_GRANTS }],
  });
});
