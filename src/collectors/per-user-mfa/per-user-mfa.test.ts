import { afterEach, expect, test } from 'vitest';
import { configSchema } from '../../config/config.ts';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import { policyRow } from '../../testing/policy-row.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { perUserMfa } from './per-user-mfa.ts';

const BETA = 'https://graph.microsoft.com/beta/users';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

function askingEach(
  answer: Parameters<typeof collecting>[0],
  options: Parameters<typeof collecting>[1] = {},
): Promise<Collecting> {
  return collecting(answer, { config: { perUserMfa: 'each' }, ...options });
}

type Rows = readonly object[];

/** Seals the tables of the sources that it rests on, as their collectors would have. */
async function seal(
  tables: Readonly<Partial<Record<'accounts' | 'mfa-policies' | 'group-members', Rows>>>,
): Promise<void> {
  if (open === null) throw new Error('nothing is open');
  const { store } = open.context;
  for (const id of ['accounts', 'mfa-policies', 'group-members'] as const) {
    const rows = tables[id];
    if (rows === undefined) continue;
    const file = await store.pageFile(id);
    await file.appendRows(rows, null);
    await store.seal(id, file, null);
  }
}

function account(accountId: string, more: object = {}): object {
  return {
    accountId,
    userPrincipalName: `${accountId}@reseau.example`,
    accountEnabled: true,
    userType: 'Member',
    ...more,
  };
}

const GROUP = '11111111-2222-3333-4444-555555555555';

function policy(users: object): object {
  return policyRow('AMF', { conditions: { users } });
}

function states(answers: Readonly<Record<string, Scripted>>): (request: { url: string }) => Scripted {
  return ({ url }) =>
    answers[url.slice(BETA.length + 1).replace('/authentication/requirements', '')] ?? {
      status: 400,
      json: { error: { code: 'Unscripted' } },
    };
}

function told(perUserMfaState: string): Scripted {
  return { json: { perUserMfaState } };
}

test('only enabled members whom nothing covers are asked, and an unknown state is told', async () => {
  open = await askingEach(
    states({
      b: told('Enforced'),
      c: { json: { value: { perUserMfaState: 'disabled' } } },
      h: told('unknownFutureValue'),
    }),
  );
  await seal({
    accounts: [
      account('a'),
      account('b'),
      account('c'),
      account('d', { accountEnabled: false }),
      account('e', { userType: 'Guest' }),
      account('h', { userType: null }),
    ],
    'mfa-policies': [policy({ includeUsers: ['a'] })],
    'group-members': [],
  });
  expect(await perUserMfa.collect(open.context)).toEqual({
    read: 2,
    expected: 3,
    shortfall: {
      reason: 'error',
      detail:
        '1 account did not tell its state: 200 UnknownState — GET /beta/users/{id}/authentication/requirements',
      lacks: {
        kind: 'states',
        count: 1,
        told: '200 UnknownState — GET /beta/users/{id}/authentication/requirements',
      },
    },
  });
  expect(open.transport.sent.map(({ url }) => url).sort()).toEqual(
    ['b', 'c', 'h'].map((id) => `${BETA}/${id}/authentication/requirements`),
  );
  expect(await open.rows('per-user-mfa', 'accountId')).toEqual([
    { accountId: 'b', state: 'enforced' },
    { accountId: 'c', state: 'disabled' },
  ]);
});

test('an account that a group without known members may exclude is asked too', async () => {
  open = await askingEach(states({ a: told('disabled') }));
  await seal({
    accounts: [account('a')],
    'mfa-policies': [policy({ includeUsers: ['All'], excludeGroups: [GROUP] })],
    'group-members': [],
  });
  expect(await perUserMfa.collect(open.context)).toEqual({ read: 1, expected: 1 });
});

test('where everyone is covered nobody is asked', async () => {
  open = await askingEach(states({}));
  await seal({
    accounts: [account('a')],
    'mfa-policies': [policy({ includeUsers: ['All'] })],
    'group-members': [],
  });
  expect(await perUserMfa.collect(open.context)).toEqual({ read: 0, expected: 0 });
  expect(open.transport.sent).toEqual([]);
});

test('an account that is gone, or that may not be read, is told', async () => {
  const denied = { status: 403, json: { error: { code: 'Authorization_RequestDenied' } } };
  const gone = { status: 404, json: { error: { code: 'Request_ResourceNotFound' } } };
  open = await askingEach(states({ a: told('enabled'), b: denied, c: gone }));
  await seal({ accounts: [account('a'), account('b'), account('c')] });
  expect(await perUserMfa.collect(open.context)).toEqual({
    read: 1,
    expected: 3,
    shortfall: {
      reason: 'permission',
      detail:
        '2 accounts did not tell their state: 403 Authorization_RequestDenied — GET /beta/users/b/authentication/requirements',
      lacks: {
        kind: 'states',
        count: 2,
        told: '403 Authorization_RequestDenied — GET /beta/users/b/authentication/requirements',
      },
    },
  });
});

test('nobody told a state: the source is refused', async () => {
  open = await askingEach(() => ({ status: 403, json: { error: { code: 'Authorization_RequestDenied' } } }));
  await seal({ accounts: [account('a'), account('b')] });
  await expect(perUserMfa.collect(open.context)).rejects.toMatchObject({ kind: 'refused' });
});

