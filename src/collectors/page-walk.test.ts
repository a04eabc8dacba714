import { afterEach, expect, test } from 'vitest';
import { collecting, type Collecting } from '../testing/collecting.ts';
import type { Scripted } from '../testing/scripted-transport.ts';
import { accounts } from './accounts/accounts.ts';
import { PartlyCollected } from './collector.ts';
import { signInActivity } from './sign-in-activity/sign-in-activity.ts';

const GRAPH = 'https://graph.microsoft.com/v1.0';
const NEXT = `${GRAPH}/users?$select=id,signInActivity&$top=500&$skiptoken=2`;
const TOO_LARGE: Scripted = {
  status: 400,
  json: { error: { code: 'Request_UnsupportedQuery', message: "Invalid page size specified: '500'." } },
};

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

function topsOf({ transport }: Collecting): (string | null)[] {
  return transport.sent.map(({ url }) => new URL(url).searchParams.get('$top'));
}

/** Graph where a page holds so many at the most. */
function graph(most: number): (request: { url: string }) => Scripted {
  return ({ url }) => {
    if (url.includes('$skiptoken')) return { json: { value: [{ id: 'b' }] } };
    if (Number(new URL(url).searchParams.get('$top')) > most) return TOO_LARGE;
    return { json: { value: [{ id: 'a' }], '@odata.nextLink': NEXT } };
  };
}

test.each([
  [500, ['500', '500']],
  [250, ['500', '250', '500']],
  [120, ['500', '250', '125', '100', '500']],
])('a page size that is refused is halved until pages of %i come', async (most, tops) => {
  open = await collecting(graph(most), { total: 2 });
  expect(await signInActivity.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(topsOf(open)).toEqual(tops);
});

test('below 100 nobody asks: the source fails with the reason', async () => {
  open = await collecting(graph(99), { total: 2 });
  await expect(signInActivity.collect(open.context)).rejects.toMatchObject({
    ...{ kind: 'rejected', status: 400, code: 'Request_UnsupportedQuery' },
    said: "Invalid page size specified: '…'.",
  });
  expect(topsOf(open)).toEqual(['500', '250', '125', '100']);
});

test('another refusal is not answered by smaller pages', async () => {
  open = await collecting([{ status: 404, json: { error: { code: 'NotFound' } } }]);
  await expect(signInActivity.collect(open.context)).rejects.toMatchObject({ status: 404 });
  expect(topsOf(open)).toEqual(['500']);
});

test('where the largest page changes under a walk, what was read is kept and the walk begins again with less', async () => {
  let largest = 500;
  open = await collecting(
    ({ url }) => {
      const { searchParams } = new URL(url);
      if (Number(searchParams.get('$top')) > largest) return TOO_LARGE;
      if (searchParams.has('$skiptoken')) return { json: { value: [{ id: 'b' }] } };
      largest = 250;
      const next = NEXT.replace('$top=500', `$top=${searchParams.get('$top') ?? ''}`);
      return { json: { value: [{ id: 'a' }], '@odata.nextLink': next } };
    },
    { total: 2 },
  );
  expect(await signInActivity.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(topsOf(open)).toEqual(['500', '500', '500', '250', '250']);
});

test('pages that were read stay when no smaller page is given either, and a later run goes on from them', async () => {
  let first = true;
  open = await collecting(
    () => {
      if (!first) return TOO_LARGE;
      first = false;
      return { json: { value: [{ id: 'a' }], '@odata.nextLink': NEXT } };
    },
    { total: 2 },
  );
  const failed = signInActivity.collect(open.context);
  await expect(failed).rejects.toBeInstanceOf(PartlyCollected);
  await expect(failed).rejects.toMatchObject({ read: 1, expected: 2, cause: { kind: 'rejected' } });
  expect(topsOf(open)).toEqual(['500', '500', '500', '250', '125', '100']);
  await open.stop();
  const resume = open.folder;
  open = await collecting(graph(250), { total: 2, resume });
  expect(await signInActivity.collect(open.context)).toEqual({ read: 2, expected: 2 });
});

test.each([
  ['null', null],
  ['a text', 'x'],
  ['a list', []],
  ['a number', 7],
  ['an object without its id', { signInActivity: null }],
  ['an account whose last sign-in did not come', { id: 'c', signInActivity: {} }],
])('an item that is %s did not come, is told, and takes no other with it', async (_what, item) => {
  open = await collecting([{ json: { value: [{ id: 'a' }, item, { id: 'b' }] } }], { total: 3 });
  expect(await signInActivity.collect(open.context)).toEqual({
    ...{ read: 2, expected: 3 },
    shortfall: {
      reason: 'error',
      detail: '1 item of the answers came without an id, or without what was asked of it',
      lacks: { kind: 'items', count: 1 },
    },
  });
});

test.each([
  ['without a list', {}],
  ['with null for a list', { value: null }],
  ['with an object for a list', { value: { id: 'a' } }],
  ['with a text for a list', { value: '[]' }],
  ['that is a list itself', [{ id: 'a' }]],
  ['with an error beside its list', { value: [], error: {} }],
  ['that is null', null],
])('an answer %s is no empty page, asked again or not', async (_what, json) => {
  open = await collecting([{ json }, { json }], { total: null });
  await expect(signInActivity.collect(open.context)).rejects.toMatchObject({
    kind: 'malformed',
    code: 'NoValue',
  });
});

test.each([
  ['the first page', 0],
  ['a later page', 1],
])('%s that came once without its list is asked once more, and nothing is missing', async (_what, at) => {
  const good: Scripted[] = [
    { json: { value: [{ id: 'a' }], '@odata.nextLink': NEXT } },
    { json: { value: [{ id: 'b' }] } },
  ];
  open = await collecting([...good.slice(0, at), { json: {} }, ...good.slice(at)], { total: 2 });
  expect(await signInActivity.collect(open.context)).toEqual({ read: 2, expected: 2 });
  const asked = open.transport.sent.map(({ url }) => url);
  expect(asked[at + 1]).toBe(asked[at]);
});

/** A collection whose every page is as good as the first and has a fresh next one. */
function withoutEnd(row: (at: number) => object): (request: { url: string }, count: number) => Scripted {
  return (_request, count) => ({
    json: {
      value: Array.from({ length: 500 }, (_, at) => row(count * 500 + at)),
      '@odata.nextLink': `${GRAPH}/users?$skiptoken=${count}`,
    },
  });
}

test.each([
  ['the same accounts', (): object => ({ id: 'a' })],
  ['accounts that nobody announced', (at: number): object => ({ id: `a${at}` })],
])(
  'a walk in which %s come without end is broken off, and the source is read in part',
  async (_what, row) => {
    open = await collecting(withoutEnd(row), { total: 3 });
    const ended = await accounts.collect(open.context).catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(PartlyCollected);
    expect(ended).toMatchObject({
      cause: { code: 'EndlessCollection', message: '10500 items came, more than the directory can hold' },
    });
    expect(open.transport.sent).toHaveLength(21);
  },
);
