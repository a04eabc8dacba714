import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import type { Answer } from './answer.ts';
import { createCloud, type Cloud, type CloudOptions } from './cloud.ts';

let tenant: TenantSpec;
let cloud: Cloud;
let bearer: string;
let time = 0;

const today = '2020-10-29';
const pageSchema = z.looseObject({
  value: z.array(z.looseObject({ id: z.string() })),
  '@odata.nextLink': z.string().optional(),
  '@odata.count': z.number().optional(),
});
const batchSchema = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
    }),
  ),
});

function bodyOf({ body }: Answer): string {
  return typeof body === 'string' ? body : [...body].join('');
}

function signIn(form: Record<string, string>, tenantId = tenant.id): { status: number; body: string } {
  const answer = cloud({
    method: 'POST',
    host: 'login.microsoftonline.com',
    target: `/${tenantId}/oauth2/v2.0/token`,
    headers: {},
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: tenant.clientId,
      scope: 'https://graph.microsoft.com/.default',
      ...form,
    }).toString(),
  });
  return { status: answer.status, body: bodyOf(answer) };
}

function start(options: Partial<CloudOptions> = {}): void {
  cloud = createCloud({ tenant, today, mailboxes: 3000, ...options }, () => time);
  const { body } = signIn({ client_secret: tenant.clientSecret });
  bearer = `Bearer ${z.looseObject({ access_token: z.string() }).parse(JSON.parse(body)).access_token}`;
}

function get(path: string, headers: Record<string, string> = {}): Answer {
  const target = path.startsWith('https://graph.microsoft.com') ? path.slice(27) : `/v1.0${path}`;
  return cloud({
    method: 'GET',
    host: 'graph.microsoft.com',
    target,
    headers: { authorization: bearer, ...headers },
    body: '',
  });
}

function page(path: string, headers?: Record<string, string>): z.infer<typeof pageSchema> {
  return pageSchema.parse(JSON.parse(bodyOf(get(path, headers))));
}

function refusalOf(answer: Answer): [number, string] {
  const { error } = z
    .object({ error: z.looseObject({ code: z.string() }) })
    .parse(JSON.parse(bodyOf(answer)));
  return [answer.status, error.code];
}

function batch(requests: object[]): Answer {
  return cloud({
    method: 'POST',
    host: 'graph.microsoft.com',
    target: '/v1.0/$batch',
    headers: { authorization: bearer },
    body: JSON.stringify({ requests }),
  });
}

beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
  start();
});

describe('tokens', () => {
  test('each wrong credential has its own answer', () => {
    const codeOf = ({ status, body }: { status: number; body: string }): unknown[] => [
      status,
      /AADSTS\d+/.exec(body)?.[0],
    ];
    expect([
      codeOf(signIn({ client_secret: 'wrong' })),
      codeOf(signIn({ client_secret: tenant.clientSecret }, 'ffffffff-91d4-4f0e-8a3b-2020102700a1')),
      codeOf(
        signIn({ client_secret: tenant.clientSecret, client_id: 'ffffffff-2b3a-4c5d-9e8f-202010270001' }),
      ),
      codeOf(signIn({})),
      codeOf(signIn({ client_assertion: 'not.a.jwt' })),
      codeOf(signIn({ client_secret: tenant.clientSecret, scope: 'https://example.org/.default' })),
    ]).toEqual([
      [401, 'AADSTS7000215'],
      [400, 'AADSTS90002'],
      [400, 'AADSTS700016'],
      [401, 'AADSTS7000218'],
      [401, 'AADSTS50027'],
      [400, 'AADSTS70011'],
    ]);
  });

  test('data needs a token that was issued here, for Graph, and is still valid', () => {
    expect(refusalOf(get('/organization', { authorization: '' }))).toEqual([
      401,
      'InvalidAuthenticationToken',
    ]);
    expect(refusalOf(get('/organization', { authorization: 'Bearer a.b.c' }))).toEqual([
      401,
      'InvalidAuthenticationToken',
    ]);
    expect(get('/organization').status).toBe(200);
    time += 3_600_000;
    expect(get('/organization').status).toBe(401);
    start();
  });
});

