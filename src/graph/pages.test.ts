import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scriptedClient, type Scripted } from '../testing/scripted-client.ts';
import type { GraphClient } from './client.ts';
import { GraphFailure } from './graph-failure.ts';
import { pages } from './pages.ts';

const NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=';

async function read(client: GraphClient, start = '/users?$top=2'): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const page of pages(client, start)) items.push(...page.items);
  return items;
}

test('pages are followed verbatim to the last, whatever their sizes, empty ones too', async () => {
  const { client, transport } = scriptedClient([
    { json: { value: [1, 2], '@odata.nextLink': `${NEXT}a` } },
    { json: { value: [], '@odata.nextLink': `${NEXT}b` } },
    { json: { value: [3] } },
  ]);
  expect(await read(client)).toEqual([1, 2, 3]);
  expect(transport.sent.map(({ url }) => url)).toEqual([
    'https://graph.microsoft.com/v1.0/users?$top=2',
    `${NEXT}a`,
    `${NEXT}b`,
  ]);
});

test('a next link that is null is no next link', async () => {
  const { client } = scriptedClient([{ json: { value: [1], '@odata.nextLink': null } }]);
  const found = [];
  for await (const page of pages(client, '/users')) found.push(page);
  expect(found).toEqual([{ items: [1], next: null }]);
});

test('the page whose next link is no good is given before the failure', async () => {
  const { client } = scriptedClient([
    { json: { value: [1, 2], '@odata.nextLink': 'https://example.org/v1.0/users' } },
  ]);
  const items: unknown[] = [];
  const reading = (async () => {
    for await (const page of pages(client, '/users?$top=2')) items.push(...page.items);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'ForeignNextLink' });
  expect(items).toEqual([1, 2]);
});

test.each<[string, Scripted[], string]>([
  ['an answer without a list', [{ json: { error: 'none' } }], 'NoValue'],
  ['an answer that is no JSON', [{ text: '<html>' }], 'NoValue'],
  [
    'a next page on another host',
    [{ json: { value: [1], '@odata.nextLink': 'https://example.org/v1.0/users' } }],
    'ForeignNextLink',
  ],
  [
    'a next page that is no address',
    [{ json: { value: [1], '@odata.nextLink': '/users' } }],
    'ForeignNextLink',
  ],
  [
    'a next page over plain http',
    [{ json: { value: [1], '@odata.nextLink': 'http://graph.microsoft.com/v1.0/users?$skiptoken=a' } }],
    'ForeignNextLink',
  ],
  [
    'a next page on another port',
    [{ json: { value: [1], '@odata.nextLink': 'https://graph.microsoft.com:8443/v1.0/users' } }],
    'ForeignNextLink',
  ],
  [
    'a next page with a password in its address',
    [{ json: { value: [1], '@odata.nextLink': 'https://a:b@graph.microsoft.com/v1.0/users' } }],
    'ForeignNextLink',
  ],
  [
    'a next page that is the first one',
    [{ json: { value: [1], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$top=2' } }],
    'LoopingNextLink',
  ],
  [
    'a next page that comes back',
    [
      { json: { value: [1], '@odata.nextLink': `${NEXT}a` } },
      { json: { value: [1], '@odata.nextLink': `${NEXT}a` } },
    ],
    'LoopingNextLink',
  ],
])('%s is a failure, never an end', async (_what, script, code) => {
  const { client } = scriptedClient(script);
  await expect(read(client)).rejects.toMatchObject({ kind: 'malformed', code });
});

const EXPIRED = [
  [400, 'Directory_ExpiredPageToken'],
  [410, 'resyncRequired'],
] as const;

test.each(EXPIRED)(
  'a next page answered %i %s has expired, and what came before it is given',
  async (status, code) => {
    const { client } = scriptedClient([
      { json: { value: [1], '@odata.nextLink': `${NEXT}a` } },
      { status, json: { error: { code, message: 'gone' } } },
    ]);
    const items: unknown[] = [];
    const reading = (async () => {
      for await (const page of pages(client, '/users')) items.push(...page.items);
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'expired', status, code, message: 'gone' });
    expect(items).toEqual([1]);
  },
);

test.each(EXPIRED)('a bookmark answered %i %s has expired', async (status, code) => {
  const { client } = scriptedClient([{ status, json: { error: { code } } }]);
  await expect(read(client, `${NEXT}old`)).rejects.toMatchObject({ kind: 'expired', status, code });
});

test('a first page answered 400 is a refusal of the request, not an expiry', async () => {
  const { client } = scriptedClient([{ status: 400, json: { error: { code: 'Request_BadRequest' } } }]);
  await expect(read(client)).rejects.toMatchObject({ kind: 'rejected', status: 400 });
});

test('a next page answered 404 or 403 has not expired', async () => {
  for (const [status, kind] of [
    [404, 'rejected'],
    [403, 'refused'],
  ] as const) {
    const { client } = scriptedClient([{ json: { value: [], '@odata.nextLink': `${NEXT}a` } }, { status }]);
    await expect(read(client)).rejects.toMatchObject({ kind, status });
  }
});

test('a walk from a bookmark that comes back to it is a loop', async () => {
  const { client } = scriptedClient(() => ({ json: { value: [1], '@odata.nextLink': `${NEXT}a` } }));
  await expect(read(client, `${NEXT}a`)).rejects.toMatchObject({ code: 'LoopingNextLink' });
});

test('whatever JSON answers, a walk ends with its items or with a failure of Graph', async () => {
  const link = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.string().map((text) => `${NEXT}${text}`),
    fc.string().map((text) => `https://graph.microsoft.com${text}`),
    fc.jsonValue(),
  );
  const body = fc.oneof(
    fc.jsonValue(),
    fc.record({ value: fc.array(fc.jsonValue()), '@odata.nextLink': link }, { requiredKeys: [] }),
    fc.record({ value: fc.jsonValue(), '@odata.nextLink': link }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 4 }), async (bodies) => {
      const { client, transport } = scriptedClient((_request, count) =>
        count < bodies.length ? { json: bodies[count] } : { json: { value: [] } },
      );
      await read(client).catch((error: unknown) => {
        expect(error).toBeInstanceOf(GraphFailure);
      });
      const hosts = new Set(transport.sent.map(({ url }) => new URL(url).origin));
      expect([...hosts]).toEqual(['https://graph.microsoft.com']);
    }),
    { numRuns: 300 },
  );
});

