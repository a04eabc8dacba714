import { createRequire } from 'node:module';
import { z } from 'zod';
import { asciiDomain, coversDomain } from './domain-names.ts';

const require = createRequire(import.meta.url);

/** The kept list of public webmail domains: the package that it comes from, whose version dates it. */
export const WEBMAIL_LIST: { readonly package: string; readonly version: string } = {
  package: 'email-providers',
  version: z.object({ version: z.string() }).parse(require('email-providers/package.json')).version,
};

/** Reserved for documentation (RFC 2606), and typing mistakes about it. */
const RESERVED = /example\.(com|net|org)$/;

/** Under these, anybody registers names: what lies below is not the provider's. */
const SUFFIX = /^(ac|com?|edu|gouv|gov|in|msk|ne|net|nom|or|org|pp|qc|spb|uk|us|web)\.[a-z]{2}$/;

/** Providers with a domain per country, more than any list follows: yahoo.ca, live.com.au, hotmail.co.uk. */
const PER_COUNTRY =
  /^(?:[^.]+\.)*(?:outlook|hotmail|live|msn|yahoo|ymail)\.(?:[a-z]{2}|(?:com|co)(?:\.[a-z]{2})?)$/;

/** Whether a domain in ASCII is a public webmail's, or lies below one. */
export type IsPublicWebmail = (domain: string) => boolean;

/** Reads the kept list: some 8,700 domains, read once per assessment. */
export function readWebmailList(): IsPublicWebmail {
  const domains = z
    .array(z.string())
    .parse(require('email-providers/all.json'))
    .flatMap((domain) => asciiDomain(domain) ?? [])
    .filter((domain) => !RESERVED.test(domain));
  const exact = new Set(domains);
  const below = new Set(domains.filter((domain) => !SUFFIX.test(domain)));
  return (domain) => exact.has(domain) || coversDomain(below, domain) || PER_COUNTRY.test(domain);
}
