import type { Asked } from './field-cloud-key.ts';
import { quotedIn } from './field-cloud-key.ts';
import { FIELD_DOMAIN, type Person } from './field-cloud-people.ts';

/** What a scripted cloud says: a JSON body, or a report that is downloaded. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly csv?: string;
}

/** The tenant that a case takes place in. */
export interface World {
  readonly tenantId: string;
  readonly people: readonly Person[];
  /** Whether Exchange Online answers the application at all. */
  readonly exchange: 'open' | 'closed';
}

export function graphProblem(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message, innerError: { 'request-id': FIELD_REQUEST } } } };
}

const FIELD_REQUEST = '93b6f17e-c05d-4f45-ad2a-6665c708d8a0';

const list = (value: readonly unknown[]): Reply => ({ status: 200, body: { value } });
const none = (): Reply => list([]);
const notFound = (what: string): Reply =>
  graphProblem(404, 'Request_ResourceNotFound', `Resource '${what}' does not exist.`);

interface Default {
  readonly path: RegExp;
  /** Why this answer leaves the point of a case alone. */
  readonly why: string;
  readonly reply: (world: World, asked: Asked) => Reply;
}

/** What is not in a case is answered by the first line that fits; what fits none is unknown to this cloud. */
export const GRAPH_DEFAULTS: readonly Default[] = [
  {
    path: /^organization$/,
    why: 'every tenant names itself and its domains',
    reply: ({ tenantId }) =>
      list([
        {
          id: tenantId,
          displayName: 'Réseau de santé (cas)',
          verifiedDomains: [{ name: FIELD_DOMAIN, isDefault: true, isInitial: false, type: 'Managed' }],
        },
      ]),
  },
  {
    path: /^domains$/,
    why: 'one domain, verified',
    reply: () => list([{ id: FIELD_DOMAIN, isVerified: true, isDefault: true, isInitial: true }]),
  },
  {
    path: /^subscribedskus$/,
    why: 'Exchange and Entra ID P1, so that no licence is the reason of anything',
    reply: () => list([SKU]),
  },
  { path: /^admin\/reportsettings$/, why: 'names are not concealed', reply: () => SHOWN_NAMES },
  {
    path: /^users\/\$count$/,
    why: 'as many as there are',
    reply: ({ people }) => ({ status: 200, body: String(people.length) }),
  },
  {
    path: /^users\+perusermfastate$/,
    why: 'nobody has MFA by that road alone',
    reply: ({ people }) => list(people.map(({ id }) => ({ id, perUserMfaState: 'disabled' }))),
  },
  {
    path: /^users\/[^/]+\/authentication\/requirements$/,
    why: 'the same, one by one',
    reply: () => ({ status: 200, body: { perUserMfaState: 'disabled' } }),
  },
  {
    path: /^users\+signinactivity$/,
    why: 'a source that was refused as a whole blurs no account',
    reply: () => LACKS_AUDIT_LOG,
  },
  { path: /^users$/, why: 'the seven, or those that the filter names', reply: usersReply },
  {
    path: /^users\/[^/]+\/mailfolders\/[^/]+\/messagerules$/,
    why: 'no rule',
    reply: none,
  },
  {
    path: /^users\/[^/]+\/(mailboxsettings|mailboxsettings\/userpurpose)$/,
    why: 'a mailbox of a person',
    reply: () => ({ status: 200, body: { userPurpose: 'user' } }),
  },
  {
    path: /^users\/[^/]+$/,
    why: 'one of the seven',
    reply: ({ people }, { segments: [, id = ''] }) => {
      const found = people.find((one) => answersTo(one, id));
      return found === undefined ? notFound(id) : { status: 200, body: found };
    },
  },
  { path: /^groups$/, why: 'no group of that name', reply: none },
  {
    path: /^(groups|directoryobjects)\/[^/]+/,
    why: 'no such group: an account or an application bears the id',
    reply: (_, { segments: [, id = ''] }) => notFound(id),
  },
  { path: /^contacts$/, why: 'no contact of the organization', reply: none },
  { path: /^identity\/conditionalaccess\/policies$/, why: 'no policy', reply: none },
  { path: /^identity\/conditionalaccess\/namedlocations/, why: 'no location', reply: none },
  {
    path: /^policies\/identitysecuritydefaultsenforcementpolicy$/,
    why: 'off, as wherever policies or per-user MFA are in use',
    reply: () => ({
      status: 200,
      body: {
        id: '00000000-0000-0000-0000-000000000005',
        displayName: 'Security Defaults',
        isEnabled: false,
      },
    }),
  },
  {
    path: /^rolemanagement\/directory\/roledefinitions$/,
    why: 'the built-in role of the next line',
    reply: () => list([READERS]),
  },
  {
    path: /^rolemanagement\/directory\/roleassignments$/,
    why: 'held by an application: no tenant has no assignment, and no person of a case is an administrator unless it says so',
    reply: () =>
      list([{ id: 'ra0', principalId: APPLICATION, directoryScopeId: '/', roleDefinitionId: READERS.id }]),
  },
  {
    path: /^rolemanagement\/directory\/role(eligibility|assignment)schedule/,
    why: 'nobody may take a role on request',
    reply: none,
  },
  {
    path: /^reports\/authenticationmethods\/userregistrationdetails$/,
    why: 'refused as a whole',
    reply: () => LACKS_AUDIT_LOG,
  },
  {
    path: /^reports\/getoffice365servicesusercounts/,
    why: 'refused as a whole',
    reply: () => LACKS_REPORTS,
  },
  { path: /^reports\/get/, why: 'refused as a whole', reply: () => LACKS_REPORTS },
  {
    path: /^identitygovernance\/termsofuse\//,
    why: 'documented for a signed-in administrator alone',
    reply: () => graphProblem(403, 'AccessDenied', 'Call requires a signed-in user.'),
  },
];

