import { expect, test } from 'vitest';
import { asIs, KnownError } from '../errors.ts';
import { SignInUnavailable } from '../graph/token.ts';
import { pages } from '../graph/pages.ts';
import { scriptedExchange, SCRIPTED_TENANT } from '../testing/scripted-client.ts';
import type { CmdletCall } from './cmdlet.ts';
import { createExchangeClient, type ExchangeClient } from './exchange-client.ts';

const ROOT = `https://outlook.office365.com/adminapi`;
const CALL: CmdletCall = {
  ...{ endpoint: 'v2.0/Mailbox', cmdlet: 'Get-Mailbox', parameters: { ResultSize: 'Unlimited' } },
  select: ['Name', 'Guid'],
};

async function readAll(client: ExchangeClient, call: CmdletCall = CALL): Promise<unknown[]> {
  const reader = client.reader(call);
  const items: unknown[] = [];
  for await (const page of pages(reader, reader.start)) items.push(...page.items);
  return items;
}

test('a cmdlet is posted with the headers that Exchange wants, and its later pages by the same body', async () => {
  const headers: unknown[] = [];
  const next = `https://outlook.office365.com:443/adminapi/v2.0/${SCRIPTED_TENANT}/Mailbox?$skiptoken=2`;
  const { client, transport } = scriptedExchange((request, count) => {
    headers.push(request.headers);
    return { json: count === 0 ? { value: [1, 2], '@odata.nextLink': next } : { value: [3] } };
  });
  expect(await readAll(client)).toEqual([1, 2, 3]);
  const body = '{"CmdletInput":{"CmdletName":"Get-Mailbox","Parameters":{"ResultSize":"Unlimited"}}}';
  const sent = { method: 'POST', authorization: 'Bearer exchange-token', body };
  expect(transport.sent).toEqual([
    { ...sent, url: `${ROOT}/v2.0/${SCRIPTED_TENANT}/Mailbox?$select=Name,Guid` },
    { ...sent, url: next },
  ]);
  expect(headers[1]).toEqual({
    accept: 'application/json',
    authorization: 'Bearer exchange-token',
    'content-type': 'application/json; charset=utf-8',
    prefer: 'odata.maxpagesize=1000',
    'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${SCRIPTED_TENANT}`,
  });
});

test.each([
  ['us-government', 'https://outlook.office365.us'],
  ['us-government-dod', 'https://outlook-dod.office365.us'],
  ['china', 'https://partner.outlook.cn'],
] as const)('the token and the requests of %s go to its own root', async (cloud, root) => {
  const scopes: string[] = [];
  const { client, transport } = scriptedExchange([{ json: { value: [] } }], {
    cloud,
    credential: {
      getToken: (scope) => {
        scopes.push(scope);
        return Promise.resolve({ token: 't', expiresOnTimestamp: Date.now() + 3_600_000 });
      },
    },
  });
  await readAll(client);
  expect([scopes, transport.sent[0]?.url.startsWith(`${root}/adminapi/v2.0/`)]).toEqual([
    [`${root}/.default`],
    true,
  ]);
});

test('what a later try can mend is tried again', async () => {
  const { client, transport } = scriptedExchange(
    [
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503, headers: { 'retry-after': '0' } },
      { status: 401 },
      { json: { value: [7] } },
    ],
    { credential: counting() },
  );
  expect(await readAll(client)).toEqual([7]);
  expect(transport.sent.map(({ authorization }) => authorization)).toEqual([
    'Bearer 1',
    'Bearer 1',
    'Bearer 1',
    'Bearer 2',
  ]);
});

