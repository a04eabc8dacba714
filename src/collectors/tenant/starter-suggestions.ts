import type { StarterSuggestions } from '../../config/starter-config.ts';
import type { GraphClient } from '../../graph/client.ts';
import { pages } from '../../graph/pages.ts';
import { fieldsOf, textField } from '../fields.ts';
import { readTenant } from './tenant.ts';

/** Some hundreds of accounts show what attributes hold; a tenant has hundreds of thousands. */
const SAMPLE = '/users?$select=companyName,jobTitle,department&$top=999';
const MOST_VALUES = 12;

/** What the tenant's domains and its first accounts suggest. Throws `GraphFailure` where accounts are refused. */
export async function starterSuggestions(client: GraphClient): Promise<StarterSuggestions> {
  const { facts } = await readTenant(client, 'tenant');
  const walk = pages(client, SAMPLE);
  const first = await walk.next();
  await walk.return(undefined);
  const items = first.done === true ? [] : first.value.items.map((item) => fieldsOf(item, 'user'));
  const commonest = (name: string): string[] => {
    const counts = new Map<string, number>();
    for (const item of items) {
      const value = textField(item, name)?.trim() ?? '';
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
      .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
      .slice(0, MOST_VALUES)
      .map(([value]) => value);
  };
  return {
    domains: facts.domains.map(({ name }) => name),
    companyNames: commonest('companyName'),
    jobTitles: commonest('jobTitle'),
    departments: commonest('department'),
    accounts: items.length,
  };
}
