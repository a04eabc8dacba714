import { expect, test, vi } from 'vitest';
import { scriptedClient } from '../testing/scripted-client.ts';
import { OversizedAnswer } from './unusable-answer.ts';

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

test.each([401, 403])(
  'a claims challenge with %i is answered once, with another token and its claims',
  async (status) => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    const encoded = Buffer.from(claims).toString('base64');
    const challenge = {
      'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${encoded}"`,
    };
    const scripted = scriptedClient([{ status, headers: challenge }, { json: { value: [] } }]);
    await scripted.client.get('/users');
    expect(scripted.transport.sent.map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(scripted.claims).toEqual([undefined, claims]);
  },
);

test('a renewed token that is refused as well is an error with its reason', async () => {
  const { client, transport, claims } = scriptedClient(() => ({
    status: 401,
    json: { error: { code: 'InvalidAuthenticationToken', message: 'expired' } },
  }));
  await expect(client.get('/users')).rejects.toMatchObject({
    kind: 'refused',
    status: 401,
    code: 'InvalidAuthenticationToken',
    message: 'expired (the renewed token was refused too)',
  });
  expect([transport.sent.length, claims.length]).toEqual([2, 2]);
});

test('a sign-in that gives the refused token again is told, and the request is not sent again', async () => {
  const { client, transport } = scriptedClient(() => ({ status: 401 }), {
    credential: {
      getToken: () => Promise.resolve({ token: 'same', expiresOnTimestamp: Date.now() + 3_600_000 }),
    },
  });
  await expect(client.get('/users')).rejects.toMatchObject({
    kind: 'refused',
    message: 'unexpected status 401 (the sign-in gave the same token again)',
  });
  expect(transport.sent).toHaveLength(1);
});

test('an expired token, then a challenge, is no error; challenges without end are', async () => {
  const challenge = (value: number): Record<string, string> => ({
    'www-authenticate': `Bearer claims="${Buffer.from(`{"a":${value}}`).toString('base64')}"`,
  });
  const mended = scriptedClient([{ status: 401 }, { status: 401, headers: challenge(1) }, { json: {} }]);
  expect((await mended.client.get('/users')).status).toBe(200);
  expect(mended.claims).toEqual([undefined, undefined, '{"a":1}']);
  const endless = scriptedClient((_request, count) => ({ status: 401, headers: challenge(count) }));
  await expect(endless.client.get('/users')).rejects.toMatchObject({ kind: 'refused' });
  expect(endless.transport.sent).toHaveLength(3);
});

test('a renewed try keeps the rate limit', async () => {
  const { client, transport } = scriptedClient(
    (_request, count) => (count % 2 === 0 ? { status: 401 } : { json: {} }),
    {
      rates: {
        signInActivityRequestsPerMinute: 10,
        registrationDetailsRequestsPerSecond: 0.5,
        reportRequestsPerMinute: 1.4,
      },
      giveUpAfterMs: 50,
    },
  );
  const asked = Array.from({ length: 4 }, () => client.get('/users', { limit: 'registration-details' }));
  const ended = await Promise.allSettled(asked);
  // Five in ten seconds, the second tries counted: the others' budget ends while they wait for a turn.
  expect(transport.sent).toHaveLength(5);
  expect(ended.some(({ status }) => status === 'rejected')).toBe(true);
});

test.each([
  'https://evil.example/v1.0/users',
  'http://graph.microsoft.com/v1.0/users',
  'users',
  '@evil.example',
])('nothing is asked of %s, nor a token for it', async (address) => {
  const { client, transport, claims } = scriptedClient([]);
  await expect(client.get(address)).rejects.toMatchObject({ kind: 'forbidden', code: 'ForeignHost' });
  expect([transport.sent, claims]).toEqual([[], []]);
});

test('the redirect of a report is given to the caller, and not followed; any other is no answer', async () => {
  const location = 'https://evil.example/steal';
  const { client, transport } = scriptedClient(() => ({
    status: 302,
    headers: { location },
    json: { value: [] },
  }));
  const answer = await client.get('/reports/x', { limit: 'reports' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
  await expect(client.get('/users')).rejects.toMatchObject({ kind: 'rejected', status: 302 });
  expect(transport.sent).toHaveLength(2);
});

test('a page for people that something on the way put there is asked again', async () => {
  const { client } = scriptedClient([
    { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, text: '<html>Sign in</html>' },
    { json: { value: [1] } },
  ]);
  expect((await client.get('/users')).json).toEqual({ value: [1] });
});

test('an answer beyond the bound is malformed, and not asked again', async () => {
  let count = 0;
  const { client } = scriptedClient([], {
    transport: {
      send: () => {
        count += 1;
        return Promise.reject(OversizedAnswer.ofBytes(64));
      },
      download: () => Promise.reject(OversizedAnswer.ofBytes(64)),
      close: () => Promise.resolve(),
    },
  });
  const oversized = {
    kind: 'malformed',
    code: 'AnswerTooLarge',
    message: 'the answer holds more than 64 bytes; the rest was not read',
  };
  await expect(client.get('/users')).rejects.toMatchObject(oversized);
  await expect(client.download('https://reports.office.com/x', '/nonexistent', 100)).rejects.toMatchObject(
    oversized,
  );
  expect(count).toBe(1);
});

test('what the far side says reaches no terminal with control characters, secrets or at any length', async () => {
  const token = `eyJhbGciOiJub25lIn0.${'a'.repeat(30)}.b`;
  const { client } = scriptedClient([
    {
      status: 400,
      json: { error: { code: '\u001b[31mBad\nCode', message: `for ${token} ${'x'.repeat(9_000)}` } },
    },
  ]);
  const failure: unknown = await client.get('/users').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: '', said: 'for «token»' });
  expect(String(failure)).not.toContain(token);
  expect(String(failure).length).toBeLessThan(600);
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
  await expect(asked).rejects.toThrow('stop');
});

test('a 429 holds back every request of its limit, and none of another', async () => {
  const sent: string[] = [];
  const { client } = scriptedClient(({ url }) => {
    sent.push(new URL(url).pathname);
    return sent.length === 1 ? { status: 429, headers: { 'retry-after': '0.3' } } : { json: {} };
  });
  const first = client.get('/users');
  await vi.waitUntil(() => sent.length === 1);
  await Promise.all([client.get('/groups'), client.get('/me', { limit: 'mail' }), first]);
  expect(sent.slice(0, 2)).toEqual(['/v1.0/users', '/v1.0/me']);
  expect(sent.slice(2).sort()).toEqual(['/v1.0/groups', '/v1.0/users']);
});

test('where nobody has answered for as long as a request may take, the next is tried once, until somebody answers', async () => {
  let isBack = false;
  const { client, transport } = scriptedClient(() => (isBack ? { json: {} } : { fail: 'ECONNREFUSED' }), {
    giveUpAfterMs: 5_000,
  });
  vi.useFakeTimers();
  try {
    const triesOf = async (path: string): Promise<number> => {
      const before = transport.sent.length;
      const ended = client.get(path).catch((error: unknown) => error);
      await vi.runAllTimersAsync();
      await ended;
      return transport.sent.length - before;
    };
    const first = await triesOf('/a');
    expect(first).toBeGreaterThan(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([await triesOf('/b'), await triesOf('/c')]).toEqual([1, 1]);
    isBack = true;
    expect(await triesOf('/d')).toBe(1);
    isBack = false;
    expect(await triesOf('/e')).toBe(first);
  } finally {
    vi.useRealTimers();
  }
});
