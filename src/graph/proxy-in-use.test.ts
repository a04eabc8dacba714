import { expect, test } from 'vitest';
import { proxyInUse } from './proxy-in-use.ts';

test.each([
  [{}, null],
  [{ HTTPS_PROXY: '', HTTP_PROXY: '' }, null],
  [{ HTTPS_PROXY: 'http://proxy.example:3128' }, { variable: 'HTTPS_PROXY', host: 'proxy.example:3128' }],
  [{ https_proxy: 'https://proxy.example/' }, { variable: 'https_proxy', host: 'proxy.example' }],
  [
    { HTTPS_PROXY: 'http://somebody:pass@word@proxy.example:80' },
    { variable: 'HTTPS_PROXY', host: 'proxy.example' },
  ],
  [
    { HTTPS_PROXY: 'http://a.example', ALL_PROXY: 'socks5://b.example', http_proxy: 'http://c.example' },
    { variable: 'HTTPS_PROXY', host: 'a.example' },
  ],
  [{ HTTP_PROXY: 'http://c.example:8080' }, { variable: 'HTTP_PROXY', host: 'c.example:8080' }],
])('of %j the proxy is %j', (environment, proxy) => {
  expect(proxyInUse(environment)).toEqual(proxy);
});

const SUPPORTED = 'Supported are HTTP proxies, named with their scheme (http:// or https://): ';
const EXAMPLE = 'HTTPS_PROXY=http://proxy.example.org:3128';

test.each([
  [
    { HTTPS_PROXY: 'proxy.example:3128' },
    'HTTPS_PROXY does not say what kind of proxy it names',
    'HTTPS_PROXY=http://proxy.example:3128',
  ],
  [
    { https_proxy: 'somebody:s3cret@proxy.example:3128' },
    'https_proxy does not say what kind of proxy it names',
    'https_proxy=http://proxy.example:3128',
  ],
  [{ HTTPS_PROXY: 's3cret with spaces' }, 'HTTPS_PROXY does not say what kind of proxy it names', EXAMPLE],
  [
    { HTTPS_PROXY: 'socks5://somebody:s3cret@proxy.example:1080' },
    'HTTPS_PROXY names a proxy of the kind socks5, which is not supported',
    EXAMPLE,
  ],
  [
    { ALL_PROXY: 'socks5h://proxy.example' },
    'ALL_PROXY names a proxy of the kind socks5h, which is not supported',
    EXAMPLE,
  ],
  [{ HTTP_PROXY: 'http://' }, 'HTTP_PROXY is not the address of a proxy', EXAMPLE],
  [{ HTTPS_PROXY: 'http://s3cret:x@:99999' }, 'HTTPS_PROXY is not the address of a proxy', EXAMPLE],
])('%j is refused, with the right form and without a password', (environment, message, right) => {
  expect(() => proxyInUse(environment)).toThrow(
    expect.objectContaining({
      ...{ name: 'KnownError', kind: 'usage', message },
      nextSteps: [`${SUPPORTED}${right}`, 'Where there is no proxy, take the variable away.'],
    }),
  );
});
