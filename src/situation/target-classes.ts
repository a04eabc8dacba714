import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import type { DuckDb } from '../duckdb/duckdb.ts';

const require = createRequire(import.meta.url);

/** Reserved for documentation (RFC 2606), and typing mistakes about it. */
const RESERVED = /example\.(com|net|org)$/;

/** The kept list of public webmail domains. */
function keptWebmailDomains(): string[] {
  const domains = z.array(z.string()).parse(require('email-providers/all.json'));
  return domains.map((domain) => domain.toLowerCase()).filter((domain) => !RESERVED.test(domain));
}

/** Providers with a domain per country, more than any list follows: yahoo.ca, live.com.au, hotmail.co.uk. */
const COUNTRY_WEBMAIL = '^(outlook|hotmail|live|msn|yahoo|ymail)\\.([a-z]{2}|(com|co)(\\.[a-z]{2})?)$';

/**
 * Creates what `target_class(address)` needs: the class of a redirect's target.
 *
 * @param defaultDomain the tenant's, which stays internal where its list of domains could not be read
 */
export async function createTargetClasses(
  db: DuckDb,
  domains: Config['domains'],
  defaultDomain: string,
): Promise<void> {
  const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
  await db.setVariable('webmail', lower(domains.webmail));
  await db.setVariable('universities', lower(domains.universities));
  await db.setVariable('partners', lower(domains.partners));
  await db.setVariable('kept_webmail', keptWebmailDomains());
  await db.setVariable('default_domain', defaultDomain.toLowerCase());
  await db.run(
    `CREATE OR REPLACE TABLE kept_webmail AS SELECT unnest(getvariable('kept_webmail')) AS domain`,
  );
  await db.run(`CREATE OR REPLACE TABLE own_domains AS
    SELECT lower(d.name) AS domain FROM (SELECT unnest(domains) AS d FROM tenant) WHERE d.isVerified
    UNION SELECT regexp_replace(lower(d.name), '^([^.]+)\\.onmicrosoft\\.com$', '\\1.mail.onmicrosoft.com')
      FROM (SELECT unnest(domains) AS d FROM tenant) WHERE d.isVerified
    UNION SELECT getvariable('default_domain')`);
  await db.run(`CREATE OR REPLACE MACRO within(domain, names) AS
    len(list_filter(names, lambda n: domain = n OR ends_with(domain, concat('.', n)))) > 0`);
}

/**
 * The class of each address of a query: its `target` as Graph or Exchange wrote it, `address` without its prefix and
 * the dots and spaces around it. An address without @, an X.500 one or an encapsulated one is unresolved, never internal.
 */
export function classifiedTargets(select: string): string {
  return `SELECT * EXCLUDE (domain), CASE
      WHEN domain = '' OR regexp_matches(address, '^(ex:)?/o=|^imceaex-', 'i') THEN 'unresolved'
      WHEN EXISTS (SELECT 1 FROM own_domains o WHERE o.domain = t.domain
        OR ends_with(t.domain, concat('.', o.domain))) THEN 'internal'
      WHEN within(domain, getvariable('webmail')) THEN 'public-webmail'
      WHEN within(domain, getvariable('universities')) THEN 'university'
      WHEN within(domain, getvariable('partners')) THEN 'partner'
      WHEN domain IN (SELECT k.domain FROM kept_webmail k) THEN 'public-webmail'
      WHEN regexp_matches(domain, '${COUNTRY_WEBMAIL}') THEN 'public-webmail'
      ELSE 'external' END AS class
    FROM (SELECT *, CASE WHEN contains(address, '@') THEN lower(regexp_extract(address, '@([^@]*)$', 1)) ELSE '' END AS domain
      FROM (SELECT *, rtrim(trimmed(regexp_replace(trimmed(target), '^smtp:', '', 'i')), concat('. ', chr(9), chr(160))) AS address
        FROM (${select}))) t`;
}
