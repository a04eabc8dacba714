import { expect, test } from 'vitest';
import type { DownloadHosts } from './download-hosts.ts';
import { assertDownload, assertOwnHost, assertReadOnly, type OutgoingRequest } from './read-only-guard.ts';

const ROOT = 'https://graph.microsoft.com/v1.0';

function batch(...requests: unknown[]): string {
  return JSON.stringify({ requests });
}

/** A batch whose second request is a GET with something about it. */
function inner(what: string, facts: object): [string, OutgoingRequest][] {
  const second = { id: '2', method: 'GET', url: '/users', ...facts };
  const body = batch({ id: '1', method: 'GET', url: '/users' }, second);
  return [[`a batch whose GET is one ${what}`, { method: 'POST', url: `${ROOT}/$batch`, body }]];
}

test.each([
  ['a GET', { method: 'GET', url: `${ROOT}/users` }],
  [
    'a GET with the headers of ours',
    {
      method: 'GET',
      url: `${ROOT}/users`,
      headers: { accept: 'application/json', authorization: 'Bearer t', ConsistencyLevel: 'eventual' },
    },
  ],
  [
    'a batch of GETs',
    { method: 'POST', url: `${ROOT}/$batch`, body: batch({ id: '1', method: 'GET', url: '/users' }) },
  ],
])('%s passes', (_what, request) => {
  expect(() => assertReadOnly(request)).not.toThrow();
});

test.each<[string, OutgoingRequest]>([
  ['a POST', { method: 'POST', url: `${ROOT}/users`, body: '{}' }],
  ['a PATCH', { method: 'PATCH', url: `${ROOT}/users/1`, body: '{}' }],
  ['a DELETE', { method: 'DELETE', url: `${ROOT}/users/1` }],
  ['a GET with a body', { method: 'GET', url: `${ROOT}/users`, body: '{}' }],
  [
    'a batch that holds a write',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: batch({ id: '1', method: 'GET', url: '/users' }, { id: '2', method: 'DELETE', url: '/users/1' }),
    },
  ],
  [
    'a batch whose GET carries a body',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: batch({ id: '1', method: 'GET', url: '/users', body: {} }),
    },
  ],
  ...inner('that leads to another host', { url: '//evil.example/users' }),
  ...inner('with an absolute address', { url: 'https://evil.example/users' }),
  ...inner('that steps up', { url: '/../beta/users' }),
  ...inner('that steps up in the middle', { url: '/users/../../beta/x' }),
  ...inner('that steps up, encoded', { url: '/users/%2e%2E/x' }),
  ...inner('that steps up, with an encoded slash', { url: '/users%2f..%2fx' }),
  ...inner('that steps up with a backslash', { url: '/users\\..\\x' }),
  ...inner('that begins with a backslash', { url: '/\\evil.example/users' }),
  ...inner('without a slash', { url: 'users' }),
  ...inner('with a line end in its address', { url: '/users\r\nDELETE /users/1' }),
  ...inner('with an encoded line end in its address', { url: '/users%0d%0aDELETE%20/users/1' }),
  ...inner('with a blank in its address', { url: '/users /1' }),
  ...inner('with letters beyond ASCII in its address', { url: '/us\u0435rs' }),
  ...inner('that is a batch again', { url: '/$batch' }),
  ...inner('that is a batch again, encoded', { url: '/%24BATCH' }),
  [
    'a batch in which a key comes twice',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: '{"requests":[{"id":"1","method":"DELETE","method":"GET","url":"/users/1"}]}',
    },
  ],
  [
    'a batch that is written in another way than it is read',
    { method: 'POST', url: `${ROOT}/$batch`, body: `${batch({ id: '1', method: 'GET', url: '/users' })} ` },
  ],
  [
    'a header that nobody knows',
    { method: 'GET', url: `${ROOT}/users`, headers: { 'x-original-url': '/v1.0/users/1' } },
  ],
  [
    'a header of two lines',
    { method: 'GET', url: `${ROOT}/users`, headers: { accept: 'a/b\r\nx-http-method: DELETE' } },
  ],
  ...inner('that waits for another', { dependsOn: ['1'] }),
  ...inner('with headers', { headers: { 'X-HTTP-Method-Override': 'DELETE' } }),
  ...inner('in another case', { method: 'get' }),
  ...inner('without an id', { id: '' }),
  ...inner('whose id is a number', { id: 1 }),
  [
    'a batch in which an id comes twice',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: batch({ id: '1', method: 'GET', url: '/a' }, { id: '1', method: 'GET', url: '/b' }),
    },
  ],
  [
    'a batch of more than 20',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: batch(...Array.from({ length: 21 }, (_, id) => ({ id: String(id), method: 'GET', url: '/a' }))),
    },
  ],
  ['a batch that is no JSON', { method: 'POST', url: `${ROOT}/$batch`, body: '{"requests":[' }],
  ['a POST to no address', { method: 'POST', url: '$batch', body: '{}' }],
  [
    'a GET that is told to be taken for a DELETE',
    { method: 'GET', url: `${ROOT}/users/1`, headers: { 'x-http-method-override': 'DELETE' } },
  ],
  [
    'a batch that is told to be taken for a PATCH',
    {
      method: 'POST',
      url: `${ROOT}/$batch`,
      body: batch({ id: '1', method: 'GET', url: '/users' }),
      headers: { 'X-Method-Override': 'PATCH' },
    },
  ],
  ['an empty batch', { method: 'POST', url: `${ROOT}/$batch`, body: batch() }],
  ['a batch without a body', { method: 'POST', url: `${ROOT}/$batch` }],
  [
    'a batch to a path that only looks like one',
    { method: 'POST', url: `${ROOT}/users/$batch`, body: batch({ id: '1', method: 'GET', url: '/users' }) },
  ],
])('%s is refused before it is sent', (_what, request) => {
  expect(() => assertReadOnly(request)).toThrow(
    expect.objectContaining({ kind: 'forbidden', code: 'ReadOnly' }),
  );
});

