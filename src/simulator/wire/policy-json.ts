import type { Policy, Strength, Who } from '../tenant/policies.ts';
import { POLICY_GROUPS } from '../tenant/policy-groups.ts';
import { namedId } from '../tenant/object-id.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { roleId } from './role-json.ts';

const STATES = {
  enabled: 'enabled',
  disabled: 'disabled',
  'report-only': 'enabledForReportingButNotEnforced',
} as const;

const CLIENTS = {
  all: ['all'],
  modern: ['browser', 'mobileAppsAndDesktopClients'],
  legacy: ['exchangeActiveSync', 'other'],
} as const;

/** A policy in the shape of Graph's conditionalAccessPolicy. */
export function policyJson(tenant: Tenant, policy: Policy): Record<string, unknown> & { id: string } {
  return {
    id: namedId(tenant.seed, `policy ${policy.name}`),
    templateId: null,
    displayName: policy.name,
    createdDateTime: '2019-11-04T15:12:22.5581934Z',
    modifiedDateTime: policy.state === 'enabled' ? '2020-03-02T19:40:05.1120773Z' : null,
    state: STATES[policy.state],
    deletedDateTime: null,
    partialEnablementStrategy: null,
    sessionControls: null,
    conditions: conditionsOf(tenant, policy),
    grantControls: grantControlsOf(tenant, policy),
  };
}

function conditionsOf(tenant: Tenant, policy: Policy): object {
  const { only, clients } = policy;
  return {
    userRiskLevels: [],
    signInRiskLevels: only === 'risk' ? ['medium', 'high'] : [],
    clientAppTypes: CLIENTS[clients],
    servicePrincipalRiskLevels: [],
    agentIdRiskLevels: null,
    insiderRiskLevels: null,
    clients: null,
    platforms: only === 'phones' ? { includePlatforms: ['android', 'iOS'], excludePlatforms: [] } : null,
    locations: only === 'outside' ? locationsOf(tenant, policy) : null,
    times: null,
    deviceStates: null,
    devices:
      only === 'unmanaged'
        ? {
            includeDevices: [],
            excludeDevices: [],
            deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' },
          }
        : null,
    clientApplications: null,
    authenticationFlows: null,
    applications: applicationsOf(tenant, policy),
    users: usersOf(tenant, policy),
  };
}

function locationsOf({ seed }: Tenant, { controls }: Policy): object {
  const inside = controls.includes('block') ? namedId(seed, 'location Canada') : 'AllTrusted';
  return { includeLocations: ['All'], excludeLocations: [inside] };
}

function applicationsOf({ seed }: Tenant, { on }: Policy): object {
  const included = {
    everything: ['All'],
    office365: ['Office365'],
    payroll: [namedId(seed, 'payroll')],
    'everything-but-office365': ['All'],
    registration: [],
  }[on];
  return {
    includeApplications: included,
    excludeApplications: on === 'everything-but-office365' ? ['Office365'] : [],
    includeUserActions: on === 'registration' ? ['urn:user:registersecurityinfo'] : [],
    includeAuthenticationContextClassReferences: [],
    applicationFilter: null,
  };
}

function usersOf(tenant: Tenant, { include, exclude }: Policy): object {
  const [included, excluded] = [namedBy(tenant, include), namedBy(tenant, exclude)];
  return {
    includeUsers: included.users,
    excludeUsers: excluded.users,
    includeGroups: included.groups,
    excludeGroups: excluded.groups,
    includeRoles: included.roles,
    excludeRoles: excluded.roles,
    includeGuestsOrExternalUsers: included.guests,
    excludeGuestsOrExternalUsers: excluded.guests,
  };
}

function namedBy(
  tenant: Tenant,
  whom: readonly Who[],
): { users: string[]; groups: string[]; roles: string[]; guests: object | null } {
  const users: string[] = [];
  const groups: string[] = [];
  const roles: string[] = [];
  let guests: object | null = null;
  for (const who of whom) {
    if (who.kind === 'everyone') users.push('All');
    if (who.kind === 'guests') users.push('GuestsOrExternalUsers');
    if (who.kind === 'break-glass') users.push(...breakGlassIds(tenant));
    if (who.kind === 'group') groups.push(namedId(tenant.seed, POLICY_GROUPS[who.group]));
    if (who.kind === 'role') roles.push(roleId(tenant, who.role));
    if (who.kind === 'partner-guests') guests = PARTNER_GUESTS;
  }
  return { users, groups, roles, guests };
}

const PARTNER_GUESTS = {
  guestOrExternalUserTypes: 'b2bCollaborationGuest,b2bCollaborationMember',
  externalTenants: {
    '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants',
    membershipKind: 'all',
  },
};

function breakGlassIds(tenant: Tenant): string[] {
  const admins = tenant.segments.find(({ kind }) => kind === 'admin');
  const ids: string[] = [];
  for (let ordinal = 0; admins !== undefined && ordinal < admins.count; ordinal += 1) {
    const account = tenant.accountAt(admins.start + ordinal);
    if (tenant.isBreakGlass(account)) ids.push(tenant.ids.idOf(account.slot));
  }
  return ids;
}

function grantControlsOf(tenant: Tenant, { controls, operator, strength, withTerms }: Policy): object {
  return {
    operator,
    builtInControls: controls,
    customAuthenticationFactors: [],
    termsOfUse: withTerms ? tenant.agreements.slice(0, 1).map(({ id }) => id) : [],
    authenticationStrength: strength === null ? null : strengthOf(tenant, strength),
  };
}

function strengthOf({ seed }: Tenant, strength: Strength): object {
  const common = {
    createdDateTime: '2021-12-01T00:00:00Z',
    modifiedDateTime: '2021-12-01T00:00:00Z',
    combinationConfigurations: [],
  };
  return strength === 'phishing-resistant'
    ? {
        // The same id in every tenant.
        id: '00000000-0000-0000-0000-000000000004',
        displayName: 'Phishing-resistant MFA',
        description: 'Phishing-resistant, Passwordless methods for the strongest authentication.',
        policyType: 'builtIn',
        requirementsSatisfied: 'mfa',
        allowedCombinations: ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
        ...common,
      }
    : {
        id: namedId(seed, 'strength single factor'),
        displayName: 'Un facteur au choix',
        description: 'Mot de passe, certificat ou texto',
        policyType: 'custom',
        requirementsSatisfied: 'none',
        allowedCombinations: ['password', 'sms', 'x509CertificateSingleFactor'],
        ...common,
      };
}
