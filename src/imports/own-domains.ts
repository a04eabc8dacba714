import { rowsOf, type ScannedExport } from './scan-export.ts';
import { KnownError, worded } from '../errors.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** The domains of the organization, the default one first. */
export interface OwnDomains {
  readonly domains: readonly string[];
}

/** Beyond so many names, the commonest domain is known. */
const NAMES_LOOKED_AT = 5_000;

/**
 * The domains that the command line tells, and those that Get-AcceptedDomain exported. Without either, the commonest of the accounts' names
 * is suggested, and nothing is guessed: which domains are ours decides which redirects lead outside. Throws `KnownError` (usage).
 */
export async function ownDomains(
  told: readonly string[],
  files: readonly ScannedExport[],
): Promise<OwnDomains> {
  const accepted = await acceptedDomains(files);
  const domains = [...new Set([...told, ...accepted])];
  if (domains.length > 0) return { domains };
  const suggested = await commonestDomains(files);
  const seen = suggested.map((domain) => `--domain ${domain}`).join(' ');
  throw new KnownError('usage', TROUBLE_WORDS.domainMissing, {
    nextSteps: [
      ...(seen === '' ? [] : [worded(TROUBLE_WORDS.domainsSeen, { options: seen })]),
      worded(TROUBLE_WORDS.domainsListed, { cmdlet: 'Get-AcceptedDomain' }),
    ],
  });
}

async function acceptedDomains(files: readonly ScannedExport[]): Promise<string[]> {
  const found: { name: string; isDefault: boolean }[] = [];
  for (const file of files) {
    if (file.kind.id !== 'accepted-domain') continue;
    for await (const { row } of rowsOf(file)) {
      const { domainname } = row;
      // `*` is any domain, and none of ours by name.
      if (typeof domainname !== 'string' || domainname.startsWith('*')) continue;
      found.push({
        name: domainname.toLowerCase(),
        isDefault: (row.default ?? row.isdefault) === true,
      });
    }
  }
  return found.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)).map(({ name }) => name);
}

async function commonestDomains(files: readonly ScannedExport[]): Promise<string[]> {
  const counts = new Map<string, number>();
  let seen = 0;
  for (const file of files) {
    if (file.kind.id !== 'users') continue;
    for await (const { row } of rowsOf(file)) {
      const name = typeof row.userPrincipalName === 'string' ? row.userPrincipalName.toLowerCase() : '';
      const domain = name.includes('#ext#') ? '' : (name.split('@')[1] ?? '');
      if (domain !== '') counts.set(domain, (counts.get(domain) ?? 0) + 1);
      seen += 1;
      if (seen === NAMES_LOOKED_AT) break;
    }
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 5)
    .map(([domain]) => domain);
}
