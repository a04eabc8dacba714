import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { deviceCodeCredential, type DeviceCodeOptions } from './device-code.ts';
import type { TokenCredential } from './token.ts';

const TENANT = '5b7c0a52-91d4-4f0e-8a3b-000000000001';
const LOGIN = 'https://login.microsoftonline.com';
const SCOPE = 'https://graph.microsoft.com/.default';

type HttpClient = NonNullable<DeviceCodeOptions['httpClient']>;
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;
interface Scripted {
  readonly status: number;
  readonly json: object;
}

const CODE: Scripted = {
  status: 200,
  json: {
    ...{ user_code: 'ABC123', device_code: 'device', verification_uri: 'https://microsoft.com/devicelogin' },
    ...{ expires_in: 900, interval: 0, message: 'Go there\n and enter ABC123.\u001b[31m' },
  },
};

function refused(error: string, description: string): Scripted {
  return { status: 400, json: { error, error_description: description, error_codes: [] } };
}

const PENDING = refused('authorization_pending', 'AADSTS70016: pending');

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function given(token: string, expiresIn = 3600): Scripted {
  const claims = {
    aud: 'client',
    iss: `${LOGIN}/${TENANT}/v2.0`,
    oid: 'person',
    sub: 'person',
    tid: TENANT,
    ver: '2.0',
  };
  return {
    status: 200,
    json: {
      ...{
        token_type: 'Bearer',
        scope: `${SCOPE} openid profile`,
        expires_in: expiresIn,
        access_token: token,
      },
      ...{ refresh_token: 'refresh', client_info: part({ uid: 'person', utid: TENANT }) },
      id_token: `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.x`,
    },
  };
}

interface FarSide {
  readonly credential: TokenCredential;
  /** What was posted: the end of the path and the grant. */
  readonly posted: string[];
  readonly shown: string[];
}

/** Signs in where each POST is answered by the next of the script, the last one over and over. */
function signingIn(script: readonly Scripted[], showCode?: DeviceCodeOptions['showCode']): FarSide {
  const posted: string[] = [];
  const shown: string[] = [];
  const answer = (url: string, body: string): Scripted => {
    if (url.includes('/discovery/instance')) return { status: 200, json: discovery };
    if (url.includes('openid-configuration')) return { status: 200, json: endpoints };
    const grant = new URLSearchParams(body).get('grant_type') ?? '';
    posted.push(`${new URL(url).pathname.split('/').at(-1) ?? ''} ${grant}`.trim());
    return script[Math.min(posted.length, script.length) - 1] ?? PENDING;
  };
  const httpClient: HttpClient = {
    sendRequest: (request) => {
      const body = typeof request.body === 'string' ? request.body : '';
      const { status, json } = answer(request.url, body);
      const response: Response = {
        request,
        status,
        headers: request.headers,
        bodyAsText: JSON.stringify(json),
      };
      return Promise.resolve(response);
    },
  };
  const show = showCode ?? ((message) => Promise.resolve(void shown.push(message)));
  const credential = deviceCodeCredential({
    ...{
      tenantId: TENANT,
      clientId: 'client',
      httpClient,
      showCode: show,
      road: { authorityHost: LOGIN, proxy: null },
    },
  });
  return { credential, posted, shown };
}

const discovery = {
  tenant_discovery_endpoint: `${LOGIN}/${TENANT}/v2.0/.well-known/openid-configuration`,
  metadata: [
    {
      preferred_network: 'login.microsoftonline.com',
      preferred_cache: 'login.windows.net',
      aliases: ['login.microsoftonline.com', 'login.windows.net'],
    },
  ],
};
const endpoints = {
  token_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/token`,
  authorization_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/authorize`,
  issuer: `${LOGIN}/${TENANT}/v2.0`,
};

test('a person is asked once, on one line, and waited for; later tokens come without a code', async () => {
  const { credential, posted, shown } = signingIn([CODE, PENDING, given('first'), given('second')]);
  const options = { enableCae: true };
  expect((await credential.getToken(SCOPE, options))?.token).toBe('first');
  expect((await credential.getToken(SCOPE, options))?.token).toBe('first');
  const exchange = await credential.getToken('https://outlook.office365.com/.default', options);
  expect(exchange?.token).toBe('second');
  expect(shown).toEqual(['Go there and enter ABC123. [31m']);
  expect(posted).toEqual(['devicecode', 'token device_code', 'token device_code', 'token refresh_token']);
});

test('two tokens asked at once show one code', async () => {
  const { credential, shown } = signingIn([CODE, given('first'), given('second')]);
  const asked = [SCOPE, SCOPE].map((scope) => credential.getToken(scope, { enableCae: true }));
  expect((await Promise.all(asked)).map((answer) => answer?.token)).toEqual(['first', 'first']);
  expect(shown).toHaveLength(1);
});

test('a claims challenge is passed on with the refresh token', async () => {
  const { credential, posted, shown } = signingIn([CODE, given('first'), given('second')]);
  await credential.getToken(SCOPE, { enableCae: true });
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: '1' } } });
  expect((await credential.getToken(SCOPE, { enableCae: true, claims }))?.token).toBe('second');
  expect(posted.at(-1)).toBe('token refresh_token');
  expect(shown).toHaveLength(1);
});

test.each<[string, Scripted[], string]>([
  [
    'declines',
    [CODE, PENDING, refused('authorization_declined', 'AADSTS65004: declined')],
    'the person at the browser declined (AADSTS65004)',
  ],
  [
    'takes too long',
    [CODE, refused('expired_token', 'AADSTS70020: expired')],
    'the code expired before anybody signed in (AADSTS70020)',
  ],
  [
    'takes longer than the code lasts here',
    [{ ...CODE, json: { ...CODE.json, expires_in: -5 } }, PENDING],
    'the code expired before anybody signed in',
  ],
  [
    'is asked by an application that may not',
    [CODE, refused('invalid_client', 'AADSTS7000218: The request body must contain client_assertion')],
    'the application does not allow a sign-in by device code (AADSTS7000218)',
  ],
  [
    'is kept out by a policy',
    [CODE, refused('access_denied', 'AADSTS53003: Access has been blocked by Conditional Access policies')],
    'Conditional Access forbids this sign-in (AADSTS53003)',
  ],
])('a person who %s is told so, with the next step', async (_what, script, what) => {
  const { credential } = signingIn(script);
  const error: unknown = await credential
    .getToken(SCOPE, { enableCae: true })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(KnownError);
  expect(error).toMatchObject({ kind: 'tenant', message: `could not sign in with device-code: ${what}` });
});

test('whoever waits for the person can give up at once', async () => {
  const { credential } = signingIn([{ ...CODE, json: { ...CODE.json, interval: 1 } }, PENDING]);
  const stop = new AbortController();
  const asked = credential.getToken(SCOPE, { enableCae: true, abortSignal: stop.signal });
  const reason = new Error('interrupted');
  setTimeout(() => stop.abort(reason), 50);
  await expect(asked).rejects.toBe(reason);
});

test('a code that cannot be shown is not waited for', async () => {
  const closed = new Error('the output is closed');
  const { credential } = signingIn([CODE, PENDING], () => Promise.reject(closed));
  await expect(credential.getToken(SCOPE, { enableCae: true })).rejects.toBe(closed);
});
