import { expect, test } from 'vitest';
import { collecting } from '../../testing/collecting.ts';
import type { SentRequest } from '../../testing/scripted-transport.ts';
import { SOURCE_IDS, TABLES } from '../../snapshot/tables.ts';
import { countAccounts } from '../accounts/accounts.ts';
import { COLLECTORS } from '../catalogue.ts';
import { readTenant } from '../tenant/tenant.ts';
import type { AskedEndpoint } from './asked-field.ts';
import { FIELDS_CATALOGUE } from './fields-catalogue.ts';

const GROUP = '0a0a0a0a-1111-4c3b-8a2d-00000000000a';
const NESTED = '0c0c0c0c-1111-4c3b-8a2d-00000000000c';
const ACCOUNT = {
  id: '0b0b0b0b-1111-4c3b-8a2d-00000000000b',
  userPrincipalName: 'alix@reseau.example',
  accountEnabled: true,
  assignedPlans: [
    {
      service: 'exchange',
      servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
      capabilityStatus: 'Enabled',
    },
  ],
};
const MAILBOX = {
  ExternalDirectoryObjectId: ACCOUNT.id,
  UserPrincipalName: ACCOUNT.userPrincipalName,
  RecipientTypeDetails: 'UserMailbox',
  ForwardingAddress: 'Somebody',
  ForwardingSmtpAddress: null,
  DeliverToMailboxAndForward: true,
};
/** A rule that Graph cannot express, and one, disabled, that leads to an address that no account bears. */
const RULES = [
  { displayName: 'Épinglée', isEnabled: true, isReadOnly: true },
  {
    ...{ displayName: 'Vers la liste', isEnabled: false },
    actions: { redirectTo: [{ emailAddress: { address: 'liste@reseau.example' } }] },
  },
];
const OWN_DOMAIN = { name: 'reseau.example', isVerified: true, isDefault: true, isInitial: false };
const CONFIG = {
  enrolments: [{ id: 'telefax', label: { fr: 'Téléfax', en: 'Telefax' }, group: 'GRP' }],
  categories: [
    {
      id: 'all',
      physician: true,
      label: { fr: 'T', en: 'A' },
      when: { jobTitle: '.', extensionAttribute3: '.' },
    },
  ],
};

/** What each path is answered, so that whatever is asked after it is asked. */
const ANSWERS: readonly (readonly [RegExp, unknown])[] = [
  [/\/users\/\$count$/, undefined],
  [/\/authentication\/requirements$/, { perUserMfaState: 'disabled' }],
  [/perUserMfaState/, { value: [{ id: ACCOUNT.id }] }],
  [/\/users\?/, { value: [ACCOUNT] }],
  [/\/groups\?/, { value: [{ id: GROUP }] }],
  [
    /\/transitiveMembers/,
    {
      value: [ACCOUNT.id, NESTED].map((id) => ({
        id,
        '@odata.type': `#microsoft.graph.${id === NESTED ? 'group' : 'user'}`,
      })),
    },
  ],
  [/\/groups\/[^/]+$/, { id: NESTED, displayName: 'Dans le groupe', visibility: null }],
  [/\/agreements\?/, { value: [{ id: 'agreement' }] }],
  [/roleDefinitions$/, { value: [{ id: 'role' }] }],
  [
    /role(Assignments|EligibilitySchedules)$/,
    { value: [{ principalId: ACCOUNT.id, roleDefinitionId: 'role' }] },
  ],
  [/SecurityDefaults/i, { id: 'defaults', isEnabled: false }],
  [/reportSettings$/, { displayConcealedNames: false }],
];

async function everyRequest(perUserMfa: 'bulk' | 'each'): Promise<readonly SentRequest[]> {
  const open = await collecting(
    ({ url, body }) => {
      if (url.includes('/reports/get')) return { status: 403, json: { error: { code: 'Forbidden' } } };
      if (url.endsWith('/$batch'))
        return {
          json: { responses: innerOf(body).map(({ id }) => ({ id, status: 200, body: { value: RULES } })) },
        };
      const [, json] = ANSWERS.find(([path]) => path.test(url)) ?? [null, { value: [] }];
      return json === undefined ? { text: '1' } : { json };
    },
    {
      total: 1,
      config: { ...CONFIG, perUserMfa },
      tenant: { domains: [OWN_DOMAIN] },
      exchange: ({ body }) => ({ json: { value: (body ?? '').includes('Get-Mailbox') ? [MAILBOX] : [] } }),
    },
  );
  try {
    await readTenant(open.context.client, 't');
    await countAccounts(open.context.client);
    for (const { collect } of COLLECTORS) await collect(open.context).catch(() => undefined);
    return [...open.transport.sent, ...open.exchange.sent];
  } finally {
    await open.close();
  }
}

interface Inner {
  readonly id: string;
  readonly url: string;
}

function innerOf(body: string | undefined): readonly Inner[] {
  const parsed: unknown = JSON.parse(body ?? '{}');
  const requests =
    typeof parsed === 'object' && parsed !== null && 'requests' in parsed ? parsed.requests : [];
  return Array.isArray(requests) ? requests.map((one: Inner) => one) : [];
}

