import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { loadTenant, startSimulator, type RunningSimulator, type TenantSpec } from './simulator.ts';

let tenant: TenantSpec;
let simulator: RunningSimulator;

beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
  simulator = await startSimulator({ tenant, today: '2020-10-29', mailboxes: 300, log: true });
});
afterAll(async () => {
  await simulator.close();
});

async function client(script: string): Promise<unknown> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...simulator.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  const [code] = z.tuple([z.number()]).parse((await once(child, 'close')).slice(0, 1));
  expect(code).toBe(0);
  return JSON.parse(written);
}

test('a real credential signs a person in by a code, after waiting, and renews the token without asking again', async () => {
  const script = `
    import { DeviceCodeCredential } from '@azure/identity';
    import { EnvHttpProxyAgent, fetch, setGlobalDispatcher } from 'undici';
    setGlobalDispatcher(new EnvHttpProxyAgent());
    const { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId } = process.env;
    const prompts = [];
    const credential = new DeviceCodeCredential({ tenantId, clientId, userPromptCallback: (info) => prompts.push(info) });
    const scope = 'https://graph.microsoft.com/.default';
    const { token } = await credential.getToken(scope);
    const again = await credential.getToken(scope);
    const exchange = await credential.getToken('https://outlook.office365.com/.default');
    const claims = (text) => JSON.parse(Buffer.from(text.split('.')[1], 'base64url'));
    const url = 'https://graph.microsoft.com/v1.0/identityGovernance/termsOfUse/agreements';
    const answer = await fetch(url, { headers: { authorization: 'Bearer ' + token } });
    console.log(JSON.stringify({
      prompts: prompts.map(({ userCode, verificationUri, message }) => [userCode, verificationUri, message.includes(userCode)]),
      claims: [claims(token).scp.split(' ').includes('AgreementAcceptance.Read.All'), claims(token).idtyp, claims(token).tid],
      kept: again.token === token,
      audience: claims(exchange.token).aud,
      status: answer.status,
      agreements: (await answer.json()).value.length,
    }));`;
  expect(await client(script)).toEqual({
    prompts: [['VIGIE0001', 'https://microsoft.com/devicelogin', true]],
    claims: [true, 'user', tenant.id],
    kept: true,
    audience: 'https://outlook.office365.com',
    status: 200,
    agreements: 2,
  });
  const asked = simulator.requests
    .map(({ path, status }) => [path.split('?')[0]?.split('/').at(-1), status])
    .filter(([name]) => name === 'devicecode' || name === 'token');
  expect(asked).toEqual([
    ['devicecode', 200],
    ['token', 400],
    ['token', 400],
    ['token', 200],
    ['token', 200],
  ]);
}, 60_000);