/** A far side whose every page has a fresh next one. */
function endless(items: readonly unknown[]): ReturnType<typeof scriptedClient> {
  return scriptedClient((_request, count) => ({
    json: { value: items, '@odata.nextLink': `${NEXT}${count}` },
  }));
}

test('fifty empty pages in a row, each with a fresh next one, go nowhere', async () => {
  const { client, transport } = endless([]);
  await expect(read(client)).rejects.toMatchObject({
    ...{ kind: 'malformed', code: 'EndlessPages' },
    message: '50 pages in a row came empty, each with a next one',
  });
  expect(transport.sent).toHaveLength(50);
});

test('empty pages between others are followed, however many there are in all', async () => {
  const { client } = scriptedClient((_request, count) => ({
    json: {
      value: count % 40 === 39 ? [count] : [],
      ...(count < 199 ? { '@odata.nextLink': `${NEXT}${count}` } : {}),
    },
  }));
  expect(await read(client)).toEqual([39, 79, 119, 159, 199]);
});

test('a collection of more pages than it can have is not followed for ever', async () => {
  const { client, transport } = endless([1]);
  const reading = (async () => {
    for await (const page of pages(client, '/domains', { mostPages: 7 })) expect(page.items).toEqual([1]);
  })();
  await expect(reading).rejects.toMatchObject({
    code: 'EndlessPages',
    message: 'more than 7 pages were announced',
  });
  expect(transport.sent).toHaveLength(7);
});

test.each([
  ['/users?$top=999', 1_000, true],
  ['/users?$top=999', 1_001, false],
  ['/users?%24top=999', 1_001, false],
  ['/subscribedSkus', 20_000, true],
  ['/subscribedSkus', 20_001, false],
])('of %s a page of %i items is taken: %s', async (start, items, isTaken) => {
  const { client } = scriptedClient([{ json: { value: Array(items).fill(1) } }]);
  const reading = read(client, start);
  if (isTaken) expect(await reading).toHaveLength(items);
  else await expect(reading).rejects.toMatchObject({ kind: 'malformed', code: 'TooManyItems' });
});
