import { readFile } from 'node:fs/promises';
import { ProxyAgent, request } from 'undici';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { loadTenant, startSimulator, type RunningSimulator, type TenantSpec } from '../simulator.ts';
import { faultPlanSchema } from './fault-plan.ts';

let tenant: TenantSpec;
let simulator: RunningSimulator;
let agent: ProxyAgent;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});
afterEach(async () => {
  await agent.close();
  await simulator.close();
});

async function start(...faults: object[]): Promise<void> {
  const plan = faultPlanSchema.parse({ seed: 7, faults });
  simulator = await startSimulator({
    tenant,
    today: '2020-10-29',
    mailboxes: 200,
    faults: plan,
    log: 'batches',
  });
  const ca = await readFile(simulator.caFile, 'utf8');
  agent = new ProxyAgent({ uri: simulator.proxyUrl, requestTls: { ca } });
}

/** Status and length of an answer; the network's own code and what came until then where it broke off. */
async function ask(url: string, body?: string): Promise<unknown[]> {
  let status = 0;
  let length = 0;
  const headers = { authorization: await bearer() };
  try {
    const answer = await request(url, {
      dispatcher: agent,
      headers,
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    status = answer.statusCode;
    for await (const chunk of answer.body) length += z.instanceof(Buffer).parse(chunk).length;
    return [status, length > 0];
  } catch (error) {
    return [status, length > 0, z.object({ code: z.string() }).parse(error).code];
  }
}

let token: { readonly of: RunningSimulator; readonly bearer: string } | null = null;

async function bearer(): Promise<string> {
  if (token?.of === simulator) return token.bearer;
  const form = {
    grant_type: 'client_credentials',
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  };
  const url = `https://login.microsoftonline.com/${tenant.id}/oauth2/v2.0/token`;
  const answer = await request(url, {
    dispatcher: agent,
    method: 'POST',
    body: new URLSearchParams(form).toString(),
  });
  const { access_token } = z.looseObject({ access_token: z.string() }).parse(await answer.body.json());
  token = { of: simulator, bearer: `Bearer ${access_token}` };
  return token.bearer;
}

const DIRECTORY = 'https://graph.microsoft.com/v1.0/users?$select=id,displayName&$top=999';

function logged(): unknown[] {
  return simulator.requests
    .filter(({ host }) => host === 'graph.microsoft.com')
    .map(({ method, path, status }) => [method, path.split('?')[0], status]);
}

test.each([
  ['reset-before', [0, false, 'ECONNRESET'], 0],
  ['reset-within-headers', [0, false, 'UND_ERR_SOCKET'], 0],
  ['reset-within-body', [200, true, 'UND_ERR_SOCKET'], 0],
  ['reset-after', [200, true], 200],
])('%s breaks one request and no other', async (kind, broken, status) => {
  await start({ kind, on: 'directory', at: 1 });
  expect(await ask(DIRECTORY)).toEqual(broken);
  expect(await ask(DIRECTORY)).toEqual([200, true]);
  expect(logged()).toEqual([
    ['GET', '/v1.0/users', status],
    ['GET', '/v1.0/users', 200],
  ]);
});

test('a download breaks off within, and is whole the next time', async () => {
  await start({ kind: 'reset-within-body', on: 'download', first: 1 });
  const report = "https://graph.microsoft.com/v1.0/reports/getMailboxUsageDetail(period='D180')";
  const download = async (): Promise<unknown[]> => {
    const { headers } = await request(report, {
      dispatcher: agent,
      headers: { authorization: await bearer() },
    });
    const answer = await request(z.string().parse(headers.location), { dispatcher: agent });
    try {
      return [answer.statusCode, (await answer.body.text()).endsWith(',180\r\n')];
    } catch (error) {
      return [answer.statusCode, z.object({ code: z.string() }).parse(error).code];
    }
  };
  expect(await download()).toEqual([200, 'UND_ERR_SOCKET']);
  expect(await download()).toEqual([200, true]);
});

test.each(['slow-headers', 'slow-body'])('%s is whole when it is there', async (kind) => {
  await start({ kind, on: 'directory', at: 1, milliseconds: 300 });
  await bearer();
  const from = performance.now();
  expect(await ask(DIRECTORY)).toEqual([200, true]);
  expect(performance.now() - from).toBeGreaterThan(290);
});

test('the log tells what each batch held, and what was answered', async () => {
  await start({ kind: 'throttled', on: 'batch-item', at: 2 }, { kind: 'missing-batch-answer', at: 3 });
  const urls = ['/organization', '/domains', '/subscribedSkus'];
  const requests = urls.map((url, id) => ({ id: String(id), method: 'GET', url }));
  await ask('https://graph.microsoft.com/v1.0/$batch', JSON.stringify({ requests }));
  expect(simulator.requests.at(-1)?.items).toEqual([
    { id: '0', url: '/organization', status: 200 },
    { id: '1', url: '/domains', status: 429 },
    { id: '2', url: '/subscribedSkus', status: 0 },
  ]);
});
