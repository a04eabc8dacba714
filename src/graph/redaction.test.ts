import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSecrets } from './redaction.ts';

const JWT = `${part({ typ: 'JWT', alg: 'RS256', kid: 'x' })}.${part({ aud: 'https://graph.microsoft.com', exp: 1_604_106_651, upn: 'lea.roy@exemple.qc.ca' })}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`;

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

const SECRET = 'Zq8~s3cr.Et_Va1ue-9';
const wrapped = (text: string): string => text.replace(/(.{64})/g, '$1\n');

test.each([
  ['a token', `got ${JWT} there`, [JWT.slice(20)]],
  ['a token without a signature', `${JWT.split('.').slice(0, 2).join('.')}.`, [JWT.slice(20, 60)]],
  ['a token that was cut', `token ${JWT.slice(0, 50)}…`, [JWT.slice(20, 50)]],
  ['a token wrapped over lines', wrapped(JWT), [JWT.slice(64, 120), JWT.slice(-30, -5)]],
  ['a token percent-encoded', encodeURIComponent(`a=${JWT}`).replaceAll('.', '%2E'), [JWT.slice(0, 30)]],
  ['an authorization header', `authorization: Bearer ${SECRET}`, [SECRET]],
  ['an opaque token', `invalid value "Bearer ${SECRET}" sent`, [SECRET]],
  ['a basic authorization', `Proxy-Authorization: Basic dmlnaWU6cGFzc2U=\r\nhost: x`, ['dmlnaWU6']],
  ['headers as JSON', JSON.stringify({ Authorization: `Bearer ${SECRET}`, a: 1 }), [SECRET]],
  [
    'headers as JSON in JSON',
    JSON.stringify(JSON.stringify({ authorization: `Bearer ${SECRET}` })),
    [SECRET],
  ],
  ['headers as a list', `['authorization', 'Bearer ${SECRET}']`, [SECRET]],
  ['headers as lists of values', `{"authorization":["Basic ${SECRET}"]}`, [SECRET]],
  ['a form', `client_id=a&client_secret=${SECRET}&scope=b`, [SECRET]],
  ['a form percent-encoded', encodeURIComponent(`client_id=a&client_secret=${SECRET}&scope=b`), [SECRET]],
  ['an assertion', `client_assertion=${SECRET}&client_assertion_type=urn`, [SECRET]],
  ['an assertion as JSON', `{"assertion": "${SECRET}"}`, [SECRET]],
  ['a secret as JSON in JSON', JSON.stringify(JSON.stringify({ client_secret: `a"${SECRET}` })), [SECRET]],
  ['a secret over lines', `{"clientSecret":"first\n${SECRET}"}`, [SECRET]],
  ['an object as Node prints it', `{ refreshToken: '${SECRET}' }`, [SECRET]],
  ['a download address', `GET https://reports.office.com/d/x?token=${SECRET}&p=1 failed`, [SECRET]],
  [
    'a shared access signature',
    `https://a.blob.core.windows.net/c?sv=1&sig=${SECRET}%2B%3D&se=2`,
    [SECRET, '%2B'],
  ],
  ['a signature that begins with an escape', `https://a/c?sig=%2B${SECRET}&se=2`, ['%2B', SECRET]],
  ['an address percent-encoded', encodeURIComponent(`https://a/c?sv=1&sig=${SECRET}`), [SECRET]],
  [
    'an address encoded twice',
    encodeURIComponent(encodeURIComponent(`https://a/c?token=${SECRET}`)),
    [SECRET],
  ],
  ['a proxy with a password', `connect http://vigie:${SECRET}@proxy.exemple.qc.ca:8080 failed`, [SECRET]],
  [
    'a private key',
    `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\nafter`,
    [SECRET, 'BEGIN'],
  ],
])('%s is told without what is secret in it', (_what, text, secrets) => {
  const told = withoutSecrets(text);
  for (const secret of secrets) expect(told).not.toContain(secret);
  expect(told).toMatch(/«(token|secret)»/);
});

test.each([
  'could not sign in with secret: the client secret is wrong (AADSTS7000215)',
  'Put the secret’s value (not its id) in AZURE_CLIENT_SECRET.',
  'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE),',
  '503 serviceNotAvailable — GET /v1.0/users',
  'the token for https://graph.microsoft.com is sent nowhere else',
  'InvalidAuthenticationToken: expired (the renewed token was refused too)',
  'reports/exemple.qc.ca/2026-11-21T20-00-00Z/manifest.json: sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '    at RateLimiter.enter (file:///opt/vigie/dist/graph/rate-limiter.js:12:34)',
  'c.yaml:22:24  limits.concurrency: must be at least 1, is the number 0',
])('%s is told as it is', (text) => {
  expect(withoutSecrets(text)).toBe(text);
});

const surroundings = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom('', ' ', '\n', '"', "'", '&', '=', 'Error: ', '%20', '\\n', '\\"', '{"a":"', 'é', '«'),
);

/** How a text may come to be inside another. */
const carriers: ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => JSON.stringify(JSON.stringify(text)),
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => `${text}\n    at x (file:///a.js:1:2)`,
];

test('a token is never told, whatever surrounds and carries it', () => {
  fc.assert(
    fc.property(surroundings, surroundings, fc.constantFrom(...carriers), (before, after, carry) => {
      // A letter right before would make it another word, which no far side sends.
      const text = carry(
        `${before.replace(/[\w\p{Cs}]+$/u, '')} ${JWT}${after.replace(/\p{Cs}/gu, '')}`.replace(
          /\p{Cs}/gu,
          '',
        ),
      );
      expect(withoutSecrets(text)).not.toContain(JWT.slice(8, 40));
      expect(withoutSecrets(text)).not.toContain(JWT.slice(-20));
    }),
    { numRuns: 1_000 },
  );
});

test('a secret that is known is never told, whatever it holds, surrounds and carries it', () => {
  const secret = fc
    .string({ minLength: 6, maxLength: 40, unit: 'grapheme' })
    .filter((text) => text.trim().length > 5);
  fc.assert(
    fc.property(secret, surroundings, fc.constantFrom(...carriers), (value, around, carry) => {
      const clean = around.replace(/\p{Cs}/gu, '');
      fc.pre(!clean.includes(value) && !'    at x (file:///a.js:1:2)«secret»«token»'.includes(value));
      const text = carry(`${clean}${value}${clean}`);
      expect(withoutSecrets(text, [value])).not.toContain(
        carry(value)
          .replace(/^"+|"+$/g, '')
          .split('\n    at', 1)[0],
      );
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['addresses without an end', '%2f%2fa%3a'],
  ['headers without a value', 'authorization:\n\n'],
  ['beginnings of tokens', 'eyJ'],
  ['names of secrets', 'secret '],
  ['line ends', '\n'],
])('a text of nothing but %s takes time in proportion to its length', (_what, piece) => {
  const startedAt = performance.now();
  withoutSecrets(piece.repeat(64_000 / piece.length));
  withoutSecrets(`authorization:${'\n'.repeat(64_000)}\\`);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('a name and a password are taken out of an address, however it is encoded, and a port is not', () => {
  const texts = [
    'http://vigie:hunter22@proxy.example:8080/x',
    'http%3a%2f%2fvigie%3ahunter22%40proxy.example%3a8080%2fx',
    'http://proxy.example:8080/x?to=a@b.example',
  ];
  expect(texts.map((text) => withoutSecrets(text))).toEqual([
    'http://«secret»@proxy.example:8080/x',
    'http%3a%2f%2f«secret»%40proxy.example%3a8080%2fx',
    'http://proxy.example:8080/x?to=a@b.example',
  ]);
});
