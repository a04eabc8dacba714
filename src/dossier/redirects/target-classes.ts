import { z } from 'zod';
import type { TARGET_CLASSES } from '../../situation/target-class.ts';
import type { Config } from '../../config/config.ts';
import type { DuckDb } from '../../duckdb/duckdb.ts';
import { asciiDomain, coversDomain, parentsOf } from './domain-names.ts';
import { readWebmailList, type IsPublicWebmail } from './webmail-list.ts';

export type TargetClass = (typeof TARGET_CLASSES)[number];

/** What the class of a target is told by; every domain in ASCII. */
export interface DomainLists {
  /** The organization's, exactly. */
  readonly own: ReadonlySet<string>;
  /** Those of them whose subdomains are the organization's too. */
  readonly ownWithSubdomains: ReadonlySet<string>;
  /** Those of which it was not told whether their subdomains are. */
  readonly ownPerhapsWithSubdomains: ReadonlySet<string>;
  readonly webmail: ReadonlySet<string>;
  readonly universities: ReadonlySet<string>;
  readonly partners: ReadonlySet<string>;
  readonly isPublicWebmail: IsPublicWebmail;
}

/** What stands after the @ of an address with a number for its domain: user@[192.0.2.1]. */
const ADDRESS_LITERAL = /^\[[^\s[\]]+\]$/;

/** The class of a redirect's target by what stands after its @; '' is no address. */
export function classOfDomain(written: string, lists: DomainLists): TargetClass {
  const domain = asciiDomain(written);
  if (domain === null) return ADDRESS_LITERAL.test(written) ? 'external' : 'unresolved';
  if (lists.own.has(domain)) return 'internal';
  if (parentsOf(domain).some((parent) => lists.ownWithSubdomains.has(parent))) return 'internal';
  if (parentsOf(domain).some((parent) => lists.ownPerhapsWithSubdomains.has(parent))) return 'unresolved';
  if (coversDomain(lists.webmail, domain)) return 'public-webmail';
  if (coversDomain(lists.universities, domain)) return 'university';
  if (coversDomain(lists.partners, domain)) return 'partner';
  return lists.isPublicWebmail(domain) ? 'public-webmail' : 'external';
}

const domainRow = z.object({
  name: z.string(),
  isAccepted: z.boolean(),
  withSubdomains: z.boolean().nullable(),
});

/**
 * The lists of one snapshot and config. Where Exchange told its accepted domains, they say whether subdomains are the
 * organization's; else every subdomain of a verified domain is taken as its own.
 *
 * @param defaultDomain the tenant's, which stays internal where its list of domains could not be read
 */
export async function domainLists(
  db: DuckDb,
  {
    domains,
    defaultDomain,
    acceptedRead,
  }: { domains: Config['domains']; defaultDomain: string; acceptedRead: boolean },
): Promise<DomainLists> {
  const rows = await db.rows(
    `SELECT d.name AS name, false AS "isAccepted", false AS "withSubdomains"
       FROM (SELECT unnest(domains) AS d FROM tenant) WHERE d.isVerified AND d.name IS NOT NULL
     UNION ALL SELECT domainName, true, matchSubDomains
       FROM "mail-flow" WHERE kind = 'accepted-domain' AND domainName IS NOT NULL`,
    domainRow,
  );
  const known = [
    ...rows.filter(({ isAccepted }) => acceptedRead || !isAccepted),
    { name: defaultDomain, isAccepted: false, withSubdomains: false },
  ];
  const covering = known.filter((row) =>
    acceptedRead ? row.withSubdomains === true || row.name.startsWith('*.') : true,
  );
  const perhaps = known.filter(({ withSubdomains }) => withSubdomains === null);
  return {
    own: new Set(asciiSet(known.map(({ name }) => name)).flatMap(withHybrid)),
    ownWithSubdomains: new Set(asciiSet(covering.map(({ name }) => name))),
    ownPerhapsWithSubdomains: new Set(asciiSet(perhaps.map(({ name }) => name))),
    webmail: new Set(asciiSet(domains.webmail)),
    universities: new Set(asciiSet(domains.universities)),
    partners: new Set(asciiSet(domains.partners)),
    isPublicWebmail: readWebmailList(),
  };
}

function asciiSet(names: readonly string[]): string[] {
  return names.flatMap((name) => asciiDomain(name.replace(/^\*\./, '')) ?? []);
}

/** A hybrid organization routes between its two sides by `….mail.onmicrosoft.com`. */
function withHybrid(domain: string): string[] {
  const initial = /^([^.]+)\.onmicrosoft\.com$/.exec(domain)?.[1];
  return initial === undefined ? [domain] : [domain, `${initial}.mail.onmicrosoft.com`];
}
