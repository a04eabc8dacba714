import { domainToASCII } from 'node:url';

/** What a host name cannot hold, and a URL parser would cut or decode. */
const NOT_A_NAME = /[\s"%/:<>?@[\\\]^|#]/;

/**
 * A domain as it is compared: lower case, punycode, without the dots and spaces around it. Null for what is no domain name;
 * letters that only look like others stay different ones.
 */
export function asciiDomain(written: string): string | null {
  const name = written.trim().replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === '' || NOT_A_NAME.test(name)) return null;
  // A full stop of another script becomes one of ours only there.
  const ascii = domainToASCII(name).toLowerCase().replace(/\.+$/, '');
  return ascii === '' ? null : ascii;
}

/** Whether the domain or one that it lies below is among `names`, all in ASCII. */
export function coversDomain(names: ReadonlySet<string>, domain: string): boolean {
  return [domain, ...parentsOf(domain)].some((name) => names.has(name));
}

/** The domains that a domain lies below, the nearest first. */
export function parentsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join('.'));
}
