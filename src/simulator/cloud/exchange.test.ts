import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { predict } from '../predict.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import { createTenant, type Overrides } from '../tenant/tenant.ts';
import type { Answer } from './answer.ts';
import { createCloud, type Cloud } from './cloud.ts';

const today = '2020-10-29';
const EXCHANGE = 'https://outlook.office365.com';
let tenant: TenantSpec;
let cloud: Cloud;
let bearer: string;
let writes: string[] = [];

const pageSchema = z.looseObject({
  value: z.array(z.record(z.string(), z.unknown())),
  '@adminapi.warnings': z.array(z.string()),
  '@odata.nextLink': z.string().optional(),
});
type Page = z.infer<typeof pageSchema>;
type Row = Page['value'][number];

function signIn(scope: string): Answer {
  return cloud({
    method: 'POST',
    host: 'login.microsoftonline.com',
    target: `/${tenant.id}/oauth2/v2.0/token`,
    headers: {},
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: `${scope}/.default`,
    }).toString(),
  });
}

function start(overrides: Overrides = {}, mailboxes = 3000): void {
  writes = [];
  cloud = createCloud(
    { tenant, today, mailboxes, overrides, onWrite: (command) => writes.push(command) },
    () => 0,
  );
  const { status, body } = signIn(EXCHANGE);
  if (status === 200) {
    bearer = `Bearer ${z.looseObject({ access_token: z.string() }).parse(JSON.parse(textOf(body))).access_token}`;
  }
}

function textOf(body: Answer['body']): string {
  return typeof body === 'string' ? body : [...body].join('');
}

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly command: string;
  readonly parameters?: object;
  readonly headers?: Record<string, string | undefined>;
}

const commandPath = (): string => `/adminapi/beta/${tenant.id}/InvokeCommand`;
const documentedPath = (endpoint: string): string => `/adminapi/v2.0/${tenant.id}/${endpoint}`;

function send({
  path = commandPath(),
  method = 'POST',
  command,
  parameters = {},
  headers = {},
}: Sent): Answer {
  return cloud({
    method,
    host: 'outlook.office365.com',
    target: path.replace(EXCHANGE, ''),
    headers: {
      authorization: bearer,
      'content-type': 'application/json; charset=utf-8',
      'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant.id}`,
      ...headers,
    },
    body: JSON.stringify({ CmdletInput: { CmdletName: command, Parameters: parameters } }),
  });
}

function page(sent: Sent): Page {
  const { body } = send(sent);
  return pageSchema.parse(JSON.parse(textOf(body)));
}

function all(sent: Sent): { rows: Row[]; sizes: number[] } {
  const rows: Row[] = [];
  const sizes: number[] = [];
  for (let path = sent.path ?? commandPath(); path !== '';) {
    const { value, '@odata.nextLink': next = '' } = page({ ...sent, path });
    rows.push(...value);
    sizes.push(value.length);
    path = next;
  }
  return { rows, sizes };
}

function refusalOf(answer: Answer): [number, string] {
  const { error } = z
    .object({ error: z.looseObject({ details: z.array(z.looseObject({ message: z.string() })) }) })
    .parse(JSON.parse(textOf(answer.body)));
  return [answer.status, error.details[0]?.message ?? ''];
}

const UNLIMITED = { ResultSize: 'Unlimited' } as const;

beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
  start();
});

describe('tokens', () => {
  test('a token for Graph is refused by Exchange, and the reverse', () => {
    const { access_token: graph } = z
      .looseObject({ access_token: z.string() })
      .parse(JSON.parse(textOf(signIn('https://graph.microsoft.com').body)));
    const withToken = (authorization: string): number =>
      send({ command: 'Get-RemoteDomain', headers: { authorization } }).status;
    const toGraph = (authorization: string): number =>
      cloud({
        method: 'GET',
        host: 'graph.microsoft.com',
        target: '/v1.0/organization',
        headers: { authorization },
        body: '',
      }).status;
    expect([withToken(bearer), withToken(`Bearer ${graph}`), withToken('')]).toEqual([200, 401, 401]);
    expect([toGraph(`Bearer ${graph}`), toGraph(bearer)]).toEqual([200, 401]);
  });

  test('without a service principal of Exchange there is no token for it, though there is one for Graph', () => {
    start({ exchange: 'no-service-principal' });
    const { status, body } = signIn(EXCHANGE);
    expect([status, /AADSTS\d+/.exec(textOf(body))?.[0]]).toEqual([400, 'AADSTS500011']);
    expect(signIn('https://graph.microsoft.com').status).toBe(200);
    start();
  });
});

