import { afterEach, expect, test } from 'vitest';
import { collecting, valuesOf, type Collecting } from '../../testing/collecting.ts';
import { signInActivity } from './sign-in-activity.ts';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

test('year 1 and absence are both "never"; fractions and missing fields are tolerated', async () => {
  const next = 'https://graph.microsoft.com/v1.0/users?$skiptoken=2';
  const seen = {
    lastSignInDateTime: '2020-10-01T04:00:00.1234567Z',
    lastNonInteractiveSignInDateTime: '0001-01-01T00:00:00Z',
    lastSuccessfulSignInDateTime: null,
  };
  open = await collecting(
    [
      { json: { value: [{ id: 'a', signInActivity: seen }, { id: 'b' }], '@odata.nextLink': next } },
      {
        json: {
          value: [{ id: 'c', signInActivity: { lastSuccessfulSignInDateTime: '2020-10-02T05:00:00Z' } }],
        },
      },
    ],
    { total: 3 },
  );
  expect(await signInActivity.collect(open.context)).toEqual({ read: 3, expected: 3 });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([
    'https://graph.microsoft.com/v1.0/users?$select=id,signInActivity&$top=500',
    next,
  ]);
  const never = {
    lastSuccessfulSignInAt: null,
    lastInteractiveSignInAt: null,
    lastNonInteractiveSignInAt: null,
  };
  expect(await open.rows('sign-in-activity', 'accountId')).toEqual([
    { ...never, accountId: 'a', lastInteractiveSignInAt: '2020-10-01 04:00:00' },
    { ...never, accountId: 'b' },
    { ...never, accountId: 'c', lastSuccessfulSignInAt: '2020-10-02 05:00:00' },
  ]);
});

test('an empty collection in a directory that announces accounts is a failure, not "nobody signs in"', async () => {
  open = await collecting([{ json: { value: [] } }], { total: 12 });
  await expect(signInActivity.collect(open.context)).rejects.toMatchObject({
    kind: 'malformed',
    code: 'EmptyCollection',
  });
});

test('without Entra ID P1 the source is refused', async () => {
  const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
  open = await collecting([{ status: 403, json: { error: { code } } }], { total: 12, tenant: { skus: [] } });
  await expect(signInActivity.collect(open.context)).rejects.toMatchObject({ kind: 'refused', code });
});

test('without a success, an attempt that was not told leaves the account unread, and the source in part', async () => {
  const [OLD, SINCE] = ['2019-01-01T00:00:00Z', '2020-10-01T00:00:00Z'];
  open = await collecting(
    [
      {
        json: {
          value: [
            { id: 'a', signInActivity: { lastSignInDateTime: OLD } },
            { id: 'b', signInActivity: { lastSignInDateTime: OLD, lastNonInteractiveSignInDateTime: null } },
            { id: 'c', signInActivity: { lastSuccessfulSignInDateTime: SINCE } },
            { id: 'd', signInActivity: null },
            { id: 'e', signInActivity: {} },
          ],
        },
      },
    ],
    { total: 5 },
  );
  expect(await signInActivity.collect(open.context)).toEqual({
    read: 3,
    expected: 5,
    shortfall: {
      reason: 'error',
      detail: '2 items of the answers came without an id, or without what was asked of them',
      lacks: { kind: 'items', count: 2 },
    },
  });
  expect(valuesOf(await open.rows('sign-in-activity', 'accountId'), 'accountId')).toEqual(['b', 'c', 'd']);
});

function user(id: string): object {
  return { id, signInActivity: { lastSuccessfulSignInDateTime: '2020-10-02T05:00:00Z' } };
}

const next = 'https://graph.microsoft.com/v1.0/users?$skiptoken=2';

test('a pilot reads no more accounts than its sample holds, and is not complete', async () => {
  const pages = [
    { json: { value: [user('a'), user('b')], '@odata.nextLink': next } },
    { json: { value: [user('c'), user('d')], '@odata.nextLink': next } },
  ];
  open = await collecting(pages, { total: 6, sample: 3 });
  expect(await signInActivity.collect(open.context)).toEqual({
    read: 3,
    expected: 6,
    shortfall: {
      reason: 'not-read',
      detail: 'a sample of 3 accounts out of 6',
      lacks: { kind: 'sample', count: 3, of: 6 },
    },
  });
  // How many there are is not asked again: what was left is no sign that the directory changed.
  expect(open.transport.sent.map(({ url }) => url)).toEqual([
    'https://graph.microsoft.com/v1.0/users?$select=id,signInActivity&$top=3',
    next,
  ]);
  expect(await open.rows('sign-in-activity', 'accountId')).toHaveLength(3);
});

test('a pilot whose sample holds every account is complete', async () => {
  open = await collecting([{ json: { value: [{ id: 'a' }, { id: 'b' }] } }], { total: 2, sample: 2 });
  expect(await signInActivity.collect(open.context)).toEqual({ read: 2, expected: 2 });
});

test.each([null, 2])(
  'a pilot that is told of %j accounts does not take its sample for all that there are',
  async (total) => {
    const pages = [{ json: { value: [user('a'), user('b')], '@odata.nextLink': next } }];
    open = await collecting(pages, { total, sample: 2 });
    expect(await signInActivity.collect(open.context)).toEqual({
      read: 2,
      expected: 2,
      shortfall: {
        reason: 'not-read',
        detail: 'a sample of 2 accounts',
        lacks: { kind: 'sample', count: 2 },
      },
    });
  },
);

test('a pilot that was killed after its last page is still a sample, and asks for no more', async () => {
  const pages = [{ json: { value: [user('a'), user('b'), user('c')] } }];
  open = await collecting(pages, { total: 90, sample: 2 });
  const sample = await signInActivity.collect(open.context);
  await open.stop();
  open = await collecting([], { resume: open.folder, total: 90, sample: 2 });
  expect(await signInActivity.collect(open.context)).toEqual(sample);
  expect([sample.shortfall?.lacks?.kind, open.transport.sent]).toEqual(['sample', []]);
});
