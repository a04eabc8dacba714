import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { predict } from './predict.ts';
import { loadTenant, startSimulator, type RunningSimulator, type TenantSpec } from './simulator.ts';

const today = '2020-10-29';
let tenant: TenantSpec;
let simulator: RunningSimulator;

beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
  simulator = await startSimulator({ tenant, today, mailboxes: 3000, log: true });
});
afterAll(async () => {
  await simulator.close();
});

/** Runs a script as a client's own process would, with the simulator's environment; gives what it wrote. */
async function client(script: string, environment: Record<string, string> = {}): Promise<unknown> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...simulator.environment, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  const [code] = z.tuple([z.number()]).parse((await once(child, 'close')).slice(0, 1));
  expect(code).toBe(0);
  return JSON.parse(written);
}

const THROUGH_PROXY = `
  import { EnvHttpProxyAgent, fetch, setGlobalDispatcher } from 'undici';
  setGlobalDispatcher(new EnvHttpProxyAgent({ connections: 8 }));
  const environment = process.env;
`;

const WITH_SECRET = `${THROUGH_PROXY}
  import { ClientSecretCredential } from '@azure/identity';
  const credential = new ClientSecretCredential(
    environment.AZURE_TENANT_ID, environment.AZURE_CLIENT_ID, environment.AZURE_CLIENT_SECRET);
`;

test('a real credential signs in with its secret, and a wrong one is told so', async () => {
  const script = `${WITH_SECRET}
    const outcome = await credential.getToken('https://graph.microsoft.com/.default').then(
      ({ token, expiresOnTimestamp }) => [token.split('.').length, expiresOnTimestamp > Date.now() + 3_000_000],
      (error) => /AADSTS\\d+/.exec(error.message)[0]);
    console.log(JSON.stringify(outcome));`;
  expect(await client(script)).toEqual([3, true]);
  expect(await client(script, { AZURE_CLIENT_SECRET: 'wrong' })).toBe('AADSTS7000215');
  expect(await client(script, { AZURE_TENANT_ID: 'ffffffff-0000-4000-8000-000000000000' })).toBe(
    'AADSTS90002',
  );
}, 30_000);

test('a real credential signs in with a certificate', async () => {
  const script = `${THROUGH_PROXY}
    import { createPrivateKey } from 'node:crypto';
    import { ClientCertificateCredential } from '@azure/identity';
    import { webcrypto } from 'node:crypto';
    Object.assign(Reflect, { getMetadata: () => undefined, getOwnMetadata: (k, t) => t[k], defineMetadata: (k, v, t) => { t[k] = v; } });
    const { X509CertificateGenerator } = await import('@peculiar/x509');
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned(
      { name: 'CN=client', keys, signingAlgorithm: algorithm, notBefore: new Date(Date.now() - 1e6), notAfter: new Date(Date.now() + 1e8) }, webcrypto);
    const key = createPrivateKey({ key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)), format: 'der', type: 'pkcs8' });
    const pem = key.export({ type: 'pkcs8', format: 'pem' }) + certificate.toString('pem') + '\\n';
    const credential = new ClientCertificateCredential(environment.AZURE_TENANT_ID, environment.AZURE_CLIENT_ID, { certificate: pem });
    const { token } = await credential.getToken('https://graph.microsoft.com/.default');
    const answer = await fetch('https://graph.microsoft.com/v1.0/organization?$select=id', { headers: { authorization: 'Bearer ' + token } });
    console.log(JSON.stringify((await answer.json()).value));`;
  expect(await client(script)).toEqual([{ id: tenant.id }]);
}, 30_000);

const wholeSchema = z.object({
  accounts: z.number(),
  unused: z.number(),
  physiciansUnused: z.number(),
  redirected: z.number(),
  incapable: z.number(),
  members: z.number(),
  statuses: z.record(z.string(), z.number()),
});