describe('users', () => {
  test('pages follow each other to the end, each account once, the query repeated', () => {
    const ids: string[] = [];
    const sizes: number[] = [];
    let next: string | undefined = '/users?$select=id,displayName&$top=999';
    while (next !== undefined) {
      const { value, '@odata.nextLink': link } = page(next);
      sizes.push(value.length);
      ids.push(...value.map(({ id }) => id));
      expect(link ?? '$select=id,displayName&$top=999').toContain('$select=id,displayName&$top=999');
      next = link;
    }
    expect(sizes).toEqual([999, 999, 999, 371]);
    expect(new Set(ids).size).toBe(3368);
    expect(bodyOf(get('/users/$count', { consistencylevel: 'eventual' }))).toBe('3368');
  });

  test('a page is 100 accounts unless asked, 999 at the most, 500 with sign-in activity', () => {
    expect(page('/users').value).toHaveLength(100);
    expect(page('/users?$select=id,signInActivity&$top=500').value).toHaveLength(500);
    expect(refusalOf(get('/users?$select=id,signInActivity&$top=501'))).toEqual([400, 'Request_BadRequest']);
    expect(refusalOf(get('/users?$top=1000'))).toEqual([400, 'Request_BadRequest']);
    expect(refusalOf(get('/users?$top=0'))).toEqual([400, 'Request_BadRequest']);
  });

  test('only what was selected comes, and without $select only the documented default', () => {
    expect(Object.keys(page('/users?$top=1').value[0] ?? {}).toSorted()).toEqual([
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ]);
    expect(Object.keys(page('/users?$top=1&$select=id,assignedPlans').value[0] ?? {})).toEqual([
      'id',
      'assignedPlans',
    ]);
    expect(refusalOf(get('/users?$select=id,shoeSize'))).toEqual([400, 'Request_BadRequest']);
    expect(refusalOf(get('/users?$select=id,mailboxSettings'))).toEqual([501, 'NotImplemented']);
    expect(refusalOf(get('/users?$skip=10'))).toEqual([400, 'Request_BadRequest']);
  });

  test('a skip token fits only the query it was given for', () => {
    const link = page('/users?$select=id&$top=10')['@odata.nextLink'] ?? '';
    expect(page(link).value).toHaveLength(10);
    expect(refusalOf(get(link.replace('$top=10', '$top=20')))).toEqual([400, 'Directory_ExpiredPageToken']);
  });

  test('the count wants eventual consistency', () => {
    expect(refusalOf(get('/users/$count'))).toEqual([400, 'Request_BadRequest']);
  });

  test('one account is found by its id and by its name in any case', () => {
    const [someone] = page('/users?$top=1&$select=id,userPrincipalName').value;
    const name = z.string().parse(someone?.userPrincipalName);
    const byName = z
      .looseObject({ id: z.string() })
      .parse(JSON.parse(bodyOf(get(`/users/${name.toUpperCase()}`))));
    expect(byName.id).toBe(someone?.id);
    expect(refusalOf(get('/users/00000000-0000-4000-8000-000000000000'))).toEqual([
      404,
      'Request_ResourceNotFound',
    ]);
  });
});

test('what is not there or not allowed is told in the shape of Graph', () => {
  expect(refusalOf(get('/planets'))).toEqual([400, 'BadRequest']);
  expect(refusalOf(get('/users/%'))).toEqual([400, 'BadRequest']);
  const post = {
    method: 'POST',
    host: 'graph.microsoft.com',
    target: '/v1.0/users',
    headers: { authorization: bearer },
  };
  expect(refusalOf(cloud({ ...post, body: '{}' }))).toEqual([405, 'Request_BadRequest']);
});