function counting(): { getToken: () => Promise<{ token: string; expiresOnTimestamp: number }> } {
  let tokens = 0;
  return {
    getToken: () => {
      tokens += 1;
      return Promise.resolve({ token: String(tokens), expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}

test('the budget of a request bounds its tries', async () => {
  const { client } = scriptedExchange(() => ({ status: 503, headers: { 'retry-after': '0.03' } }), {
    giveUpAfterMs: 80,
  });
  await expect(readAll(client)).rejects.toMatchObject({ kind: 'gave-up', status: 503 });
});

test('the end of the run is a failure of the source, an interruption is not', async () => {
  const over = AbortSignal.abort();
  const cut = scriptedExchange([], { deadline: over });
  await expect(readAll(cut.client)).rejects.toMatchObject({
    name: 'GraphFailure',
    kind: 'gave-up',
    code: 'MaxDuration',
  });
  const interrupted = scriptedExchange([], { signal: AbortSignal.abort(new Error('interrupted')) });
  await expect(readAll(interrupted.client)).rejects.toMatchObject({ name: 'Error', message: 'interrupted' });
  expect([cut.transport.sent, interrupted.transport.sent]).toEqual([[], []]);
});

const CMDLET_UNKNOWN =
  "The term 'Get-Mailbox' is not recognized as a name of a cmdlet, function, script file";
test.each([
  [403, { code: 'Forbidden', message: 'no role' }, 'refused', 'no role'],
  [
    400,
    { code: 'BadRequest', message: 'm', details: [{ message: CMDLET_UNKNOWN }] },
    'refused',
    CMDLET_UNKNOWN,
  ],
  [
    400,
    { code: 'BadRequest', message: 'm', details: { message: 'told in details' } },
    'rejected',
    'told in details',
  ],
  [
    404,
    { code: 'NotFound', message: 'm', innererror: { internalException: { message: 'told within' } } },
    'rejected',
    'told within',
  ],
  [
    400,
    { code: 'Bad Roy', message: "object 'Roy, Anne' of anne.roy@sante.example" },
    'rejected',
    "object '…' of «address»",
  ],
  [400, {}, 'rejected', 'unexpected status 400'],
])('%i is told by its innermost message, without people: %j', async (status, error, kind, message) => {
  const { client } = scriptedExchange([{ status, json: { error } }]);
  const code = 'code' in error && error.code !== 'Bad Roy' ? error.code : '';
  await expect(readAll(client)).rejects.toMatchObject({
    ...{ name: 'GraphFailure', kind, status, code, message },
    detail: `${status} ${code}`.trim() + ' — POST /adminapi/v2.0/{id}/Mailbox',
  });
});

const NAMESPACE = 'Microsoft.Exchange';
const DENIED_TYPE = `${NAMESPACE}.Configuration.Authorization.CmdletAccessDeniedException`;
const BUSY_TYPE = `${NAMESPACE}.Data.Directory.ADTransientException`;

test.each([
  ['internalexception', DENIED_TYPE, 'refused', 'permission'],
  ['internalException', DENIED_TYPE, 'refused', 'permission'],
  [
    'internalexception',
    `${NAMESPACE}.Configuration.Tasks.ManagementObjectNotFoundException`,
    'rejected',
    'rejected',
  ],
])('without details the class in %s decides: %s', async (key, type, kind, failureClass) => {
  const innererror = {
    message: 'm',
    [key]: { message: "mailbox 'Roy, Anne' of anne.roy@sante.example", type },
  };
  const error = { code: 'BadRequest', message: 'Error executing cmdlet', innererror };
  const { client, transport } = scriptedExchange([{ status: 400, json: { error } }]);
  await expect(readAll(client)).rejects.toMatchObject({
    ...{ kind, failureClass, status: 400, code: 'BadRequest' },
    said: "mailbox '…' of «address»",
    fullDetail: "400 BadRequest — POST /adminapi/v2.0/{id}/Mailbox: mailbox '…' of «address»",
  });
  expect(transport.sent).toHaveLength(1);
});

test.each([
  ['its code', { code: 'ServerBusy' }],
  ['an inner code', { code: 'BadRequest', innererror: { code: 'CmdletProxyNotAvailable' } }],
  ['its exception', { code: 'BadRequest', innererror: { internalexception: { type: BUSY_TYPE } } }],
  ['what the sentence begins with', { details: [{ message: `Ex1|${BUSY_TYPE}|try again` }] }],
])('a 400 that says by %s that Exchange is busy is tried again like a 503', async (_what, error) => {
  const busy = { status: 400, headers: { 'retry-after': '0' }, json: { error } };
  const { client, transport } = scriptedExchange([busy, busy, { json: { value: [7] } }]);
  expect(await readAll(client)).toEqual([7]);
  const [first] = transport.sent;
  expect(transport.sent).toEqual([first, first, first]);
});

test('an Exchange that stays busy is given up, with its own words', async () => {
  const error = { code: 'ServerBusy', innererror: { internalexception: { message: 'Try later.' } } };
  const { client } = scriptedExchange(() => ({ status: 400, json: { error } }), { giveUpAfterMs: 300 });
  await expect(readAll(client)).rejects.toMatchObject({
    ...{ kind: 'gave-up', failureClass: 'transient', status: 400, code: 'ServerBusy', said: 'Try later.' },
  });
});

test('a 403 whose body is nothing but NUL is a refusal', async () => {
  const { client } = scriptedExchange([{ status: 403, text: '\0\0\0\0' }]);
  await expect(readAll(client)).rejects.toMatchObject({ kind: 'refused', status: 403, code: '', said: '' });
});

test('a busy answer to a later page does not begin the walk again', async () => {
  const next = `${ROOT}/v2.0/${SCRIPTED_TENANT}/Mailbox?$skiptoken=2`;
  const { client, transport } = scriptedExchange([
    { json: { value: [1], '@odata.nextLink': next } },
    { status: 400, headers: { 'retry-after': '0' }, json: { error: { code: 'ServerBusy' } } },
    { json: { value: [2] } },
  ]);
  expect(await readAll(client)).toEqual([1, 2]);
  expect(transport.sent.map(({ url }) => url)).toEqual([
    `${ROOT}/v2.0/${SCRIPTED_TENANT}/Mailbox?$select=Name,Guid`,
    next,
    next,
  ]);
});

async function warningsOf(answers: Parameters<typeof scriptedExchange>[0]): Promise<unknown[]> {
  const { client } = scriptedExchange(answers);
  const reader = client.reader(CALL);
  const warnings: unknown[] = [];
  for await (const { warning } of pages(reader, reader.start)) warnings.push(warning);
  return warnings;
}

test('what Exchange announces beside its last rows is told, without people; beside others it means the next page', async () => {
  const left = ['More rows than these; anne.roy@sante.example was left out.'];
  const next = `${ROOT}/v2.0/${SCRIPTED_TENANT}/Mailbox?$skiptoken=2`;
  const answers = [
    { json: { value: [1], '@adminapi.warnings': left, '@odata.nextLink': next } },
    { json: { value: [2], '@adminapi.warnings': left } },
  ];
  expect(await warningsOf(answers)).toEqual([undefined, 'More rows than these; «address» was left out.']);
});

test.each([
  ['none', [], undefined],
  ['null', null, undefined],
  ['empty texts', ['', null], undefined],
  ['a text alone', 'rows left out', 'rows left out'],
  ['an object', [{ text: 'x' }], 'a warning without words'],
])('warnings that are %s are read as such', async (_what, warnings, told) => {
  expect(await warningsOf([{ json: { value: [1], '@adminapi.warnings': warnings } }])).toEqual([told]);
});

test.each([
  [
    'no service principal',
    new KnownError('tenant', asIs('could not sign in (AADSTS500011)')),
    'refused',
    'AADSTS500011',
  ],
  ['no consent', new KnownError('tenant', asIs('could not sign in (AADSTS65001)')), 'refused', 'AADSTS65001'],
  [
    'a scope that is none',
    new KnownError('tenant', asIs('could not sign in: invalid_scope')),
    'refused',
    'SignInRefused',
  ],
  [
    'a certificate nobody trusts',
    new KnownError('tenant', asIs('x'), {
      cause: Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }),
    }),
    'gave-up',
    'CERT_HAS_EXPIRED',
  ],
  [
    'no network',
    new SignInUnavailable(new KnownError('tenant', asIs('x')), {
      ...{ status: 0, code: 'ENOTFOUND', retryAfterMs: 3_600_000 },
    }),
    'gave-up',
    'ENOTFOUND',
  ],
])('a sign-in that fails for %s costs the source, not the run', async (_why, thrown, kind, code) => {
  let asked = 0;
  const getToken = (): Promise<never> => {
    asked += 1;
    return Promise.reject(thrown);
  };
  const { client, transport } = scriptedExchange([], { credential: { getToken } });
  for (let time = 0; time < 2; time += 1) {
    await expect(readAll(client)).rejects.toMatchObject({
      ...{
        name: 'GraphFailure',
        kind,
        code,
        status: 0,
        request: 'sign-in for https://outlook.office365.com/.default',
      },
    });
  }
  expect([transport.sent, asked]).toEqual([[], kind === 'refused' ? 1 : 2]);
});

test('a sign-in that never ends is given up', async () => {
  const { client } = scriptedExchange([], {
    credential: { getToken: () => new Promise(() => undefined) },
    giveUpAfterMs: 30,
  });
  await expect(readAll(client)).rejects.toMatchObject({ kind: 'gave-up', code: 'NoAnswer' });
});

test('what is wrong with the program is no failure of the source', async () => {
  const { client } = scriptedExchange([], {
    credential: { getToken: () => Promise.reject(new TypeError('a bug')) },
  });
  await expect(readAll(client)).rejects.toMatchObject({ name: 'TypeError', message: 'a bug' });
});

test.each([
  ['https://evil.example/adminapi/v2.0/x/Mailbox', 'malformed', 'ForeignNextLink'],
  [`${ROOT}/v2.0/99999999-2222-4333-8444-555555555555/Mailbox`, 'forbidden', 'ReadOnly'],
  ['https://outlook.office365.com/owa/', 'forbidden', 'ReadOnly'],
])('a next page at %s is not asked', async (next, kind, code) => {
  const { client, transport } = scriptedExchange(() => ({ json: { value: [1], '@odata.nextLink': next } }));
  await expect(readAll(client)).rejects.toMatchObject({ kind, code });
  expect(transport.sent).toHaveLength(1);
});

test('a tenant whose id nobody knows is not asked', async () => {
  const { transport } = scriptedExchange([]);
  const client = createExchangeClient({
    ...{
      credential: counting(),
      cloud: 'global',
      tenantId: 'sante.example',
      giveUpAfterMs: 1_000,
      random: () => 0,
      transport,
    },
    rates: {
      signInActivityRequestsPerMinute: 1,
      registrationDetailsRequestsPerSecond: 1,
      reportRequestsPerMinute: 1,
    },
    signal: new AbortController().signal,
  });
  await expect(readAll(client)).rejects.toMatchObject({ kind: 'rejected', code: 'UnknownTenantId' });
  expect(transport.sent).toEqual([]);
});
