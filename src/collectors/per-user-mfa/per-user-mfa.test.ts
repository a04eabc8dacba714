import { afterEach, expect, test } from 'vitest';
import { configSchema } from '../../config/config.ts';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { perUserMfa } from './per-user-mfa.ts';

const BETA = 'https://graph.microsoft.com/beta/users';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

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
  const conditions = { users, applications: { includeApplications: ['All'] }, clientAppTypes: ['all'] };
  return {
    kind: 'conditional-access',
    policyId: 'p',
    name: 'AMF',
    state: 'enabled',
    conditions: JSON.stringify(conditions),
    grantControls: JSON.stringify({ operator: 'OR', builtInControls: ['mfa'] }),
  };
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
  open = await collecting(
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
        '1 accounts did not tell their state: 200 UnknownState — GET /beta/users/{id}/authentication/requirements',
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
  open = await collecting(states({ a: told('disabled') }));
  await seal({
    accounts: [account('a')],
    'mfa-policies': [policy({ includeUsers: ['All'], excludeGroups: [GROUP] })],
    'group-members': [],
  });
  expect(await perUserMfa.collect(open.context)).toEqual({ read: 1, expected: 1 });
});

test('where everyone is covered nobody is asked', async () => {
  open = await collecting(states({}));
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
  open = await collecting(states({ a: told('enabled'), b: denied, c: gone }));
  await seal({ accounts: [account('a'), account('b'), account('c')] });
  expect(await perUserMfa.collect(open.context)).toEqual({
    read: 1,
    expected: 3,
    shortfall: {
      reason: 'permission',
      detail:
        '2 accounts did not tell their state: 403 Authorization_RequestDenied — GET /beta/users/b/authentication/requirements',
    },
  });
});

test('nobody told a state: the source is refused', async () => {
  open = await collecting(() => ({ status: 403, json: { error: { code: 'Authorization_RequestDenied' } } }));
  await seal({ accounts: [account('a'), account('b')] });
  await expect(perUserMfa.collect(open.context)).rejects.toMatchObject({ kind: 'refused' });
});

test('a run that goes on does not ask again who answered', async () => {
  const down = { status: 400, json: { error: { code: 'Down' } } };
  open = await collecting(states({ a: told('enforced'), b: down }));
  await seal({ accounts: [account('a'), account('b')] });
  await perUserMfa.collect(open.context);
  await open.stop();
  const { folder } = open;
  open = await collecting(states({ b: told('disabled') }), { resume: folder });
  expect(await perUserMfa.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(open.transport.sent.length).toBe(1);
});

test('it is asked only where the config says so', () => {
  expect(
    [true, false].map((asked) => perUserMfa.isAsked?.(configSchema.parse({ perUserMfa: asked }))),
  ).toEqual([true, false]);
});