interface Asked {
  readonly at: string;
  readonly properties: readonly string[];
}

/** Where a request goes, without ids, and the properties that it names. */
function askedBy({ url, body }: SentRequest): readonly Asked[] {
  if (url.endsWith('/$batch')) return innerOf(body).map((one) => askedAt(`https://graph/v1.0${one.url}`));
  const cmdlet = /"CmdletName":"([^"]+)"/.exec(body ?? '')?.[1];
  return [askedAt(url, cmdlet)];
}

function askedAt(url: string, cmdlet?: string): Asked {
  const { pathname, searchParams } = new URL(url);
  const [, version = '', ...rest] = pathname.split('/');
  const path = `/${rest.join('/')}`
    .replace(/^\/(users|groups)\/(?!\$count)[^/]+/, '/$1/{id}')
    .replace(/\/agreements\/[^/]+/, '/agreements/{id}')
    .replace(/\(.*\)$/, '');
  const properties = (searchParams.get('$select') ?? '').split(',').filter((name) => name !== '');
  return { at: cmdlet === undefined ? `${version} ${path}` : `exchange ${cmdlet}`, properties };
}

const placeOf = ({ from, path }: AskedEndpoint): string => `${from} ${path}`;

test('nothing is asked that the catalogue does not have, and all that it has is asked', async () => {
  const sent = [...(await everyRequest('bulk')), ...(await everyRequest('each'))].flatMap(askedBy);
  const unknown = sent.flatMap(({ at, properties }) => {
    const fields = FIELDS_CATALOGUE.filter((one) => placeOf(one) === at).flatMap((one) => one.fields);
    if (fields.length === 0) return [at];
    return properties
      .filter((name) => !fields.some(({ property }) => property === name))
      .map((name) => `${at} ${name}`);
  });
  expect([...new Set(unknown)]).toEqual([]);
  const asked = new Set(sent.map(({ at }) => at));
  expect([...new Set(FIELDS_CATALOGUE.map(placeOf))].filter((at) => !asked.has(at))).toEqual([]);
  // A request that names its properties names these, and no field of the catalogue stands for nothing.
  const unnamed = FIELDS_CATALOGUE.filter(({ selects }) => selects).flatMap((endpoint) => {
    const named = new Set(
      sent.filter(({ at }) => at === placeOf(endpoint)).flatMap(({ properties }) => properties),
    );
    const plain = endpoint.fields.filter(({ property }) => !/^@|\//.test(property));
    return plain
      .filter(({ property }) => !named.has(property))
      .map(({ property }) => `${placeOf(endpoint)} ${property}`);
  });
  expect(unnamed).toEqual([
    'v1.0 /users department',
    'v1.0 /users officeLocation',
    'v1.0 /users employeeType',
    'v1.0 /users employeeId',
  ]);
}, 60_000);

test('every column of a snapshot’s table comes from a field of the catalogue, and every field goes to one', () => {
  const FROM_THE_CODE: readonly string[] = [
    'kind',
    'outcome',
    'code',
    'forwardingReturned',
    'scopeUntold',
    'groupRef',
    'assignment',
    'service',
  ];
  const problems = SOURCE_IDS.flatMap((source) => {
    const kept = FIELDS_CATALOGUE.filter((one) => one.source === source)
      .flatMap(({ fields }) => fields)
      .flatMap(({ keptAs }) => keptAs ?? []);
    // Whose rules were asked is in the request.
    const given = source === 'inbox-rules' ? [...FROM_THE_CODE, 'accountId'] : FROM_THE_CODE;
    const columns = Object.keys(TABLES[source]);
    const unexplained = columns.filter(
      (name) => !kept.includes(name) && !given.includes(name) && !name.startsWith('extensionAttribute'),
    );
    const nowhere = kept.filter((name) => !columns.includes(name));
    return [
      ...unexplained.map((name) => `${source}: where ${name} comes from`),
      ...nowhere.map((name) => `${source}: no column ${name}`),
    ];
  });
  expect(problems).toEqual([]);
});

test('what the public metadata of v1.0 lacks says who documents it, and what happens where it is refused', () => {
  const beyond = FIELDS_CATALOGUE.filter(({ from }) => from !== 'exchange').flatMap((endpoint) => [
    ...(endpoint.beyondMetadata === undefined ? [] : [placeOf(endpoint)]),
    ...endpoint.fields
      .filter(({ beyondMetadata }) => beyondMetadata !== undefined)
      .map(({ property }) => `${placeOf(endpoint)} ${property}`),
  ]);
  expect(beyond).toEqual([
    'v1.0 /users perUserMfaState',
    'beta /reports/getFormsUserActivityUserDetail',
    'beta /identity/conditionalAccess/policies',
    'v1.0 /roleManagement/directory/roleEligibilitySchedules',
    'beta /users',
    'beta /users/{id}/authentication/requirements',
  ]);
  const outside = FIELDS_CATALOGUE.filter(
    ({ from, beyondMetadata }) => from !== 'v1.0' && beyondMetadata === undefined,
  );
  expect(outside.map(placeOf)).toEqual([]);
});