test('permissions and licences that lack have the code that Graph gives', () => {
  start({
    overrides: {
      missingPermissions: ['accounts', 'mail-activity', 'inbox-rules', 'group-members'],
      entraPremium: false,
    },
  });
  expect([
    refusalOf(get('/users')),
    refusalOf(get("/reports/getEmailActivityUserDetail(period='D180')")),
    refusalOf(get('/users/x/mailFolders/inbox/messageRules')),
    refusalOf(get('/groups')),
    refusalOf(get('/reports/authenticationMethods/userRegistrationDetails')),
  ]).toEqual([
    [403, 'Authorization_RequestDenied'],
    [403, 'S2SUnauthorized'],
    [403, 'ErrorAccessDenied'],
    [403, 'Authorization_RequestDenied'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'],
  ]);
  start();
});

describe('batches', () => {
  test('answers come in another order, each with its own status', () => {
    const ids = page('/users?$select=id&$top=20').value.map(({ id }) => id);
    const requests = ids.map((id, i) => ({
      id: String(i),
      method: i === 3 ? 'DELETE' : 'GET',
      url: `/users/${i === 4 ? 'nobody' : id}/mailFolders('Inbox')/messageRules`.replace(
        "('Inbox')",
        '/Inbox',
      ),
    }));
    const { responses } = batchSchema.parse(JSON.parse(bodyOf(batch(requests))));
    expect(responses.map(({ id }) => id)).not.toEqual(requests.map(({ id }) => id));
    const statuses = new Map(responses.map(({ id, status }) => [id, status]));
    expect([statuses.size, statuses.get('3'), statuses.get('4'), statuses.get('1')]).toEqual([
      20, 405, 404, 200,
    ]);
  });

  test('more than twenty, ids given twice and other nonsense are refused whole', () => {
    const request = (id: number | string): object => ({
      id: String(id),
      method: 'GET',
      url: '/organization',
    });
    expect(refusalOf(batch(Array.from({ length: 21 }, (_, i) => request(i))))).toEqual([400, 'BadRequest']);
    expect(refusalOf(batch([request('a'), request('A')]))).toEqual([400, 'BadRequest']);
    expect(refusalOf(batch([{ id: 1 }]))).toEqual([400, 'BadRequest']);
  });
});

describe('inbox rules', () => {
  const rulesOf = (id: string): string =>
    `/users/${id}/mailFolders/inbox/messageRules?$select=displayName,actions`;

  test('a mailbox of twelve rules has a second page, and a redirect may lie on it', () => {
    const everyone: string[] = [];
    let next: string | undefined = '/users?$select=id&$top=999';
    while (next !== undefined) {
      const listing = page(next);
      everyone.push(...listing.value.map(({ id }) => id));
      next = listing['@odata.nextLink'];
    }
    const second = everyone.flatMap((id) => {
      const answer = get(rulesOf(id));
      const link =
        answer.status === 200 ? pageSchema.parse(JSON.parse(bodyOf(answer)))['@odata.nextLink'] : undefined;
      return link === undefined ? [] : [page(link).value];
    });
    expect(second.length).toBeGreaterThan(5);
    expect(second.every((rules) => rules.length === 2)).toBe(true);
    expect(second.some((rules) => /"(redirect|forward)/.test(JSON.stringify(rules)))).toBe(true);
  });

  test('properties that rules do not have are refused', () => {
    const [someone] = page('/users?$top=1').value;
    expect(refusalOf(get(`${rulesOf(someone?.id ?? '')},colour`))).toEqual([400, 'Request_BadRequest']);
  });
});

describe('groups', () => {
  test('members are users, a group and an application; a cast to users wants eventual consistency', () => {
    const [group] = page("/groups?$filter=displayName eq 'GRP-TELEFAX'&$select=id").value;
    const path = `/groups/${group?.id ?? ''}/transitiveMembers`;
    const types = page(`${path}?$select=id`).value.map((member) => member['@odata.type']);
    expect(types).toEqual([
      '#microsoft.graph.group',
      ...Array.from({ length: 5 }, () => '#microsoft.graph.user'),
      '#microsoft.graph.servicePrincipal',
    ]);
    expect(refusalOf(get(`${path}/microsoft.graph.user?$select=id`))).toEqual([
      400,
      'Request_UnsupportedQuery',
    ]);
    const cast = page(`${path}/microsoft.graph.user?$select=id&$count=true`, {
      consistencylevel: 'eventual',
    });
    expect([cast.value.length, cast['@odata.count']]).toEqual([5, 5]);
  });

  test('names are compared whole, and a doubled quote is one', () => {
    expect(page("/groups?$filter=displayName eq 'GRP-TELEFAX-PILOTE'").value).toHaveLength(1);
    expect(page("/groups?$filter=displayName eq 'L''autre'").value).toEqual([]);
    expect(refusalOf(get("/groups?$filter=startswith(displayName,'GRP')"))).toEqual([
      400,
      'Request_UnsupportedQuery',
    ]);
  });
});

describe('usage reports', () => {
  const report = (period: string): Answer => get(`/reports/getMailboxUsageDetail(period='${period}')`);
  const download = (location: string, headers: Record<string, string> = {}): Answer =>
    cloud({
      method: 'GET',
      host: 'reports.office.com',
      target: location.replace('https://reports.office.com', ''),
      headers,
      body: '',
    });

  test('a report is a redirect to a download that takes no token', () => {
    const { status, headers } = report('D180');
    const location = headers.location ?? '';
    expect([status, location.startsWith('https://reports.office.com/data/download/')]).toEqual([302, true]);
    expect(download(location, { authorization: bearer }).status).toBe(403);
    const csv = bodyOf(download(location));
    expect(csv.startsWith('\uFEFFReport Refresh Date,User Principal Name,Display Name,Is Deleted,')).toBe(
      true,
    );
    expect(csv.endsWith(',180\r\n')).toBe(true);
    time += 301_000;
    expect(download(location).status).toBe(403);
    expect(download(`${location}x`).status).toBe(404);
  });

  test('only the documented periods are known', () => {
    expect(['D7', 'D30', 'D90', 'D180'].map((period) => report(period).status)).toEqual([302, 302, 302, 302]);
    expect(refusalOf(report('D60'))).toEqual([400, 'Request_BadRequest']);
  });
});

describe('throttles', () => {
  test('the eleventh sign-in page within a minute waits for the first to leave, on the fast clock', () => {
    start({ throttle: { clockSpeed: 10 } });
    const ask = (): Answer => get('/users?$select=id,signInActivity&$top=500');
    const statuses = Array.from({ length: 10 }, () => ask().status);
    time += 1000;
    const refused = ask();
    expect([...statuses, refused.status]).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    expect(Number(refused.headers['retry-after'])).toBeCloseTo(5, 1);
    time += 5100;
    expect(ask().status).toBe(200);
    start();
  });

  test('a rate just under the limit is never refused', () => {
    start({ throttle: { clockSpeed: 10 } });
    const statuses = Array.from({ length: 50 }, () => {
      time += 601;
      return get('/users?$select=id,signInActivity&$top=500').status;
    });
    expect(new Set(statuses)).toEqual(new Set([200]));
    start();
  });

  test('a crowded mailbox is refused inside the batch, and free again when the answers have left', () => {
    start({ throttle: { clockSpeed: 2 } });
    const [, someone] = page('/users?$select=id&$top=2').value;
    const requests = [
      { id: '1', method: 'GET', url: `/users/${someone?.id ?? ''}/mailFolders/inbox/messageRules` },
    ];
    const answers = Array.from({ length: 5 }, () => batch(requests));
    const itemOf = (answer: Answer): unknown[] =>
      batchSchema
        .parse(JSON.parse(bodyOf(answer)))
        .responses.map(({ status, headers }) => [status, headers['Retry-After']]);
    expect(answers.map((answer) => [answer.status, itemOf(answer)])).toEqual([
      [200, [[200, undefined]]],
      [200, [[200, undefined]]],
      [200, [[200, undefined]]],
      [200, [[200, undefined]]],
      [200, [[429, '0.500']]],
    ]);
    answers[0]?.release?.();
    expect(itemOf(batch(requests))).toEqual([[200, undefined]]);
    start();
  });
});