test('the addresses that are asked of mailboxes pass', () => {
  const url = '/users/a..b%20c/mailFolders/inbox/messageRules?$select=displayName,isEnabled';
  const body = batch({ id: '1', method: 'GET', url });
  expect(() => assertReadOnly({ method: 'POST', url: `${ROOT}/$batch`, body })).not.toThrow();
});

const ORIGIN = 'https://graph.microsoft.com';

test.each([
  'https://graph.microsoft.com@evil.example/v1.0/users',
  'https://user:password@graph.microsoft.com/v1.0/users',
  'https://user@graph.microsoft.com/v1.0/users',
  'https://graph.microsoft.com.evil.example/v1.0/users',
  'https://graph.microsoft.com:8443/v1.0/users',
  'http://graph.microsoft.com/v1.0/users',
  'https://graph.microsoft.com%2eevil.example/v1.0/users',
  'https:\\\\evil.example\\@graph.microsoft.com/users',
  'https://evil.example#@graph.microsoft.com/',
  'https://evil.example?@graph.microsoft.com/',
  'https://gr\u0430ph.microsoft.com/v1.0/users',
  'https://graph.microsoft.com./v1.0/users',
  'https://graph.microsoft.us/v1.0/users',
  'ftp://graph.microsoft.com/v1.0/users',
  '//graph.microsoft.com/v1.0/users',
  '/v1.0/users',
  'v1.0/users',
  '',
])('the token does not go to %s', (url) => {
  expect(() => assertOwnHost({ method: 'GET', url }, ORIGIN)).toThrow(
    expect.objectContaining({ kind: 'forbidden', code: 'ForeignHost' }),
  );
});

test.each([
  'https://graph.microsoft.com/v1.0/users',
  'HTTPS://GRAPH.Microsoft.com/v1.0/users',
  'https://graph.microsoft.com:443/v1.0/users',
  'https://graph.microsoft.com\\@evil.example/v1.0/users',
])('the token goes to %s, which is its own host', (url) => {
  expect(() => assertOwnHost({ method: 'GET', url }, ORIGIN)).not.toThrow();
});

const HOSTS: DownloadHosts = { cloud: 'global', origin: ORIGIN, allowed: ['files.example.org:8443'] };

test.each(['http://reports.office.com/x', 'https://a:b@reports.office.com/x', 'file:///etc/passwd', 'x', ''])(
  'nothing is downloaded from %s',
  (url) => {
    expect(() => assertDownload(url, HOSTS)).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'UnsafeDownload' }),
    );
  },
);

test.each([
  ['https://reports.office.com.evil.example/x', 'reports.office.com.evil.example'],
  ['https://evilreports-office.com/x', 'evilreports-office.com'],
  ['https://evil.example/reports.office.com?sig=secret', 'evil.example'],
  ['https://reports.office.com:8443/x', 'reports.office.com:8443'],
  ['https://files.example.org/x', 'files.example.org'],
  ['https://reports.office365.us/x', 'reports.office365.us'],
  ['https://169.254.169.254/x', '169.254.169.254'],
])('a report is not downloaded from %s, and the host is named with the option that lets it', (url, host) => {
  const failure = {
    detail: 'ForeignDownloadHost — download of a report',
    fullDetail: `ForeignDownloadHost — download of a report: the report is to be had at ${host}, which is no host of Microsoft’s: it was not asked (--allow-download-host ${host} lets it)`,
  };
  expect(() => assertDownload(url, HOSTS)).toThrow(expect.objectContaining(failure));
});

test.each<[string, Partial<DownloadHosts>]>([
  ['https://reports.office.com/data/download/abc', {}],
  ['https://REPORTSNCU.office.com/data/v1.0/download?token=abc', {}],
  ['https://reportsweu.office.com:443/data/v1.0/download?token=abc', {}],
  ['https://graph.microsoft.com/v1.0/download', {}],
  ['https://files.example.org:8443/x', {}],
  ['https://reports.office365.us/x', { cloud: 'us-government' }],
  ['https://reports.apps.mil/x', { cloud: 'us-government-dod' }],
  ['https://reports.partner.office365.cn/x', { cloud: 'china' }],
])('a report is downloaded from %s', (url, hosts) => {
  expect(() => assertDownload(url, { ...HOSTS, ...hosts })).not.toThrow();
});