describe('the two roads', () => {
  const roads = (): unknown[] => {
    const parameters = { ResultSize: 2 };
    const keysOf = (sent: Sent): unknown => {
      const answer = send(sent);
      if (answer.status !== 200) return answer.status;
      const [row = {}] = pageSchema.parse(JSON.parse(textOf(answer.body))).value;
      return ['ForwardingAddress', 'ForwardingSmtpAddress', 'DeliverToMailboxAndForward'].filter(
        (name) => name in row,
      ).length;
    };
    return [
      keysOf({ path: documentedPath('Mailbox'), command: 'Get-Mailbox', parameters }),
      keysOf({ command: 'Get-Mailbox', parameters }),
      send({ path: documentedPath('AcceptedDomain'), command: 'Get-AcceptedDomain' }).status,
      send({ command: 'Get-TransportRule' }).status,
    ];
  };

  test.each([
    [{}, [0, 3, 200, 200]],
    [{ exchange: 'v2' }, [3, 403, 200, 403]],
    [{ exchange: 'v2-only-without-forwarding' }, [0, 403, 200, 403]],
    [{ exchange: 'refused' }, [403, 403, 403, 403]],
    [{ missingPermissions: ['Exchange.ManageAsApp'] }, [0, 403, 200, 403]],
    [{ missingPermissions: ['Exchange.ManageAsAppV2'] }, [403, 3, 403, 200]],
  ] as const satisfies readonly (readonly [Overrides, unknown])[])(
    'with %j the rows have so many forwarding keys, or the road is closed',
    (overrides, expected) => {
      start(overrides);
      expect(roads()).toEqual(expected);
      start();
    },
  );

  test('a role and a permission that are missing are told apart', () => {
    start({ exchange: 'refused' });
    expect(refusalOf(send({ command: 'Get-Mailbox' }))[1]).toContain('role');
    start({ missingPermissions: ['Exchange.ManageAsApp'] });
    expect(refusalOf(send({ command: 'Get-Mailbox' }))[1]).toContain('permission');
    start();
  });
});

describe('requests', () => {
  test('what is not well asked is refused', () => {
    const statusOf = (sent: Partial<Sent>): number => send({ command: 'Get-Mailbox', ...sent }).status;
    expect({
      get: statusOf({ method: 'GET' }),
      noAnchor: statusOf({ headers: { 'x-anchormailbox': undefined } }),
      noType: statusOf({ headers: { 'content-type': undefined } }),
      otherTenant: statusOf({ path: '/adminapi/beta/ffffffff-91d4-4f0e-8a3b-2020102700a1/InvokeCommand' }),
      otherEndpoint: statusOf({ path: documentedPath('TransportRule'), command: 'Get-TransportRule' }),
      wrongEndpoint: statusOf({ path: documentedPath('Mailbox'), command: 'Get-AcceptedDomain' }),
      unknownParameter: statusOf({ parameters: { Fillter: 'x' } }),
      resultSize: statusOf({ parameters: { ResultSize: 'many' } }),
      v1: statusOf({ path: `/adminapi/v1.0/${tenant.id}/InvokeCommand` }),
    }).toEqual({
      get: 405,
      noAnchor: 400,
      noType: 400,
      otherTenant: 400,
      otherEndpoint: 404,
      wrongEndpoint: 400,
      unknownParameter: 400,
      resultSize: 400,
      v1: 200,
    });
  });

  test('an unknown command and an unknown recipient are told in the details', () => {
    const [status, message] = refusalOf(send({ command: 'Get-Everything' }));
    expect([status, message.includes("'Get-Everything' is not recognized")]).toEqual([400, true]);
    const gone = refusalOf(send({ command: 'Get-Recipient', parameters: { Identity: 'personne' } }));
    expect([gone[0], gone[1].includes("object 'personne' couldn't be found")]).toEqual([404, true]);
  });

  test('whatever would write is refused and counted', () => {
    const statuses = ['Set-Mailbox', 'Remove-TransportRule', 'get-mailbox'].map(
      (command) => send({ command }).status,
    );
    expect(statuses).toEqual([403, 403, 400]);
    expect(send({ path: documentedPath('Mailbox'), command: 'Set-Mailbox' }).status).toBe(403);
    expect(writes).toEqual(['Set-Mailbox', 'Remove-TransportRule', 'Set-Mailbox']);
  });
});

