import { expect, test } from 'vitest';
import { scriptedClient } from '../testing/scripted-client.ts';

const USERS = 'https://graph.microsoft.com/v1.0/users?$top=999';

test('a request carries the token, goes to the address as it was written, and gives the answer', async () => {
  const { client, transport } = scriptedClient([{ json: { value: [1] } }]);
  const link = 'https://graph.microsoft.com/v1.0/users?$select=id&$skiptoken=m~AQ==&&x=(y)&$select=mail';
  expect((await client.get(link)).json).toEqual({ value: [1] });
  expect(transport.sent).toEqual([
    { method: 'GET', url: link, authorization: 'Bearer token-1', body: undefined },
  ]);
});

test('what a later try can mend is tried again until it is answered', async () => {
  const { client, transport } = scriptedClient([
    { status: 429, headers: { 'retry-after': '0.02' }, json: { error: { code: 'TooManyRequests' } } },
    { status: 503, headers: { 'retry-after': '0' } },
    { fail: 'ECONNRESET' },
    { status: 504, headers: { 'retry-after': '0' } },
    { json: { value: [] } },
  ]);
  expect((await client.get('/users?$top=999')).json).toEqual({ value: [] });
  expect(transport.sent.map(({ url }) => url)).toEqual([USERS, USERS, USERS, USERS, USERS]);
});

test('the budget of a request bounds its tries, and the failure says the last reason without the query', async () => {
  const { client, transport } = scriptedClient(
    () => ({
      status: 503,
      headers: { 'retry-after': '0.03' },
      json: { error: { code: 'serviceNotAvailable' } },
    }),
    { giveUpAfterMs: 100 },
  );
  await expect(client.get('/users?$skiptoken=secret')).rejects.toMatchObject({
    name: 'GraphFailure',
    kind: 'gave-up',
    status: 503,
    code: 'serviceNotAvailable',
    detail: '503 serviceNotAvailable — GET /v1.0/users',
  });
  expect(transport.sent.length).toBeGreaterThan(1);
  expect(transport.sent.length).toBeLessThan(6);
});

test('a Retry-After longer than the budget gives up at once instead of asking again', async () => {
  const { client, transport } = scriptedClient(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
  await expect(client.get('/users')).rejects.toMatchObject({ kind: 'gave-up', status: 429, code: '429' });
  expect(transport.sent).toHaveLength(1);
});

test.each([
  [403, 'Authorization_RequestDenied', 'refused'],
  [400, 'Request_BadRequest', 'rejected'],
  [404, 'Request_ResourceNotFound', 'rejected'],
  [501, 'NotImplemented', 'rejected'],
])('%i %s is not asked again', async (status, code, kind) => {
  const { client, transport } = scriptedClient([{ status, json: { error: { code, message: 'no' } } }]);
  await expect(client.get('/users')).rejects.toMatchObject({ kind, status, code, message: 'no' });
  expect(transport.sent).toHaveLength(1);
});

test('an answer 401 is asked again once, with another token and the claims of its challenge', async () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
  const encoded = Buffer.from(claims).toString('base64');
  const challenge = {
    'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${encoded}"`,
  };
  const scripted = scriptedClient([{ status: 401, headers: challenge }, { json: { value: [] } }]);
  await scripted.client.get('/users');
  expect(scripted.transport.sent.map(({ authorization }) => authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
  ]);
  expect(scripted.claims).toEqual([undefined, claims]);
});

test('a second 401 is an error with its reason', async () => {
  const { client, transport } = scriptedClient(() => ({
    status: 401,
    json: { error: { code: 'InvalidAuthenticationToken', message: 'expired' } },
  }));
  await expect(client.get('/users')).rejects.toMatchObject({
    kind: 'refused',
    code: 'InvalidAuthenticationToken',
  });
  expect(transport.sent).toHaveLength(2);
});

test('the token never goes to another host', async () => {
  const { client, transport } = scriptedClient([]);
  await expect(client.get('https://graph.microsoft.com.example.org/v1.0/users')).rejects.toMatchObject({
    kind: 'forbidden',
    code: 'ForeignHost',
  });
  expect(transport.sent).toEqual([]);
});

test('an interruption ends a wait for the next try', async () => {
  const stop = new AbortController();
  const { client } = scriptedClient(() => ({ status: 503, headers: { 'retry-after': '30' } }), {
    signal: stop.signal,
  });
  const asked = client.get('/users');
  setTimeout(() => stop.abort(new Error('stop')), 20);
  await expect(asked).rejects.toThrow('aborted');
});