// Reads everything through plain fetch and counts in the crudest way that is still right.
const READ_ALL = `${WITH_SECRET}
  const { token } = await credential.getToken('https://graph.microsoft.com/.default');
  const headers = { authorization: 'Bearer ' + token };
  const root = 'https://graph.microsoft.com/v1.0';
  async function all(path, extra = {}) {
    const rows = [];
    for (let url = root + path; url; ) {
      const page = await (await fetch(url, { headers: { ...headers, ...extra } })).json();
      rows.push(...page.value);
      url = page['@odata.nextLink'];
    }
    return rows;
  }
  async function report(name) {
    const there = await fetch(root + '/reports/' + name + "(period='D180')", { headers, redirect: 'manual' });
    const text = await (await fetch(there.headers.get('location'))).text();
    const [head, ...lines] = text.replace('\\uFEFF', '').trim().split('\\r\\n')
      .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1] ?? m[2]));
    return lines.map((line) => Object.fromEntries(line.map((cell, i) => [head[i], cell])));
  }
  const users = await all('/users?$select=id,userPrincipalName,userType,accountEnabled,createdDateTime&$top=999');
  const [mail, usage] = [await report('getEmailActivityUserDetail'), await report('getMailboxUsageDetail')];
  const byName = (rows) => new Map(rows.filter((row) => row['Is Deleted'] === 'False').map((row) => [row['User Principal Name'].toLowerCase(), row]));
  const [mailOf, usageOf] = [byName(mail), byName(usage)];
  const days = (day, until) => (Date.parse(until) - Date.parse(day.slice(0, 10))) / 86400000;
  const unusedOnes = users.filter((user) => {
    const name = user.userPrincipalName.toLowerCase();
    const row = mailOf.get(name);
    if (row === undefined || usageOf.get(name)?.['Recipient Type'] !== 'User') return false;
    const last = row['Last Activity Date'] || usageOf.get(name)['Created Date'] || user.createdDateTime;
    return last === null || days(last, row['Report Refresh Date']) > 90;
  });
  const exchange = (await credential.getToken('https://outlook.office365.com/.default')).token;
  const forwarded = new Set();
  const tenantId = environment.AZURE_TENANT_ID;
  for (let url = 'https://outlook.office365.com/adminapi/beta/' + tenantId + '/InvokeCommand?$select=ExternalDirectoryObjectId,ForwardingAddress,ForwardingSmtpAddress'; url; ) {
    const page = await (await fetch(url, { method: 'POST',
      headers: { authorization: 'Bearer ' + exchange, 'content-type': 'application/json', 'x-anchormailbox': 'APP:SystemMailbox@' + tenantId },
      body: JSON.stringify({ CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: { ResultSize: 'Unlimited' } } }) })).json();
    for (const row of page.value) if (row.ForwardingAddress || row.ForwardingSmtpAddress) forwarded.add(row.ExternalDirectoryObjectId);
    url = page['@odata.nextLink'];
  }
  const statuses = {};
  let redirected = 0;
  for (let i = 0; i < users.length; i += 20) {
    const requests = users.slice(i, i + 20).map(({ id }) => ({ id, method: 'GET', url: '/users/' + id + '/mailFolders/inbox/messageRules' }));
    const answer = await fetch(root + '/$batch', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ requests }) });
    for (const { id, status, body } of (await answer.json()).responses) {
      statuses[status] = (statuses[status] ?? 0) + 1;
      const name = users.find((user) => user.id === id).userPrincipalName.toLowerCase();
      if (status !== 200 || (usageOf.get(name)?.['Recipient Type'] ?? 'User') !== 'User') continue;
      const rules = body['@odata.nextLink'] ? [...body.value, ...await all(body['@odata.nextLink'].slice(root.length))] : body.value;
      const effective = rules.filter(({ isEnabled, hasError, actions: { redirectTo, forwardTo, forwardAsAttachmentTo } = {} }) =>
        isEnabled && !hasError && (redirectTo ?? forwardTo ?? forwardAsAttachmentTo) !== undefined);
      if (effective.length > 0 || forwarded.has(id)) redirected += 1;
    }
  }
  const registrations = new Map((await all('/reports/authenticationMethods/userRegistrationDetails?$top=999')).map((row) => [row.id, row]));
  const incapable = users.filter(({ id, userType, accountEnabled, userPrincipalName }) =>
    accountEnabled && (userType ?? 'member').toLowerCase() === 'member' && registrations.get(id)?.isMfaCapable === false
    && (usageOf.get(userPrincipalName.toLowerCase())?.['Recipient Type'] ?? 'User') === 'User');
  const [group] = await all("/groups?$filter=displayName eq 'GRP-TELEFAX'&$select=id");
  const members = await all('/groups/' + group.id + '/transitiveMembers/microsoft.graph.user?$count=true&$select=id', { ConsistencyLevel: 'eventual' });
  console.log(JSON.stringify({
    accounts: users.length, unused: unusedOnes.length,
    physiciansUnused: unusedOnes.filter((user) => user.userPrincipalName.includes('.med@')).length,
    redirected, incapable: incapable.length, members: members.length, statuses }));
`;

test('what a client reads end to end is what was predicted', async () => {
  const whole = wholeSchema.parse(await client(READ_ALL));
  const { population, indicators, enrolments } = predict({ tenant, today, mailboxes: 3000 });
  const indicator = (id: string): (typeof indicators)[number] | undefined =>
    indicators.find((candidate) => candidate.id === id);
  const unused = indicator('inactive-mailboxes');
  expect(whole).toEqual({
    accounts: population.accounts,
    unused: unused?.count,
    physiciansUnused: unused?.physicians.count,
    redirected: indicator('mailbox-redirects')?.count,
    incapable: indicator('mfa-status')?.count,
    members: enrolments[0]?.total,
    statuses: { 200: 3047, 404: 321 },
  });
}, 60_000);

