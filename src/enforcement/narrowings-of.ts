import type { Conditions } from './policy-schema.ts';

const READ_ELSEWHERE = new Set(['users', 'applications', 'clientApplications', 'clientAppTypes']);

const NAMES: Readonly<Record<string, string>> = {
  signInRiskLevels: 'sign-in-risk',
  userRiskLevels: 'user-risk',
  insiderRiskLevels: 'insider-risk',
  locations: 'location',
  platforms: 'platform',
  devices: 'device',
  deviceStates: 'device',
  authenticationFlows: 'authentication-flow',
};

/**
 * The conditions that let a policy apply at some sign-ins only. One that is not known here narrows as soon as it holds
 * anything: https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-conditions
 */
export function narrowingsOf(conditions: Conditions): string[] {
  const names = Object.entries(conditions)
    .filter(([key, value]) => !READ_ELSEWHERE.has(key) && narrows(key, value, conditions))
    .map(([key]) => NAMES[key] ?? key);
  return [...new Set([...names, ...unknownKeys(conditions)])].sort();
}

function narrows(key: string, value: unknown, { locations, platforms }: Conditions): boolean {
  if (key === 'locations')
    return !isEverywhere(locations?.includeLocations, locations?.excludeLocations, locations);
  if (key === 'platforms')
    return !isEverywhere(platforms?.includePlatforms, platforms?.excludePlatforms, platforms);
  if (key === 'devices' || key === 'deviceStates') return !isEmpty(withoutAll(value));
  // Of workload identities, and of nobody who signs in.
  if (key === 'servicePrincipalRiskLevels' || key === 'agentIdRiskLevels') return false;
  return !isEmpty(value);
}

function isEverywhere(
  included: readonly string[] = [],
  excluded: readonly string[] = [],
  whole: unknown,
): boolean {
  const all = included.length === 0 || included.some((one) => one.toLowerCase() === 'all');
  return isEmpty(whole) || (all && excluded.length === 0);
}

/** `includeDevices: ["All"]`, which narrows nothing, taken out. */
function withoutAll(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, part]) => !key.startsWith('include') || !/^\["all"\]$/i.test(JSON.stringify(part)),
    ),
  );
}

const KNOWN_OF_USERS = /^(include|exclude)(Users|Groups|Roles|GuestsOrExternalUsers)$/;
const KNOWN_OF_APPLICATIONS =
  /^((include|exclude)Applications|includeUserActions|includeAuthenticationContextClassReferences)$/;

function unknownKeys({ users, applications }: Conditions): string[] {
  const unknown = (part: object | null | undefined, known: RegExp): string[] =>
    Object.entries(part ?? {})
      .filter(([key, value]) => !known.test(key) && !isOfTheProtocol(key) && !isEmpty(value))
      .map(([key]) => (key === 'applicationFilter' ? 'application-filter' : key));
  return [...unknown(users, KNOWN_OF_USERS), ...unknown(applications, KNOWN_OF_APPLICATIONS)];
}

function isOfTheProtocol(key: string): boolean {
  return key.includes('@odata.');
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return /^(none)?$/i.test(value.trim());
  if (Array.isArray(value)) return value.every(isEmpty);
  if (typeof value !== 'object') return value === false;
  return Object.entries(value).every(([key, part]) => isOfTheProtocol(key) || isEmpty(part));
}
