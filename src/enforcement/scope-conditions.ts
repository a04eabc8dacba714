import { CLIENT_APPS, type ClientApp } from './client-apps.ts';
import { holdsMoreThan, isEmpty, lowered, type Conditions } from './policy-schema.ts';

/** When a policy applies. */
export interface When {
  /** Conditions that let it apply at some sign-ins only, in words of this program, in their order. */
  readonly conditions: readonly string[];
  readonly clients: readonly ClientApp[];
  /** Clients of which it is not clear whether it is for them. */
  readonly unclearClients: readonly ClientApp[];
  /** A condition did not come, or is not documented: it may apply at some sign-ins only. */
  readonly isUnclear: boolean;
}

/** What a condition does: `narrows` it applies at some sign-ins only. */
type Effect = 'none' | 'narrows' | 'unclear';

/**
 * Reads the conditions: https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-conditions
 * `sent` are the keys that came with at least one policy: newer ones do not come from every cloud, and one that came with
 * another policy was lost with this one.
 */
export function whenOf(conditions: Conditions, sent: ReadonlySet<string>): When {
  const effects = effectsOf(conditions, sent);
  const names = Object.entries(effects).flatMap(([name, effect]) => (effect === 'narrows' ? [name] : []));
  const { clients, unclearClients } = clientsOf(conditions.clientAppTypes);
  const isUnclear =
    Object.values(effects).includes('unclear') ||
    holdsMoreThan(conditions, KNOWN) ||
    holdsMoreThan(conditions.users, KNOWN_OF_USERS) ||
    holdsMoreThan(conditions.applications, KNOWN_OF_APPLICATIONS) ||
    holdsMoreThan(conditions.clientApplications, KNOWN_OF_CLIENT_APPLICATIONS);
  return { conditions: names.sort(), clients, unclearClients, isUnclear };
}

/** Those of workload identities (risk of a service principal or of an agent) are about nobody who signs in. */
const KNOWN = [
  'users',
  'applications',
  'clientApplications',
  'clientAppTypes',
  'signInRiskLevels',
  'userRiskLevels',
  'insiderRiskLevels',
  'locations',
  'platforms',
  'devices',
  'deviceStates',
  'authenticationFlows',
  'servicePrincipalRiskLevels',
  'agentIdRiskLevels',
];
const KNOWN_OF_USERS = ['Users', 'Groups', 'Roles', 'GuestsOrExternalUsers'].flatMap((whom) => [
  `include${whom}`,
  `exclude${whom}`,
]);
const KNOWN_OF_APPLICATIONS = [
  'includeApplications',
  'excludeApplications',
  'includeUserActions',
  'includeAuthenticationContextClassReferences',
  'applicationFilter',
];
const KNOWN_OF_CLIENT_APPLICATIONS = [
  'includeServicePrincipals',
  'excludeServicePrincipals',
  'servicePrincipalFilter',
];

function effectsOf(conditions: Conditions, sent: ReadonlySet<string>): Record<string, Effect> {
  const { locations, platforms, insiderRiskLevels, deviceStates, applications } = conditions;
  const unlessSent = (key: string): Effect => (sent.has(key) ? 'unclear' : 'none');
  return {
    'sign-in-risk': effectOfRisk(conditions.signInRiskLevels),
    'user-risk': effectOfRisk(conditions.userRiskLevels),
    'insider-risk':
      insiderRiskLevels === undefined
        ? unlessSent('insiderRiskLevels')
        : insiderRiskLevels.length > 0
          ? 'narrows'
          : 'none',
    location: effectOfPlaces(locations, locations?.includeLocations, locations?.excludeLocations),
    platform: effectOfPlaces(platforms, platforms?.includePlatforms, platforms?.excludePlatforms),
    device: isEmpty(deviceStates) ? effectOfDevices(conditions.devices) : 'narrows',
    'authentication-flow': effectOfFlows(conditions.authenticationFlows, unlessSent('authenticationFlows')),
    'application-filter':
      applications?.applicationFilter === undefined
        ? unlessSent('applications.applicationFilter')
        : applications.applicationFilter === null
          ? 'none'
          : 'narrows',
  };
}

/** `none` is a level of its own, “No risk”: https://learn.microsoft.com/graph/api/resources/conditionalaccessconditionset */
const RISK_LEVELS = ['none', 'low', 'medium', 'high'];

function effectOfRisk(levels: readonly string[] | undefined): Effect {
  if (levels === undefined) return 'unclear';
  const told = lowered(levels);
  return told.length === 0 || RISK_LEVELS.every((level) => told.includes(level)) ? 'none' : 'narrows';
}

function effectOfPlaces(
  whole: object | null | undefined,
  included: readonly string[] | undefined,
  excluded: readonly string[] | undefined,
): Effect {
  if (whole === null) return 'none';
  if (whole === undefined) return 'unclear';
  const isSome = included !== undefined && included.length > 0 && !lowered(included).includes('all');
  if (isSome || (excluded ?? []).length > 0) return 'narrows';
  const isTold = included !== undefined && excluded !== undefined;
  return isTold && !holdsMoreThan(whole, PLACES) ? 'none' : 'unclear';
}

const PLACES = ['includeLocations', 'excludeLocations', 'includePlatforms', 'excludePlatforms'];

function effectOfDevices(devices: Conditions['devices']): Effect {
  if (devices === null) return 'none';
  if (devices === undefined) return 'unclear';
  const { includeDevices = [], excludeDevices = [], deviceFilter } = devices;
  const isSome = includeDevices.length > 0 && !lowered(includeDevices).includes('all');
  if (isSome || excludeDevices.length > 0) return 'narrows';
  if (deviceFilter !== null && deviceFilter !== undefined) return 'narrows';
  const isTold = deviceFilter === null && devices.excludeDevices !== undefined;
  const known = ['includeDevices', 'excludeDevices', 'deviceFilter'];
  return isTold && !holdsMoreThan(devices, known) ? 'none' : 'unclear';
}

function effectOfFlows(flows: Conditions['authenticationFlows'], unlessSent: Effect): Effect {
  if (flows === null) return 'none';
  if (flows === undefined) return unlessSent;
  if (flows.transferMethods === undefined) return 'unclear';
  return flows.transferMethods.length > 0 ? 'narrows' : 'none';
}

/** `easSupported` is Exchange ActiveSync on some platforms: whether it leaves others open, depends on what the tenant allows. */
function clientsOf(types: readonly string[] | undefined): Pick<When, 'clients' | 'unclearClients'> {
  if (types === undefined) return { clients: [], unclearClients: CLIENT_APPS };
  const named = lowered(types);
  if (named.length === 0 || named.includes('all')) return { clients: CLIENT_APPS, unclearClients: [] };
  const clients = CLIENT_APPS.filter((client) => named.includes(client));
  const isKnown = (type: string): boolean => type === 'eassupported' || clients.some((one) => one === type);
  const others = CLIENT_APPS.filter((client) => !clients.includes(client));
  if (!named.every(isKnown)) return { clients, unclearClients: others };
  const eas = named.includes('eassupported') ? others.filter((one) => one === 'exchangeactivesync') : [];
  return { clients, unclearClients: eas };
}
