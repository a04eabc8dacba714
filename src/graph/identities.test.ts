import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { RUNNER_TOKEN } from '../simulator/cloud/pipeline-runner.ts';
import { startSimulator, type RunningSimulator } from '../simulator/simulator.ts';
import { clientCertificate } from '../testing/client-certificate.ts';
import { trustCloud } from '../testing/field-cloud-trust.ts';
import { runAgainst } from '../testing/run-here.ts';
import { SHIPPED_CONFIG, tenantToday, type SimulatedTenant } from '../testing/simulated-audit.ts';
import { chooseCredential, credentialKindOf, type ChosenCredential } from './credential.ts';
import { rolesOfToken } from '../preflight/identity.ts';
import type { CredentialKind } from './credential-kind.ts';

type Env = Readonly<Record<string, string>>;

const LONG = 240_000;

let folder: string;
let cloud: RunningSimulator | null = null;
let distrust = (): void => undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-identity-'));
});
afterEach(async () => {
  distrust();
  distrust = (): void => undefined;
  await cloud?.close();
  cloud = null;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(given: SimulatedTenant = {}): Promise<{ cloud: RunningSimulator; ids: Env }> {
  const started = await startSimulator(await tenantToday({ mailboxes: 200, log: true, ...given }));
  cloud = started;
  const { AZURE_TENANT_ID = '', AZURE_CLIENT_ID = '' } = started.environment;
  return { cloud: started, ids: { AZURE_TENANT_ID, AZURE_CLIENT_ID } };
}

const GITHUB: Env = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.actions.githubusercontent.com/a/b/idtoken?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: RUNNER_TOKEN,
};
const AZURE_PIPELINES: Env = {
  SYSTEM_OIDCREQUESTURI:
    'https://dev.azure.com/sante/_apis/distributedtask/hubs/build/plans/1/jobs/2/oidctoken',
  SYSTEM_ACCESSTOKEN: RUNNER_TOKEN,
  AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: '0d0d0d0d-1111-4c3b-8a2d-00000000000d',
};

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

async function assertionFile(): Promise<string> {
  const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = { iss: 'https://issuer.example', sub: 'job', aud: 'api://AzureADTokenExchange' };
  return file('assertion', `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.c2lnbmVk`);
}

const SIGN_IN: readonly (readonly [CredentialKind, (ids: Env) => Promise<Env>])[] = [
  ['secret', () => Promise.resolve({ AZURE_CLIENT_SECRET: cloud?.environment.AZURE_CLIENT_SECRET ?? '' })],
  [
    'certificate',
    async () => ({ AZURE_CLIENT_CERTIFICATE_PATH: await file('c.pem', await clientCertificate()) }),
  ],
  ['workload-identity', async () => ({ AZURE_FEDERATED_TOKEN_FILE: await assertionFile() })],
  ['github', () => Promise.resolve(GITHUB)],
  ['azure-pipelines', () => Promise.resolve(AZURE_PIPELINES)],
];

test.each(SIGN_IN)('%s is found by its variables, and signs in', async (kind, variables) => {
  const { cloud: running, ids } = await start();
  distrust = trustCloud(running.proxyUrl, await readFile(running.caFile, 'utf8'));
  const chosen = await chooseCredential({ ...ids, ...(await variables(ids)) }, 'global');
  expect([chosen.kind, chosen.besides]).toEqual([kind, []]);
  expect(rolesOfToken(await tokenOf(chosen))).toContain('User.Read.All');
});

async function tokenOf({ credential }: ChosenCredential): Promise<string> {
  const answer = await credential.getToken('https://graph.microsoft.com/.default', { enableCae: true });
  return answer?.token ?? '';
}

/** The libraries of these kinds look at the process itself. */
async function withEnvironment<T>(env: Env, work: () => Promise<T>): Promise<T> {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

test('a managed identity is found by its endpoint, and signs in', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url ?? ''} ${String(request.headers['x-identity-header'])}`);
    response.setHeader('content-type', 'application/json');
    const expires = Math.floor(Date.now() / 1000) + 3600;
    response.end(
      JSON.stringify({
        access_token: 'managed',
        expires_on: String(expires),
        resource: 'r',
        token_type: 'Bearer',
      }),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const env = { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: 'header' };
  try {
    const chosen = await chooseCredential(env, 'global');
    expect([chosen.kind, await withEnvironment(env, () => tokenOf(chosen))]).toEqual([
      'managed-identity',
      'managed',
    ]);
    expect(asked).toEqual([
      expect.stringMatching(/^\/msi\/token\?.*resource=https.*graph\.microsoft\.com.* header$/),
    ]);
  } finally {
    server.close();
  }
});

test('where nothing is described the sign-in of the Azure CLI is taken', async () => {
  const az = join(folder, 'az');
  const expiresOn = new Date(Date.now() + 3_600_000).toISOString();
  const answer = { accessToken: 'by-cli', expiresOn, expires_on: Math.floor(Date.now() / 1000) + 3600 };
  await writeFile(az, `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`);
  await chmod(az, 0o755);
  const chosen = await chooseCredential({}, 'global');
  const token = await withEnvironment({ PATH: `${folder}:${process.env.PATH ?? ''}` }, () => tokenOf(chosen));
  expect([chosen.kind, token]).toEqual(['azure-cli', 'by-cli']);
});

test('an application without anything to sign it in with is a usage error that names what is missing', () => {
  expect(() => credentialKindOf({ AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c' })).toThrow(
    expect.objectContaining({
      kind: 'usage',
      nextSteps: [
        expect.stringMatching(
          /AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH or AZURE_FEDERATED_TOKEN_FILE/,
        ),
        expect.stringMatching(/--auth managed-identity/),
      ],
    }) as Error,
  );
});

test('two described at once: the better one is taken, and the other is told; one that is named is taken alone', async () => {
  const env = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 's', ...GITHUB };
  const both = await chooseCredential(env, 'global');
  const named = await chooseCredential(env, 'global', 'github');
  expect([both.kind, both.besides, named.kind, named.besides]).toEqual(['secret', ['github'], 'github', []]);
});

test('the runner’s token is sent to an https address alone', async () => {
  const env = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', ...GITHUB };
  const plain = { ...env, ACTIONS_ID_TOKEN_REQUEST_URL: 'http://pipelines.example/token' };
  await expect(chooseCredential(plain, 'global')).rejects.toMatchObject({
    kind: 'usage',
    message: 'ACTIONS_ID_TOKEN_REQUEST_URL is not an https address: the runner’s token is not sent there',
  });
});

test('a runner that refuses is told with its host and what the job lacks, never its token', async () => {
  const { cloud: running, ids } = await start();
  distrust = trustCloud(running.proxyUrl, await readFile(running.caFile, 'utf8'));
  const env = { ...ids, ...GITHUB, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'another-token' };
  const chosen = await chooseCredential(env, 'global');
  const failure: unknown = await tokenOf(chosen).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    kind: 'tenant',
    message:
      'could not sign in with github: the runner gave no assertion (pipelines.actions.githubusercontent.com: 401)',
    nextSteps: ['Give the job the permission id-token: write.'],
  });
  expect(JSON.stringify(failure)).not.toContain('another-token');
});

test(
  'an audit that lasts longer than its assertion and its tokens gets a fresh assertion at every renewal',
  async () => {
    const faults = { seed: 1, faults: [{ kind: 'short-tokens' as const, seconds: 2 }] };
    // Three rounds of batches, sixteen at once, each of which outlasts the token that it began with.
    const { cloud: running, ids } = await start({
      ...{ faults, mailboxes: 700 },
      ...{ assertionLifetimeS: 1, batchLatencyMs: 2_100 },
    });
    const argv = [
      'audit',
      '--auth',
      'github',
      '--no-doctor',
      '--config',
      SHIPPED_CONFIG,
      '--out',
      join(folder, 'out'),
    ];
    const { exitCode, stderr } = await runAgainst(running, [...argv, '--formats', 'json', '--lang', 'en'], {
      env: { ...ids, ...GITHUB },
    });
    const of = (host: RegExp): number =>
      running.requests.filter(
        (one) => host.test(one.host) && !one.path.includes('openid') && one.method !== 'HEAD',
      ).length;
    const assertions = of(/^pipelines/);
    const tokens = running.requests.filter(({ path }) => path.includes('/oauth2/v2.0/token'));
    expect([exitCode, stderr.includes('GitHub Actions (OIDC)')]).toEqual([0, true]);
    expect(assertions).toBeGreaterThanOrEqual(3);
    expect(tokens.map(({ status }) => status)).toEqual(tokens.map(() => 200));
    expect(tokens.length).toBe(assertions);
  },
  LONG,
);
