import { timeZonesOf } from '../../config/time-zones-of.ts';
import type { StarterSuggestions } from '../../config/starter-config.ts';
import type { GraphClient } from '../../graph/client.ts';
import { GraphFailure } from '../../graph/graph-failure.ts';
import { pages } from '../../graph/pages.ts';
import { fieldsOf, listField, textField } from '../fields.ts';
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
    timeZones: await timeZonesOfTenant(client),
    accounts: items.length,
  };
}

const COUNTRY = '/organization?$select=countryLetterCode';

/** Those of its country; none where it tells no country, or would not say. */
async function timeZonesOfTenant(client: GraphClient): Promise<readonly string[]> {
  try {
    const answer = await client.get(COUNTRY);
    const [item] = listField(fieldsOf(answer.json, 'organization'), 'value');
    return timeZonesOf(textField(fieldsOf(item, 'organization'), 'countryLetterCode') ?? '');
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error;
    return [];
  }
}
