import { isUnknownWord, lowered, type Conditions } from './policy-schema.ts';

/** Which applications a policy is for; ids and words of Graph in lower case. */
export interface Resources {
  readonly all: boolean;
  readonly named: readonly string[];
  readonly excluded: readonly string[];
  /** What it is for did not come, or is named by a word that is not documented. */
  readonly isUnclear: boolean;
}

/** Of Office 365 nothing is left out, of all nothing is left out; `other`: less than these. */
export type ResourceLevel = 'all' | 'office' | 'other' | 'none';

export const OFFICE_365 = 'office365';
export const EXCHANGE_ONLINE = '00000002-0000-0ff1-ce00-000000000000';

/** Whatever no policy names. */
export const ANYTHING_ELSE = '*';

/**
 * What the directive is about, beside Office 365 as a whole: Exchange, SharePoint with OneDrive, Teams, Forms, Planner, Stream
 * (https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in).
 */
const OF_OFFICE = [
  EXCHANGE_ONLINE,
  '00000003-0000-0ff1-ce00-000000000000',
  'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe',
  'c9a559d2-7aab-4f13-a6ed-e7e9c52aec87',
  '09abbdfd-ed23-44ee-a2d9-a627aa1c90f3',
  '2634dd23-5e5a-431c-81ca-11710d9079f4',
];
export const OFFICE_RESOURCES: readonly string[] = [OFFICE_365, ...OF_OFFICE];

const WORDS = ['all', 'none', OFFICE_365, 'microsoftadminportals'];
const NOTHING: Resources = { all: false, named: [], excluded: [], isUnclear: false };
export const MAYBE_ANYTHING: Resources = { ...NOTHING, isUnclear: true };

/** A user action and an authentication context are no application; a policy for workload identities is for nobody who signs in. */
export function resourcesOf({ applications, clientApplications }: Conditions): Resources {
  const workloads = lowered(clientApplications?.includeServicePrincipals).filter((id) => id !== 'none');
  if (workloads.length > 0) return NOTHING;
  if (applications === undefined) return MAYBE_ANYTHING;
  const { includeApplications, excludeApplications } = applications ?? {};
  const included = lowered(includeApplications).filter((id) => id !== 'none');
  const excluded = lowered(excludeApplications).filter((id) => id !== 'none');
  const isTold =
    applications === null || (includeApplications !== undefined && excludeApplications !== undefined);
  return {
    all: included.includes('all'),
    named: included.filter((id) => id !== 'all'),
    excluded,
    isUnclear: !isTold || [...included, ...excluded].some((id) => isUnknownWord(id, WORDS)),
  };
}

/** Whether a policy is for a resource: an id, `office365` as a whole, or anything that is named nowhere. */
export function covers({ all, named, excluded }: Resources, resource: string): boolean {
  const names = OF_OFFICE.includes(resource) ? [resource, OFFICE_365] : [resource];
  if (names.some((name) => excluded.includes(name))) return false;
  return all || names.some((name) => named.includes(name));
}

export function levelOf(resources: Resources): ResourceLevel {
  const { all, named, excluded } = resources;
  if (all && excluded.length === 0) return 'all';
  if (!all && named.length === 0) return 'none';
  return OFFICE_RESOURCES.every((resource) => covers(resources, resource)) ? 'office' : 'other';
}
