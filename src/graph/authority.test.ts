import { expect, test } from 'vitest';
import { KnownError } from '../errors.ts';
import { authorityOf } from './authority.ts';
import type { CloudName } from './clouds.ts';

const CLOUDS: readonly CloudName[] = ['global', 'us-government', 'us-government-dod', 'china'];

function told(environment: Record<string, string>): unknown {
  try {
    return authorityOf(environment, 'global');
  } catch (error) {
    if (error instanceof KnownError) return [error.kind, error.message];
    throw error;
  }
}

test('each cloud signs in at its own authority', () => {
  expect(CLOUDS.map((cloud) => authorityOf({}, cloud))).toEqual([
    'https://login.microsoftonline.com',
    'https://login.microsoftonline.us',
    'https://login.microsoftonline.us',
    'https://login.chinacloudapi.cn',
  ]);
  expect(authorityOf({ AZURE_AUTHORITY_HOST: '' }, 'china')).toBe('https://login.chinacloudapi.cn');
});

test.each([
  ['https://login.microsoftonline.us', 'https://login.microsoftonline.us'],
  ['https://login.microsoftonline.us/', 'https://login.microsoftonline.us'],
  ['https://LOGIN.microsoftonline.COM:443/', 'https://login.microsoftonline.com'],
  ['login.chinacloudapi.cn', 'https://login.chinacloudapi.cn'],
])('AZURE_AUTHORITY_HOST may name an authority of Microsoft’s: %s', (host, authority) => {
  expect(told({ AZURE_AUTHORITY_HOST: host })).toBe(authority);
});

test.each([
  ['https://login.microsoftonline.com.evil.example/', 'login.microsoftonline.com.evil.example'],
  ['https://evil.example/login.microsoftonline.com', 'evil.example'],
  ['https://login.microsoftonline.com@evil.example', 'evil.example'],
  ['https://someone:secret@login.microsoftonline.com', 'login.microsoftonline.com'],
  ['http://login.microsoftonline.com', 'login.microsoftonline.com'],
  ['https://login.microsoftonline.com:8443', 'login.microsoftonline.com:8443'],
  ['https://login.microsoftonline.com/tenant', 'login.microsoftonline.com'],
  ['https://login.microsoftonline.com?x=1', 'login.microsoftonline.com'],
  ['https://lоgin.microsoftonline.com', 'xn--lgin-55d.microsoftonline.com'],
  ['https://[::1', 'no address'],
])('no secret is sent to %s', (host, named) => {
  expect(told({ AZURE_AUTHORITY_HOST: host })).toEqual([
    'usage',
    `AZURE_AUTHORITY_HOST names a host that is not Microsoft’s: ${named}`,
  ]);
});

test.each(['evil.example/', 'evil.example#', 'a', 'west us', '../x', '-x'])(
  'the region “%s” would be another host',
  (region) => {
    expect(told({ AZURE_REGIONAL_AUTHORITY_NAME: region })).toEqual([
      'usage',
      'AZURE_REGIONAL_AUTHORITY_NAME is not the name of an Azure region',
    ]);
  },
);

test('a region is named as Azure names it, and certificates are checked', () => {
  for (const region of ['canadacentral', 'westus2', 'AutoDiscoverRegion', ''])
    expect(told({ AZURE_REGIONAL_AUTHORITY_NAME: region })).toBe('https://login.microsoftonline.com');
  expect(told({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBe('https://login.microsoftonline.com');
  expect(told({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
    'usage',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 leaves certificates unchecked: a secret would be sent to whoever answers',
  ]);
});
