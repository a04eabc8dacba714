import { expect, test } from 'vitest';
import { scriptedClient, type Scripted } from '../testing/scripted-client.ts';
import type { GraphClient } from './client.ts';
import { pages } from './pages.ts';

const NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=';

async function read(client: GraphClient): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const page of pages(client, '/users?$top=2')) items.push(...page.items);
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
