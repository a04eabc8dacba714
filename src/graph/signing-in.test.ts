import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultPlan } from '../simulator/faults/fault-plan.ts';
import { loadTenant, startSimulator, type LoggedRequest } from '../simulator/simulator.ts';
import { startCommand } from '../testing/run-program.ts';

/**
 * A process of its own, because certificates and proxies are read when a process starts. It signs in, asks what
 * `asked` says, and prints how each ended.
 */
const PROGRAM = `
const { createGraphClient } = await import(process.argv[1] + '/client.js');
const { chooseCredential } = await import(process.argv[1] + '/credential.js');
const { asked, giveUpAfterMs } = JSON.parse(process.argv[2]);
const { credential } = await chooseCredential(process.env, 'global');
const retries = [];
const client = createGraphClient({
  credential, cloud: 'global', giveUpAfterMs, random: () => 0,
  rates: { signInActivityRequestsPerMinute: 600, registrationDetailsRequestsPerSecond: 50, reportRequestsPerMinute: 600 },
  signal: new AbortController().signal,
  onRetry: ({ request, why }) => retries.push(request + ' ' + why),
});
const endings = [];
for (const path of asked) {
  await client.get(path).then(
    ({ status }) => endings.push(String(status)),
    (error) => endings.push(error.name + ': ' + error.message),
  );
}
await client.close();
console.log(JSON.stringify({ endings, retries }));
`;

const outputSchema = z.object({ endings: z.array(z.string()), retries: z.array(z.string()) });

interface Run extends z.infer<typeof outputSchema> {
  readonly requests: readonly LoggedRequest[];
}

async function run(
  faults: FaultPlan['faults'],
  asked: readonly string[],
  { giveUpAfterMs = 20_000, env = {} }: { giveUpAfterMs?: number; env?: Record<string, string> } = {},
): Promise<Run> {
  const tenant = await loadTenant('fixtures/tenants/rsss-2020');
  const today = new Date().toISOString().slice(0, 10);
  const simulator = await startSimulator({ tenant, today, log: true, faults: { seed: 1, faults } });
  try {
    const argv = ['--input-type=module', '-e', PROGRAM, join(process.cwd(), 'dist/graph')];
    const { ended } = startCommand(process.execPath, [...argv, JSON.stringify({ asked, giveUpAfterMs })], {
      env: { ...simulator.environment, ...env },
    });
    const { stdout, stderr } = await ended;
    expect(stderr).toBe('');
    return { ...outputSchema.parse(JSON.parse(stdout)), requests: [...simulator.requests] };
  } finally {
    await simulator.close();
  }
}

const tokensAsked = ({ requests }: Run): number =>
  requests.filter(({ path, method }) => method === 'POST' && path.includes('/oauth2/v2.0/token')).length;

const ORGANIZATION = '/organization?$select=id';

test('a revoked token, refused without a challenge, leads to a token that is truly new', async () => {
  const ran = await run(
    [{ kind: 'unauthorised', on: ['tenant'], at: 2 }],
    [ORGANIZATION, '/domains', ORGANIZATION],
  );
  expect(ran.endings).toEqual(['200', '200', '200']);
  expect(tokensAsked(ran)).toBe(2);
});

test('a claims challenge leads to a token with those claims', async () => {
  const ran = await run([{ kind: 'claims-challenge', on: ['tenant'], at: 1 }], [ORGANIZATION, '/domains']);
  expect(ran.endings).toEqual(['200', '200']);
  expect(tokensAsked(ran)).toBe(2);
});

test('a sign-in service in trouble is asked again, and each wait is told', async () => {
  const ran = await run(
    [
      { kind: 'status', status: 503, on: ['login'], at: 1 },
      { kind: 'throttled', on: ['login'], at: 2, seconds: 1 },
      { kind: 'html-body', on: ['login'], at: 3 },
      { kind: 'reset-before', on: ['login'], at: 4 },
    ],
    [ORGANIZATION],
  );
  expect(ran.endings).toEqual(['200']);
  expect(ran.retries).toEqual(['sign-in 503', 'sign-in 429', 'sign-in 200', 'sign-in ECONNRESET']);
});

test('a wrong secret ends the sign-in at once', async () => {
  const ran = await run([], [ORGANIZATION], { env: { AZURE_CLIENT_SECRET: 'wrong' } });
  expect(ran.endings).toEqual([
    'KnownError: could not sign in with secret: the client secret is wrong (AADSTS7000215)',
  ]);
  expect([tokensAsked(ran), ran.retries]).toEqual([1, []]);
});

test('with nobody at the proxy, the sign-in is tried until its budget is spent', async () => {
  const ran = await run([], [ORGANIZATION], {
    giveUpAfterMs: 2_500,
    env: { HTTPS_PROXY: 'http://somebody:password@127.0.0.1:9' },
  });
  expect(ran.endings).toEqual([
    'KnownError: could not sign in with secret: the sign-in service could not be reached (login.microsoftonline.com, through the proxy 127.0.0.1:9 of HTTPS_PROXY: ECONNREFUSED)',
  ]);
  expect(new Set(ran.retries)).toEqual(new Set(['sign-in ECONNREFUSED']));
  expect(ran.retries.length).toBeGreaterThan(1);
});

test('where a proxy opens TLS and is not trusted, waiting would not help', async () => {
  const ran = await run([], [ORGANIZATION], { env: { NODE_EXTRA_CA_CERTS: '' } });
  expect(ran.endings.join()).toMatch(
    /^KnownError: could not sign in with secret: the sign-in service could not be reached \(.*HTTPS_PROXY: UNABLE_TO_VERIFY_LEAF_SIGNATURE\)$/,
  );
  expect(ran.retries).toEqual([]);
});