const APPLICATION = '0a0a0a0a-1b1b-4c2c-8d3d-4e4e4e4e4e4e';

/** https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const READERS = {
  id: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  displayName: 'Directory Readers',
  templateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  isBuiltIn: true,
};

const SKU = {
  skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  skuPartNumber: 'SPE_E3',
  capabilityStatus: 'Enabled',
  consumedUnits: 7,
  prepaidUnits: { enabled: 10, suspended: 0, warning: 0 },
  servicePlans: [
    {
      servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
      servicePlanName: 'AAD_PREMIUM',
      provisioningStatus: 'Success',
      appliesTo: 'User',
    },
    {
      servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
      servicePlanName: 'EXCHANGE_S_ENTERPRISE',
      provisioningStatus: 'Success',
      appliesTo: 'User',
    },
  ],
};

const SHOWN_NAMES: Reply = { status: 200, body: { displayConcealedNames: false } };

const LACKS_AUDIT_LOG = graphProblem(
  403,
  'Authentication_MSGraphPermissionMissing',
  'The principal does not have required Microsoft Graph permission(s): AuditLog.Read.All to call this API.',
);

const LACKS_REPORTS = graphProblem(403, 'S2SUnauthorized', 'Invalid permission.');

function usersReply({ people }: World, { filter }: Asked): Reply {
  if (filter === null) return list(people);
  const wanted = quotedIn(filter);
  return list(people.filter((one) => wanted.some((text) => answersTo(one, text))));
}

/** Whether an id or an address is a person's. */
export function answersTo(one: Person, text: string): boolean {
  const { id, userPrincipalName, mail, proxyAddresses } = one;
  const proxies = Array.isArray(proxyAddresses) ? proxyAddresses.map((value) => String(value)) : [];
  const names = [id, userPrincipalName, typeof mail === 'string' ? mail : '', ...proxies];
  const wanted = text.replace(/^smtp:/i, '').toLowerCase();
  return names.some(
    (name) =>
      name
        .replace(/^smtp:/i, '')
        .trim()
        .toLowerCase() === wanted,
  );
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** What Exchange Online tells where a case does not: a tenant whose mail flow stops and sends nothing. */
export const EXCHANGE_DEFAULTS: Readonly<Record<string, (world: World) => Rows>> = {
  'get-mailbox': ({ people }) => people.map(mailboxOf),
  'get-recipient': ({ people }) => people.map(mailboxOf),
  'get-inboxrule': () => [],
  'get-transportrule': () => [],
  'get-journalrule': () => [],
  'get-outboundconnector': () => [],
  'get-inboundconnector': () => [],
  'get-hostedoutboundspamfilterrule': () => [],
  'get-hostedoutboundspamfilterpolicy': () => [
    { Name: 'Default', Identity: 'Default', IsDefault: true, Enabled: false, AutoForwardingMode: 'On' },
  ],
  'get-remotedomain': () => [
    { Name: 'Default', Identity: 'Default', DomainName: '*', AutoForwardEnabled: true, IsInternal: false },
  ],
  'get-accepteddomain': () => [
    {
      Name: FIELD_DOMAIN,
      Identity: FIELD_DOMAIN,
      DomainName: FIELD_DOMAIN,
      DomainType: 'Authoritative',
      MatchSubDomains: false,
      Default: true,
    },
  ],
};

function mailboxOf(one: Person): Readonly<Record<string, unknown>> {
  return {
    ExternalDirectoryObjectId: one.id,
    Guid: one.id,
    Identity: one.id,
    UserPrincipalName: one.userPrincipalName,
    PrimarySmtpAddress: one.userPrincipalName,
    DisplayName: one.displayName,
    RecipientTypeDetails: 'UserMailbox',
    ForwardingAddress: null,
    ForwardingSmtpAddress: null,
    DeliverToMailboxAndForward: false,
  };
}
