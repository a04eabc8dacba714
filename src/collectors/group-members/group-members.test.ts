import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { groupMembers } from './group-members.ts';

const GRAPH = 'https://graph.microsoft.com/v1.0';
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
      "/groups?$filter=displayName eq 'Salle d''urgence'&$select=id": {
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
      "/groups?$filter=displayName eq 'NONE'&$select=id": found(),
      "/groups?$filter=displayName eq 'TWO'&$select=id": found('x', 'y'),
      "/groups?$filter=displayName eq 'ONE'&$select=id": found('z'),
      '/groups/z/transitiveMembers?$select=id&$top=999': { json: { value: [{ id: 'a' }] } },
    }),
    { config: enrolments('NONE', 'TWO', 'ONE') },
  );
  const misses = [
    { what: 'NONE', reason: 'not-read', detail: 'no group is named NONE' },
    { what: 'TWO', reason: 'not-read', detail: '2 groups bear the name TWO: name the one meant by its id' },
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
      "/groups?$filter=displayName eq 'HIDDEN'&$select=id": found('h'),
      "/groups?$filter=displayName eq 'ONE'&$select=id": found('z'),
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
    misses: [{ what: 'HIDDEN', reason: 'permission', detail }],
    shortfall: { reason: 'permission', detail },
  });
});

test('a group that is named on a later page of the answer is found', async () => {
  const next = `${GRAPH}/groups?$skiptoken=2`;
  open = await collecting(
    farSide({
      "/groups?$filter=displayName eq 'ONE'&$select=id": { json: { value: [], '@odata.nextLink': next } },
      '/groups?$skiptoken=2': { json: { value: [{ id: 'z' }] } },
      '/groups/z/transitiveMembers?$select=id&$top=999': { json: { value: [{ id: 'a' }] } },
    }),
    { config: enrolments('ONE') },
  );
  expect(await groupMembers.collect(open.context)).toEqual({ read: 1, expected: 1 });
});