test('the same tenant answers the same bytes twice', async () => {
  const script = `${WITH_SECRET}
    import { createHash } from 'node:crypto';
    const { token } = await credential.getToken('https://graph.microsoft.com/.default');
    const read = (path) => fetch('https://graph.microsoft.com/v1.0' + path, { headers: { authorization: 'Bearer ' + token } });
    const hash = createHash('sha256');
    hash.update(await (await read('/users?$select=id,displayName,signInActivity&$top=500')).text());
    hash.update(await (await read("/reports/getOffice365ActiveUserDetail(period='D180')")).text());
    console.log(JSON.stringify(hash.digest('hex')));`;
  const first = await client(script);
  const other = await startSimulator({ tenant, today, mailboxes: 3000 });
  try {
    expect(await client(script, other.environment)).toBe(first);
  } finally {
    await other.close();
  }
}, 30_000);

function speak(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
    socket.on('error', reject).on('close', () => resolve(heard));
    socket.setTimeout(2000, () => socket.destroy());
  });
}

test('the proxy leads to its own hosts and to no other', async () => {
  const port = Number(new URL(simulator.proxyUrl).port);
  const to = (target: string): Promise<string> =>
    speak(port, `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  expect([
    (await to('example.org:443')).split('\r\n')[0],
    (await to('graph.microsoft.com:80')).split('\r\n')[0],
    (await speak(port, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).split('\r\n')[0],
  ]).toEqual(['HTTP/1.1 403 Forbidden', 'HTTP/1.1 403 Forbidden', 'HTTP/1.1 405 Method Not Allowed']);
});

test('a client that hangs up in the middle disturbs no one', async () => {
  const script = `${WITH_SECRET}
    const { token } = await credential.getToken('https://graph.microsoft.com/.default');
    const headers = { authorization: 'Bearer ' + token };
    const url = 'https://graph.microsoft.com/v1.0/users?$top=999';
    await Promise.all(Array.from({ length: 40 }, async (_, i) => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), i);
      await fetch(url, { headers, signal: stop.signal }).then((answer) => answer.text()).catch(() => '');
    }));
    const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(url, { headers }).then((answer) => answer.json())));
    console.log(JSON.stringify([...new Set(answers.map(({ value }) => value.length))]));`;
  expect(await client(script)).toEqual([999]);
}, 30_000);

test('requests are logged where that was asked for', async () => {
  await client(`${THROUGH_PROXY}
    await fetch('https://graph.microsoft.com/v1.0/organization').then((answer) => answer.text());
    await fetch('https://outlook.office365.com/adminapi/beta', { method: 'POST' }).then((answer) => answer.text());
    console.log('0');`);
  expect(
    simulator.requests.slice(-2).map(({ method, host, path, status }) => ({ method, host, path, status })),
  ).toEqual([
    { method: 'GET', host: 'graph.microsoft.com', path: '/v1.0/organization', status: 401 },
    { method: 'POST', host: 'outlook.office365.com', path: '/adminapi/beta', status: 401 },
  ]);
});

test('the authority lies in a private folder that goes away on close', async () => {
  const other = await startSimulator({ tenant, today, mailboxes: 200 });
  const modes = [await stat(other.caFile), await stat(dirname(other.caFile))].map(({ mode }) => mode & 0o777);
  await other.close();
  expect(modes).toEqual([0o600, 0o700]);
  await expect(stat(dirname(other.caFile))).rejects.toThrow('ENOENT');
});

test('latencies are added to answers, and a batch counts once', async () => {
  const other = await startSimulator({ tenant, today, mailboxes: 200, latencyMs: 20, batchLatencyMs: 150 });
  const script = `${WITH_SECRET}
    const { token } = await credential.getToken('https://graph.microsoft.com/.default');
    const headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' };
    const time = async (path, body) => {
      const start = performance.now();
      await fetch('https://graph.microsoft.com/v1.0' + path, { method: body ? 'POST' : 'GET', headers, body }).then((answer) => answer.text());
      return performance.now() - start;
    };
    await time('/organization');
    const requests = Array.from({ length: 20 }, (_, id) => ({ id: String(id), method: 'GET', url: '/organization' }));
    console.log(JSON.stringify([await time('/organization'), await time('/$batch', JSON.stringify({ requests }))]));`;
  try {
    const [single = 0, batch = 0] = z.array(z.number()).parse(await client(script, other.environment));
    expect([single >= 19, batch >= 169, batch < 1000]).toEqual([true, true, true]);
  } finally {
    await other.close();
  }
}, 30_000);
