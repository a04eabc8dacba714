import fc from 'fast-check';
import { setMaxListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { asIs, KnownError } from '../errors.ts';
import { claimsOf, SignInUnavailable, TokenKeeper, type TokenCredential } from './token.ts';

const going = new AbortController().signal;
setMaxListeners(0, going);

type GetToken = TokenCredential['getToken'];

interface Given {
  readonly lifeMs?: number;
  readonly giveUpAfterMs?: number;
  readonly runEnd?: AbortSignal;
  readonly getToken?: GetToken;
}

/** A keeper over a sign-in that takes a moment and gives `token-1`, `token-2`… */
function keeper(given: Given = {}): { tokens: TokenKeeper; asked: (string | null)[] } {
  const asked: (string | null)[] = [];
  const getToken: GetToken = async (scope, options) => {
    asked.push(options.claims ?? null);
    const token = `token-${asked.length}`;
    if (given.getToken !== undefined) return given.getToken(scope, options);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { token, expiresOnTimestamp: Date.now() + (given.lifeMs ?? 3_600_000) };
  };
  const tokens = new TokenKeeper({
    credential: { getToken },
    scope: 'https://graph.microsoft.com/.default',
    giveUpAfterMs: given.giveUpAfterMs ?? 60_000,
    random: () => 0,
    runEnd: given.runEnd ?? going,
    onRetry: () => undefined,
  });
  return { tokens, asked };
}

const many = Array.from({ length: 16 });

test('sixteen requests that meet the same challenge at once ask for one token', async () => {
  const { tokens, asked } = keeper();
  const refused = await tokens.token(going);
  const claims = '{"access_token":{}}';
  expect(new Set(await Promise.all(many.map(() => tokens.renew(refused, claims, going))))).toEqual(
    new Set(['token-2']),
  );
  expect(asked).toEqual([null, claims]);
});

test('sixteen requests before any token ask for one', async () => {
  const { tokens, asked } = keeper();
  await Promise.all(many.map(() => tokens.token(going)));
  expect(asked).toEqual([null]);
});

test('refusals of one token, some with claims and some without, ask for one other', async () => {
  const { tokens, asked } = keeper();
  const refused = await tokens.token(going);
  const claims = [null, '{"a":1}', '{"b":2}', null];
  const renewed = await Promise.all(claims.map((one) => tokens.renew(refused, one, going)));
  expect(renewed).toEqual(['token-2', 'token-2', 'token-2', 'token-2']);
  expect(asked).toEqual([null, null]);
});

test('a late refusal of the old token gets the new one, with claims or without', async () => {
  const { tokens, asked } = keeper();
  const refused = await tokens.token(going);
  await tokens.renew(refused, null, going);
  expect(await tokens.renew(refused, null, going)).toBe('token-2');
  expect(await tokens.renew(refused, '{"a":1}', going)).toBe('token-2');
  expect(asked).toEqual([null, null]);
});

test('the token at hand, refused with other claims, is renewed with those', async () => {
  const { tokens, asked } = keeper();
  const first = await tokens.token(going);
  const second = await tokens.renew(first, '{"a":1}', going);
  expect(await tokens.renew(second, '{"b":2}', going)).toBe('token-3');
  expect(asked).toEqual([null, '{"a":1}', '{"b":2}']);
});

test('a token that lives a minute is renewed ahead of its end, once, while it still serves', async () => {
  const { tokens, asked } = keeper({ lifeMs: 60_000 });
  await tokens.token(going);
  const clock = vi.spyOn(performance, 'now');
  const begun = performance.now();
  try {
    clock.mockReturnValue(begun + 31_000);
    expect(await Promise.all(many.map(() => tokens.token(going)))).toEqual(many.map(() => 'token-1'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await tokens.token(going)).toBe('token-2');
    expect(asked).toHaveLength(2);
  } finally {
    clock.mockRestore();
  }
});

test('a token that is given already expired is not asked for again with each request', async () => {
  const { tokens, asked } = keeper({ lifeMs: -1_000 });
  for (let request = 0; request < 16; request += 1) await tokens.token(going);
  expect(asked.length).toBeLessThanOrEqual(2);
});

test('a renewal ahead of time that fails costs nothing while the token serves', async () => {
  let count = 0;
  const { tokens } = keeper({
    getToken: () => {
      count += 1;
      if (count > 1) throw new KnownError('tenant', asIs('the secret has expired'));
      return Promise.resolve({ token: 'only', expiresOnTimestamp: Date.now() + 60_000 });
    },
  });
  await tokens.token(going);
  const clock = vi.spyOn(performance, 'now');
  const begun = performance.now();
  try {
    clock.mockReturnValue(begun + 31_000);
    expect(await tokens.token(going)).toBe('only');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await tokens.token(going)).toBe('only');
    expect(count).toBe(2);
    clock.mockReturnValue(begun + 61_000);
    await expect(tokens.token(going)).rejects.toThrow('the secret has expired');
  } finally {
    clock.mockRestore();
  }
});

const UNREACHED = new SignInUnavailable(
  new KnownError('tenant', asIs('the sign-in service could not be reached')),
  { status: 0, code: 'ECONNREFUSED', retryAfterMs: 10 },
);

test('a sign-in service that is away is asked again until it is back', async () => {
  let count = 0;
  const { tokens } = keeper({
    getToken: () => {
      count += 1;
      if (count < 4) throw UNREACHED;
      return Promise.resolve({ token: 'at last', expiresOnTimestamp: Date.now() + 60_000 });
    },
  });
  expect(await tokens.token(going)).toBe('at last');
});

test('a sign-in service that stays away ends the sign-in, with its reason', async () => {
  const { tokens, asked } = keeper({
    giveUpAfterMs: 100,
    getToken: () => {
      throw UNREACHED;
    },
  });
  await expect(tokens.token(going)).rejects.toBe(UNREACHED);
  expect(asked.length).toBeGreaterThan(2);
});

test('a sign-in service that asks for more patience than there is ends the sign-in at once', async () => {
  const busy = new SignInUnavailable(new KnownError('tenant', asIs('busy')), {
    ...{ status: 429, code: '429', retryAfterMs: 3_600_000 },
  });
  const { tokens, asked } = keeper({
    getToken: () => {
      throw busy;
    },
  });
  await expect(tokens.token(going)).rejects.toBe(busy);
  expect(asked).toHaveLength(1);
});

test('a refusal of the sign-in is not asked again', async () => {
  const { tokens, asked } = keeper({
    getToken: () => {
      throw new KnownError('tenant', asIs('the client secret is wrong'));
    },
  });
  await expect(tokens.token(going)).rejects.toThrow('the client secret is wrong');
  expect(asked).toHaveLength(1);
});

const never: GetToken = () => new Promise(() => undefined);

test('a sign-in that is never answered ends with its budget', async () => {
  const { tokens } = keeper({ giveUpAfterMs: 50, getToken: never });
  await expect(tokens.token(going)).rejects.toThrow(
    'could not sign in: no answer in time for https://graph.microsoft.com/.default',
  );
});

test('an interruption cuts a sign-in that is never answered, and the request below it', async () => {
  const stop = new AbortController();
  const below: boolean[] = [];
  const { tokens } = keeper({
    runEnd: stop.signal,
    getToken: (_scope, { abortSignal }) => {
      abortSignal?.addEventListener('abort', () => below.push(true));
      return new Promise(() => undefined);
    },
  });
  const token = tokens.token(stop.signal);
  stop.abort(new Error('stop'));
  await expect(token).rejects.toThrow('stop');
  expect(below).toEqual([true]);
});

const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const encode = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['as documented', `Bearer realm="", error="insufficient_claims", claims="${encode(CLAIMS)}"`, CLAIMS],
  ['without padding', `Bearer claims="${encode(CLAIMS).replace(/=+$/, '')}"`, CLAIMS],
  ['url-safe', `Bearer claims="${Buffer.from('{"é":"ÿ?>"}').toString('base64url')}"`, '{"é":"ÿ?>"}'],
  ['as a bare word', `Bearer error=invalid, claims=${encode(CLAIMS).replace(/=+$/, '')}`, CLAIMS],
  ['in the second challenge', `Basic realm="a", Bearer claims="${encode(CLAIMS)}"`, CLAIMS],
  [
    'beside a text that looks like it',
    `Bearer error_description="claims=\\"x\\", claims=y", CLAIMS = "${encode(CLAIMS)}"`,
    CLAIMS,
  ],
  ['that are no JSON', 'Bearer claims="bm90IGpzb24="', null],
  ['that are no object', `Bearer claims="${encode('[1]')}"`, null],
  ['of another name', `Bearer xclaims="${encode(CLAIMS)}"`, null],
  ['none', 'Bearer realm="claims"', null],
  ['no header', null, null],
])('claims %s', (_what, header, claims) => {
  expect(claimsOf(header)).toBe(claims);
});