describe('pages', () => {
  test('follow each other by posting the same body to the link, each mailbox once', () => {
    const select = 'ExternalDirectoryObjectId,userprincipalname,NoSuchProperty';
    const { rows, sizes } = all({
      path: `${commandPath()}?$select=${select}`,
      command: 'Get-Mailbox',
      parameters: UNLIMITED,
      headers: { prefer: 'odata.maxpagesize=1000' },
    });
    expect(sizes.slice(0, -1)).toEqual([1000, 1000, 1000]);
    expect(new Set(rows.map((row) => row.UserPrincipalName)).size).toBe(rows.length);
    expect(new Set(rows.flatMap((row) => Object.keys(row)))).toEqual(
      new Set(['ExternalDirectoryObjectId', 'UserPrincipalName']),
    );
  });

  test('are as small as was asked, never larger than 1,000, and end with the size of the result', () => {
    const sizesOf = (prefer: string, parameters: object): number[] =>
      all({ command: 'Get-Mailbox', parameters, headers: { prefer } }).sizes;
    expect(sizesOf('odata.maxpagesize=5000', UNLIMITED)[0]).toBe(1000);
    expect(sizesOf('odata.maxpagesize=30', { ResultSize: 70 })).toEqual([30, 30, 10]);
    expect(sizesOf('', {})).toEqual([1000]);
    expect(page({ command: 'Get-Mailbox' })['@adminapi.warnings']).toHaveLength(1);
  });

  test('a link is good for its own body and for a POST alone', () => {
    const parameters = { ResultSize: 'Unlimited' };
    const { '@odata.nextLink': next = '' } = page({ command: 'Get-Mailbox', parameters });
    expect(next.startsWith(`${EXCHANGE}/adminapi/beta/${tenant.id}/InvokeCommand?`)).toBe(true);
    expect([
      send({ path: next, command: 'Get-Mailbox', parameters }).status,
      send({ path: next, command: 'Get-Mailbox', parameters: { ResultSize: 9000 } }).status,
      send({ path: next, command: 'Get-Mailbox', parameters, method: 'GET' }).status,
      send({ path: `${next}0`, command: 'Get-Mailbox', parameters }).status,
    ]).toEqual([200, 400, 405, 400]);
  });
});