test('a run that goes on does not ask again who answered', async () => {
  const down = { status: 400, json: { error: { code: 'Down' } } };
  open = await askingEach(states({ a: told('enforced'), b: down }));
  await seal({ accounts: [account('a'), account('b')] });
  await perUserMfa.collect(open.context);
  await open.stop();
  const { folder } = open;
  open = await askingEach(states({ b: told('disabled') }), { resume: folder });
  expect(await perUserMfa.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(open.transport.sent.length).toBe(1);
});

test.each([
  [undefined, true],
  ['bulk', true],
  ['each', true],
  [true, true],
  ['off', false],
  [false, false],
])('with perUserMfa: %s it is asked: %s', (perUser, asked) => {
  const config = configSchema.parse(perUser === undefined ? {} : { perUserMfa: perUser });
  expect(perUserMfa.isAsked?.(config)).toBe(asked);
});

const PAGE = 'users?$select=id,perUserMfaState&$top=999';
const V1 = `https://graph.microsoft.com/v1.0/${PAGE}`;
const V1_NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=2';
const IN_BETA = `https://graph.microsoft.com/beta/${PAGE}`;

function pagesOf(answers: Readonly<Record<string, Scripted>>): (request: { url: string }) => Scripted {
  // What is refused is asked in smaller pages before it is given up.
  return ({ url }) =>
    answers[url.replace(/top=\d+$/, 'top=999')] ?? { status: 404, json: { error: { code: 'Unscripted' } } };
}

function page(states: Readonly<Record<string, string | null | undefined>>, next?: string): Scripted {
  const value = Object.entries(states).map(([id, perUserMfaState]) => ({ id, perUserMfaState }));
  return { json: { value, ...(next === undefined ? {} : { '@odata.nextLink': next }) } };
}

const UNKNOWN_PROPERTY: Scripted = { status: 400, json: { error: { code: 'BadRequest', message: 'no' } } };

test('by default the states of all accounts come with the pages of the directory, and nobody is asked alone', async () => {
  open = await collecting(
    pagesOf({ [V1]: page({ a: 'enforced', b: 'Enabled' }, V1_NEXT), [V1_NEXT]: page({ c: 'disabled' }) }),
    { total: 3 },
  );
  expect(await perUserMfa.collect(open.context)).toEqual({ read: 3, expected: 3 });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([V1, V1_NEXT]);
  expect(await open.rows('per-user-mfa', 'accountId')).toEqual([
    { accountId: 'a', state: 'enforced' },
    { accountId: 'b', state: 'enabled' },
    { accountId: 'c', state: 'disabled' },
  ]);
});

test('an account whose key did not come, or holds no documented state, is missing and told', async () => {
  open = await collecting(
    pagesOf({ [V1]: page({ a: 'enforced', b: undefined, c: null, d: 'unknownFutureValue' }) }),
    { total: 4 },
  );
  expect(await perUserMfa.collect(open.context)).toEqual({
    read: 1,
    expected: 4,
    shortfall: {
      reason: 'not-read',
      detail: '3 accounts did not tell their state',
      lacks: { kind: 'states', count: 3 },
    },
  });
  expect(await open.rows('per-user-mfa', 'accountId')).toEqual([{ accountId: 'a', state: 'enforced' }]);
});

test.each([
  ['does not know the property', UNKNOWN_PROPERTY],
  ['tells it of nobody', page({ a: undefined, b: undefined })],
])('where v1.0 %s, beta is asked', async (_, answer) => {
  open = await collecting(pagesOf({ [V1]: answer, [IN_BETA]: page({ a: 'enforced', b: undefined }) }), {
    total: 2,
  });
  expect(await perUserMfa.collect(open.context)).toEqual({
    read: 1,
    expected: 2,
    shortfall: {
      reason: 'not-read',
      detail: '1 account did not tell its state',
      lacks: { kind: 'states', count: 1 },
    },
  });
  expect(open.transport.sent.map(({ url }) => url)).toContain(IN_BETA);
});

test.each([
  [
    'refused',
    { status: 403, json: { error: { code: 'Authorization_RequestDenied' } } },
    'Authorization_RequestDenied',
  ],
  ['unknown', UNKNOWN_PROPERTY, 'BadRequest'],
  ['told of nobody', page({ a: undefined }), 'StateNotTold'],
])('where it is %s everywhere, the source is not had, and says why', async (_, answer, code) => {
  open = await collecting(pagesOf({ [V1]: answer, [IN_BETA]: answer }), { total: 1 });
  await expect(perUserMfa.collect(open.context)).rejects.toMatchObject({ code });
});

test('a pilot asks no more of those whom nothing covers than its sample holds, and is not complete', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const answers = Object.fromEntries(ids.map((id) => [id, told('disabled')]));
  open = await askingEach(states(answers), { sample: 2 });
  await seal({ accounts: ids.map((id) => account(id)), 'mfa-policies': [], 'group-members': [] });
  expect(await perUserMfa.collect(open.context)).toEqual({
    read: 2,
    expected: 5,
    shortfall: {
      reason: 'not-read',
      detail: 'a sample of 2 accounts out of 5',
      lacks: { kind: 'sample', count: 2, of: 5 },
    },
  });
  expect(open.transport.sent).toHaveLength(2);
});
