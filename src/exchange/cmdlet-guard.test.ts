import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OutgoingRequest } from '../graph/read-only-guard.ts';
import { assertGetCmdlet } from './cmdlet-guard.ts';
import { bodyOf, CMDLETS, ENDPOINTS, pathOf, type CmdletName, type Endpoint } from './cmdlet.ts';

const API = { origin: 'https://outlook.office365.com', tenantId: '11111111-2222-4333-8444-555555555555' };
const INVOKE = `${API.origin}/adminapi/beta/${API.tenantId}/InvokeCommand`;
const BODY = bodyOf({
  endpoint: 'beta/InvokeCommand',
  cmdlet: 'Get-Mailbox',
  parameters: { ResultSize: 'Unlimited' },
});

function isLetOut(request: Partial<OutgoingRequest>): boolean {
  try {
    assertGetCmdlet({ method: 'POST', url: INVOKE, body: BODY, ...request }, API);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: 'GraphFailure', kind: 'forbidden', code: 'ReadOnly' });
    return false;
  }
}

function called(cmdlet: string, parameters: unknown = {}): string {
  return JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } });
}

test('every known cmdlet is let out at the endpoints that run it, and nowhere else', () => {
  const endpoints = Object.keys(ENDPOINTS) as Endpoint[];
  for (const endpoint of endpoints) {
    for (const cmdlet of CMDLETS) {
      const call = {
        endpoint,
        cmdlet,
        parameters: { Identity: "Roy, Anne 'Été'", ResultSize: 2, Sure: true },
      };
      const runs: readonly CmdletName[] = ENDPOINTS[endpoint];
      const url = `${API.origin}${pathOf({ ...call, select: ['Name', 'Guid'] }, API.tenantId)}`;
      expect([endpoint, cmdlet, isLetOut({ url, body: bodyOf(call) })]).toEqual([
        endpoint,
        cmdlet,
        runs.includes(cmdlet),
      ]);
    }
  }
});

test.each([
  ['a later page', { url: `${INVOKE}?$skiptoken=x&$select=Name` }],
  ['the port that https has anyway', { url: INVOKE.replace('.com/', '.com:443/') }],
  ['a tenant in capitals', { url: INVOKE.replace(API.tenantId, API.tenantId.toUpperCase()) }],
])('%s is let out', (_what, request) => {
  expect(isLetOut(request)).toBe(true);
});

test.each<[string, Partial<OutgoingRequest>]>([
  ['a GET', { method: 'GET' }],
  ['a GET without a body', { method: 'GET', body: undefined }],
  ['a PUT', { method: 'PUT' }],
  ['a DELETE', { method: 'DELETE' }],
  ['a POST that asks to be another method', { headers: { 'X-HTTP-Method-Override': 'DELETE' } }],
  ['no body', { body: undefined }],
  ['a body that is not JSON', { body: '{' }],
  ['a cmdlet that writes', { body: called('Set-Mailbox') }],
  ['a Get- cmdlet that nobody needs', { body: called('Get-MailboxFolder') }],
  ['a cmdlet in another case', { body: called('get-mailbox') }],
  ['two cmdlets in one', { body: called('Get-Mailbox; Remove-Mailbox') }],
  [
    'a cmdlet written twice',
    { body: BODY.replace('"CmdletName"', '"CmdletName":"Remove-Mailbox","CmdletName"') },
  ],
  ['a body with something before the call', { body: BODY.replace('{', '{"Other":1,') }],
  ['a call with something beside it', { body: BODY.replace('{"CmdletName"', '{"Other":1,"CmdletName"') }],
  ['a parameter that is an object', { body: called('Get-Mailbox', { Identity: { Remove: 'x' } }) }],
  ['a parameter that is a list', { body: called('Get-Mailbox', { Identity: ['x'] }) }],
  ['a batch', { url: `${API.origin}/adminapi/beta/${API.tenantId}/$batch` }],
  ['another version', { url: INVOKE.replace('/beta/', '/v3.0/') }],
  ['another tenant', { url: INVOKE.replace('1111', '2222') }],
  ['another endpoint', { url: INVOKE.replace('InvokeCommand', 'Mailbox') }],
  ['a path below the endpoint', { url: `${INVOKE}/x` }],
  ['a path that steps up', { url: INVOKE.replace('InvokeCommand', 'InvokeCommand/../Mailbox') }],
  ['another host', { url: INVOKE.replace('office365.com', 'office365.com.example') }],
  ['another port', { url: INVOKE.replace('.com/', '.com:444/') }],
  ['http', { url: INVOKE.replace('https', 'http') }],
  ['a name and a password in the address', { url: INVOKE.replace('https://', 'https://a:b@') }],
  ['no address at all', { url: '/adminapi' }],
])('%s is refused', (_what, request) => {
  expect(isLetOut(request)).toBe(false);
});

test('whatever the name of a cmdlet, only the known ones leave', () => {
  const verb = fc.constantFrom('Get', 'Set', 'New', 'Remove', 'Enable', 'get', 'Get-Set', '');
  const name = fc.tuple(
    verb,
    fc.constantFrom('-', '‐', ''),
    fc.oneof(fc.string(), fc.constantFrom('Mailbox', 'Recipient')),
  );
  fc.assert(
    fc.property(name, (parts) => {
      const cmdlet = parts.join('');
      expect(isLetOut({ body: called(cmdlet) })).toBe(CMDLETS.some((known) => known === cmdlet));
    }),
  );
});

test('whatever else a body holds, it is refused', () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      expect(isLetOut({ body })).toBe(false);
    }),
  );
});

test('whatever the address, only the endpoints of this tenant are asked', () => {
  const piece = fc.constantFrom(
    'adminapi',
    'beta',
    'v2.0',
    API.tenantId,
    'InvokeCommand',
    'Mailbox',
    '..',
    '.',
    '',
    '$batch',
    '%2e%2e',
  );
  const path = fc.array(piece, { maxLength: 7 }).map((pieces) => `/${pieces.join('/')}`);
  fc.assert(
    fc.property(path, (one) => {
      const url = `${API.origin}${one}`;
      const isInvoke = new URL(url).pathname === new URL(INVOKE).pathname;
      const isMailbox = new URL(url).pathname === `/adminapi/v2.0/${API.tenantId}/Mailbox`;
      expect(isLetOut({ url })).toBe(isInvoke || isMailbox);
    }),
  );
});