describe('mailboxes', () => {
  test('are of people and things, and of no account where it has departed', () => {
    start({ deniedMailboxes: 20, mailboxesOnPremises: 30 });
    const { rows } = all({ command: 'Get-Mailbox', parameters: UNLIMITED });
    const kinds = new Map<unknown, number>();
    for (const { RecipientTypeDetails: kind } of rows) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    // 30 of 3,000 lie on premises; a departed person's mailbox is left over.
    expect(Object.fromEntries(kinds)).toEqual({
      UserMailbox: 3000 - 30 + 1,
      SharedMailbox: 35,
      RoomMailbox: 10,
      EquipmentMailbox: 2,
      DiscoveryMailbox: 1,
    });
    expect(all({ command: 'Get-Recipient', parameters: UNLIMITED }).rows.filter(isMailUser)).toHaveLength(30);
    start();
  });

  test('what a crude client counts over both mechanisms is what was predicted', () => {
    start({}, 20_000);
    const { rows } = all({ command: 'Get-Mailbox', parameters: UNLIMITED });
    const targets = new Map(
      rows.flatMap((row) => {
        const target = targetOf(row);
        return target === null ? [] : [[String(row.ExternalDirectoryObjectId), target] as const];
      }),
    );
    const { indicators } = predict({ tenant, today, mailboxes: 20_000 });
    const facts = indicators.find(({ id }) => id === 'mailbox-redirects')?.facts;
    const kindOf = new Map(rows.map((row) => [row.ExternalDirectoryObjectId, row.RecipientTypeDetails]));
    const known = [...targets.keys()].filter((id) => inDirectory(id) && kindOf.get(id) === 'UserMailbox');
    expect(facts?.byMechanism).toMatchObject({ 'mailbox-forwarding': known.length });
    expect(targets.size - known.length).toBeGreaterThan(3);
    const truth = createTenant({ tenant, today, mailboxes: 20_000 });
    const lost = [...truth.accounts()].filter((one) => truth.redirectOf(one).forwardClass === 'unresolved');
    expect([...targets.values()].filter((target) => target === 'unresolved')).toHaveLength(lost.length);
    expect([...targets.values()].filter((target) => target.startsWith('contact-'))).toEqual([]);
    start();
  }, 60_000);

  test('each way of forwarding and of writing a recipient occurs', () => {
    start({}, 100_000);
    const { rows } = all({ command: 'Get-Mailbox', parameters: UNLIMITED });
    const seen = new Set<string>();
    for (const row of rows) {
      const { ForwardingAddress: to, ForwardingSmtpAddress: smtp, DeliverToMailboxAndForward: copy } = row;
      seen.add(`${writingOf(to)}, ${smtp === '' ? 'empty' : typeof smtp === 'string' ? 'smtp' : 'no smtp'}`);
      if (to === null && (smtp ?? '') === '' && copy === true) seen.add('a copy kept of nothing');
    }
    expect([...seen].sort()).toEqual([
      'a copy kept of nothing',
      'canonical, no smtp',
      'canonical, smtp',
      'id, no smtp',
      'id, smtp',
      'name, no smtp',
      'name, smtp',
      'nothing, empty',
      'nothing, no smtp',
      'nothing, smtp',
      'smtp address, no smtp',
      'smtp address, smtp',
      'x500, no smtp',
      'x500, smtp',
    ]);
    start();
  }, 60_000);
});

function isMailUser({ RecipientTypeDetails: kind }: Row): boolean {
  return kind === 'MailUser';
}

function inDirectory(id: string): boolean {
  const { access_token: graph } = z
    .looseObject({ access_token: z.string() })
    .parse(JSON.parse(textOf(signIn('https://graph.microsoft.com').body)));
  const headers = { authorization: `Bearer ${graph}` };
  return (
    cloud({
      method: 'GET',
      host: 'graph.microsoft.com',
      target: `/v1.0/users/${id}?$select=id`,
      headers,
      body: '',
    }).status === 200
  );
}

/** Where a mailbox is forwarded to, the recipient before the address; null where it is not. */
function targetOf({ ForwardingAddress: recipient, ForwardingSmtpAddress: smtp }: Row): string | null {
  if (typeof recipient === 'string' && recipient !== '') {
    const answer = send({ command: 'Get-Recipient', parameters: { Identity: recipient } });
    if (answer.status !== 200) return 'unresolved';
    const found = pageSchema.parse(JSON.parse(textOf(answer.body))).value;
    const [only] = found;
    if (found.length !== 1 || only === undefined) return 'unresolved';
    return String(only.ExternalEmailAddress ?? only.PrimarySmtpAddress).replace(/^smtp:/i, '');
  }
  return typeof smtp === 'string' && smtp !== '' ? smtp.replace(/^smtp:/i, '') : null;
}