test('whatever the header, its claims are a JSON object or none', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('Bearer ', 'claims=', '"', '\\', ',', ' = ', encode(CLAIMS), 'claims="', 'realm='),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const claims = claimsOf(pieces.join(''));
      if (claims !== null) expect(typeof JSON.parse(claims)).toBe('object');
    }),
  );
});

test('claims are found wherever they stand among other challenges', () => {
  const word = fc.stringMatching(/^[A-Za-z]{1,8}$/).filter((name) => name.toLowerCase() !== 'claims');
  const other = fc
    .tuple(word, fc.string())
    .map(([name, value]) => `${name}=${JSON.stringify(value.replace(/[^ -~]/g, ''))}`);
  fc.assert(
    fc.property(fc.array(other), fc.array(other), fc.jsonValue(), (before, after, value) => {
      const claims = JSON.stringify({ value });
      const header = `Bearer ${[...before, `claims="${encode(claims)}"`, ...after].join(', ')}`;
      expect(claimsOf(header)).toBe(claims);
    }),
  );
});

/** How long a sign-in goes on whose tries end as told, by a clock that stands still but for the waits. */
async function patience(getToken: GetToken): Promise<number> {
  vi.useFakeTimers();
  try {
    const { tokens } = keeper({ giveUpAfterMs: 600_000, getToken });
    const startedAt = performance.now();
    const ended = tokens.token(going).then(
      () => performance.now(),
      () => performance.now(),
    );
    await vi.runAllTimersAsync();
    return (await ended) - startedAt;
  } finally {
    vi.useRealTimers();
  }
}

const refusing = (status: number, code: string): GetToken => {
  const unavailable = new SignInUnavailable(new KnownError('tenant', asIs('no')), {
    status,
    code,
    retryAfterMs: null,
  });
  return () => Promise.reject(unavailable);
};

test('where nobody answers the first sign-in, it is given up after half a minute', async () => {
  for (const getToken of [refusing(0, 'ENOTFOUND'), never]) {
    const took = await patience(getToken);
    expect(took).toBeGreaterThan(14_000);
    expect(took).toBeLessThanOrEqual(30_000);
  }
});

test('a sign-in service that answers, if only that it is busy, is given its whole time', async () => {
  expect(await patience(refusing(503, '503'))).toBeGreaterThan(500_000);
});
