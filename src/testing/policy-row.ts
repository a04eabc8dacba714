type Json = Readonly<Record<string, unknown>>;

/** What a policy differs in from one that asks MFA of nobody yet, for everything, always. */
export interface PolicyShape {
  readonly state?: string;
  /** `users` and `applications` are laid over the whole ones. */
  readonly conditions?: Json & { readonly users?: object; readonly applications?: object };
  readonly grantControls?: Json;
}

const USERS = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};

const APPLICATIONS = { includeApplications: ['All'], excludeApplications: [], includeUserActions: [] };

const CONDITIONS = {
  clientAppTypes: ['all'],
  userRiskLevels: [],
  signInRiskLevels: [],
  platforms: null,
  locations: null,
  devices: null,
  clientApplications: null,
};

const GRANT = {
  operator: 'OR',
  builtInControls: ['mfa'],
  customAuthenticationFactors: [],
  termsOfUse: [],
  authenticationStrength: null,
};

/** A row of `mfa-policies` with every key that Graph sends, so that what a test leaves out is left out on purpose. */
export function policyRow(
  name: string,
  { state = 'enabled', conditions = {}, grantControls }: PolicyShape,
): object {
  const { users, applications, ...others } = conditions;
  return {
    kind: 'conditional-access',
    policyId: name,
    name,
    state,
    conditions: JSON.stringify({
      ...CONDITIONS,
      ...others,
      users: { ...USERS, ...users },
      applications: { ...APPLICATIONS, ...applications },
    }),
    grantControls: JSON.stringify({ ...GRANT, ...grantControls }),
  };
}