function writingOf(recipient: unknown): string {
  if (typeof recipient !== 'string' || recipient === '') return 'nothing';
  if (recipient.startsWith('/o=')) return 'x500';
  if (recipient.includes('/')) return 'canonical';
  if (/^[0-9a-f-]{36}$/.test(recipient)) return 'id';
  return recipient.includes('@') ? 'smtp address' : 'name';
}

test('a fault of a plan is injected into each command the first time, and not into Graph', () => {
  cloud = createCloud(
    {
      tenant,
      today,
      mailboxes: 200,
      faults: { seed: 1, faults: [{ kind: 'status', on: ['exchange'], status: 503, first: 1 }] },
    },
    () => 0,
  );
  const { access_token: token } = z
    .looseObject({ access_token: z.string() })
    .parse(JSON.parse(textOf(signIn(EXCHANGE).body)));
  const statusOf = (command: string): number =>
    send({ command, headers: { authorization: `Bearer ${token}` } }).status;
  expect(['Get-RemoteDomain', 'Get-RemoteDomain', 'Get-TransportRule'].map(statusOf)).toEqual([
    503, 200, 503,
  ]);
  start();
});

test('how mail flows: rules that redirect and copy, policies, whom they cover, domains', () => {
  start({}, 20_000);
  const rowsOf = (command: string): Row[] => page({ command }).value;
  const pick = (command: string, ...names: string[]): unknown[][] =>
    rowsOf(command).map((row) => names.map((name) => row[name]));
  expect(pick('Get-HostedOutboundSpamFilterPolicy', 'Name', 'IsDefault', 'AutoForwardingMode')).toEqual([
    ['Default', true, 'Automatic'],
    ['Redirections permises', false, 'On'],
    ['Redirections coupées', false, 'Off'],
  ]);
  expect(
    pick('Get-HostedOutboundSpamFilterRule', 'Priority', 'State', 'FromMemberOf', 'SenderDomainIs'),
  ).toEqual([
    [0, 'Disabled', null, null],
    [1, 'Enabled', ['grp-redirection-permise@ssss.gouv.qc.ca'], ['telesante.ssss.gouv.qc.ca']],
    [
      2,
      'Enabled',
      ['GRP-Redirection-Permise@ssss.gouv.qc.ca'],
      ['ssssgouvqc.onmicrosoft.com', 'ssss.gouv.qc.ca'],
    ],
    [3, 'Enabled', null, null],
    [4, 'Enabled', ['grp-sans-redirection@ssss.gouv.qc.ca'], null],
  ]);
  expect(
    rowsOf('Get-HostedOutboundSpamFilterRule').map(({ From: from, ExceptIfFrom: except }) => [
      Array.isArray(from),
      Array.isArray(except),
    ]),
  ).toEqual([
    [true, false],
    [false, false],
    [false, false],
    [true, false],
    [false, true],
  ]);
  expect(pick('Get-RemoteDomain', 'DomainName', 'AutoForwardEnabled')).toEqual([
    ['*', true],
    ['labo-boreal.example', false],
    ['imagerie-boreale.example', true],
    ['*.essai.example', false],
  ]);
  expect(pick('Get-AcceptedDomain', 'DomainName', 'DomainType', 'MatchSubDomains').at(-1)).toEqual([
    'telesante.ssss.gouv.qc.ca',
    'InternalRelay',
    true,
  ]);
  expect(
    rowsOf('Get-TransportRule').map(({ State: state, Mode: mode, RedirectMessageTo: to }) => [
      state,
      mode,
      to,
    ]),
  ).toEqual([
    ['Enabled', 'Enforce', ['garde@ssss.gouv.qc.ca']],
    ['Enabled', 'Enforce', null],
    ['Enabled', 'AuditAndNotify', null],
    ['Enabled', 'Audit', ['essai@gmail.com']],
    ['Disabled', 'Enforce', ['ancien@hotmail.com']],
    ['Enabled', 'Enforce', null],
    ['Enabled', 'Enforce', null],
  ]);
  expect(page({ command: 'Get-RemoteDomain', parameters: { Identity: 'default' } }).value).toHaveLength(1);
  start();
});
