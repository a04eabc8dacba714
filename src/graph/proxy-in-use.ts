import { KnownError, worded, type InBoth } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy that requests go through. */
export interface ProxyInUse {
  readonly variable: string;
  /** Host and port, without a name and a password. */
  readonly host: string;
}

const HTTPS = ['HTTPS_PROXY', 'https_proxy'];
const ALL = ['ALL_PROXY', 'all_proxy'];
const HTTP = ['HTTP_PROXY', 'http_proxy'];

/**
 * The proxy that the environment names; null where it names none. Throws `KnownError` (usage) for a variable that is no address
 * of an HTTP proxy; a name and a password in it are not told.
 */
export function proxyInUse(environment: Environment): ProxyInUse | null {
  const named = (names: readonly string[]): ProxyInUse[] =>
    names.flatMap((variable) => {
      const value = environment[variable] ?? '';
      return value === '' ? [] : [{ variable, host: hostOf(variable, value) }];
    });
  const https = named(HTTPS);
  // Both are taken up, whether or not they are used.
  const http = named(HTTP);
  const [first = null] = https.length > 0 ? https : [...named(ALL), ...http];
  return first;
}

function hostOf(variable: string, value: string): string {
  const [, scheme = '', rest = value] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(value) ?? [];
  const shown = withoutPassword(rest);
  if (scheme === '')
    throw refused(worded(TROUBLE_WORDS.noScheme, { variable }), `${variable}=http://${shown}`);
  if (!/^https?$/i.test(scheme)) throw refused(worded(TROUBLE_WORDS.unsupportedProxy, { variable, scheme }));
  if (!URL.canParse(value) || new URL(value).hostname === '')
    throw refused(worded(TROUBLE_WORDS.noProxyAddress, { variable }));
  return new URL(value).host;
}

/** Host and port; a place holder where there is nothing that looks like it. */
function withoutPassword(rest: string): string {
  const host = rest.slice(rest.lastIndexOf('@') + 1).replace(/\/$/, '');
  return /^[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(host) ? host : 'proxy.example.org:3128';
}

function refused(what: InBoth, right = 'HTTPS_PROXY=http://proxy.example.org:3128'): KnownError {
  return new KnownError('usage', what, {
    nextSteps: [worded(TROUBLE_WORDS.supportedProxies, { right }), TROUBLE_WORDS.takeProxyAway],
  });
}
