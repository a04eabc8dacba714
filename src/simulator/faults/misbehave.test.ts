import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Answer, CloudRequest } from '../cloud/answer.ts';
import { createCloud, type Cloud } from '../cloud/cloud.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import { faultPlanSchema } from './fault-plan.ts';

let tenant: TenantSpec;
let cloud: Cloud;
let bearer = '';
let time: number;

beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});
beforeEach(() => {
  time = Date.parse('2020-10-29T06:00:00.400Z');
});

/** A cloud of 228 accounts with these faults. */
function start(...faults: object[]): void {
  startSeeded(7, ...faults);
}

function startSeeded(seed: number, ...faults: object[]): void {
  const plan = faultPlanSchema.parse({ seed, faults });
  cloud = createCloud({ tenant, today: '2020-10-29', mailboxes: 200, faults: plan }, () => time);
  bearer = signIn();
}

const tokenSchema = z.looseObject({ access_token: z.string(), expires_in: z.number() });

function askToken(form: Record<string, string> = {}, query = ''): Answer {
  return cloud({
    method: 'POST',
    host: 'login.microsoftonline.com',
    target: `/${tenant.id}/oauth2/v2.0/token${query}`,
    headers: {},
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
      ...form,
    }).toString(),
  });
}

function signIn(form: Record<string, string> = {}): string {
  return `Bearer ${tokenSchema.parse(JSON.parse(bodyOf(askToken(form)))).access_token}`;
}

function get(path: string, further: Partial<CloudRequest> = {}): Answer {
  const target = path.startsWith('https://graph.microsoft.com/') ? path.slice(27) : `/v1.0${path}`;
  const headers = { authorization: bearer, consistencylevel: 'eventual' };
  return cloud({ method: 'GET', host: 'graph.microsoft.com', target, headers, body: '', ...further });
}

function bodyOf({ body }: Answer): string {
  return typeof body === 'string' ? body : [...body].join('');
}

const pageSchema = z.looseObject({
  value: z.array(z.looseObject({ id: z.string().optional() })),
  '@odata.nextLink': z.string().optional(),
});

function page(path: string): { ids: (string | undefined)[]; next: string } {
  const { value, '@odata.nextLink': next = '' } = pageSchema.parse(JSON.parse(bodyOf(get(path))));
  return { ids: value.map(({ id }) => id), next };
}

/** Statuses of the pages of a whole walk, and the ids that it gave. */
function walk(path: string): { statuses: number[]; ids: (string | undefined)[] } {
  const statuses: number[] = [];
  const ids: (string | undefined)[] = [];
  for (let next = path; next !== '';) {
    const { status } = get(next);
    statuses.push(status);
    if (status !== 200) break;
    const read = page(next);
    ids.push(...read.ids);
    next = read.next;
  }
  return { statuses, ids };
}

function codeOf(answer: Answer): unknown[] {
  const { error } = z
    .object({ error: z.looseObject({ code: z.string() }) })
    .parse(JSON.parse(bodyOf(answer)));
  return [answer.status, error.code];
}

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

function batch(urls: readonly string[]): z.infer<typeof batchSchema>['responses'] {
  const requests = urls.map((url, index) => ({ id: String(index), method: 'GET', url }));
  const answer = get('/$batch', { method: 'POST', body: JSON.stringify({ requests }) });
  return batchSchema.parse(JSON.parse(bodyOf(answer))).responses;
}

const rulesOf = (id: string | undefined): string => `/users/${id ?? ''}/mailFolders/inbox/messageRules`;
const DIRECTORY = '/users?$select=id&$top=999';
const SIGN_INS = '/users?$select=id,signInActivity&$top=500';

describe('when a fault is injected', () => {
  test('the first attempts of each distinct request get it, and no other', () => {
    start({ kind: 'status', on: 'all', status: 500, first: 2 });
    const statuses = ['/organization', '/domains', '/organization', '/organization', '/organization'].map(
      (path) => get(path).status,
    );
    expect(statuses).toEqual([500, 500, 500, 200, 200]);
  });

  test('the nth matching request alone gets it', () => {
    start({ kind: 'status', on: ['directory', 'tenant'], status: 504, at: 3 });
    const paths = ['/organization', '/groups', DIRECTORY, '/domains', '/domains'];
    expect(paths.map((path) => get(path).status)).toEqual([200, 200, 200, 504, 200]);
  });

  test('a rate does not depend on the order of arrival, and another seed injects elsewhere', () => {
    const urls = page0().slice(0, 100).map(rulesOf);
    const injectedBy = (seed: number, order: readonly string[]): string[] => {
      startSeeded(seed, { kind: 'throttled', on: 'batch-item', rate: 0.2 });
      const injected: string[] = [];
      for (let start = 0; start < order.length; start += 20) {
        const some = order.slice(start, start + 20);
        for (const { id, status } of batch(some)) if (status === 429) injected.push(some[Number(id)] ?? '');
      }
      return injected.toSorted();
    };
    const injected = injectedBy(7, urls);
    expect(injectedBy(7, urls.toReversed())).toEqual(injected);
    expect(injectedBy(8, urls)).not.toEqual(injected);
    expect(injected.length).toBeGreaterThan(10);
    expect(injected.length).toBeLessThan(35);
  });

  test('no request gets it after so many attempts', () => {
    start({ kind: 'status', on: 'tenant', status: 503, rate: 1, upTo: 2 });
    const statuses = ['/domains', '/domains', '/domains', '/organization'].map((path) => get(path).status);
    expect(statuses).toEqual([503, 503, 200, 503]);
  });

  test('a batch is known by what it holds, however it is put together', () => {
    const urls = page0().slice(0, 4).map(rulesOf);
    start({ kind: 'status', on: 'batch', status: 500, first: 1 });
    const statusOf = (some: readonly string[]): number => {
      const requests = some.map((url, id) => ({ id: `r${id}`, method: 'GET', url }));
      return get('/$batch', { method: 'POST', body: JSON.stringify({ requests }) }).status;
    };
    expect([
      statusOf(urls.slice(0, 2)),
      statusOf(urls.slice(2, 4)),
      statusOf(urls.slice(1, 3)),
      statusOf(['/organization']),
    ]).toEqual([500, 500, 200, 500]);
  });

  test('a sign-in is the same however its client numbers it', () => {
    const plan = faultPlanSchema.parse({
      seed: 1,
      faults: [{ kind: 'status', on: 'login', status: 503, first: 1 }],
    });
    cloud = createCloud({ tenant, today: '2020-10-29', mailboxes: 200, faults: plan }, () => time);
    expect([
      askToken({}, '?client-request-id=1').status,
      askToken({}, '?client-request-id=2').status,
    ]).toEqual([503, 200]);
  });

  test('each place has its own requests', () => {
    const places: [string, () => number][] = [
      ['directory', () => get(DIRECTORY).status],
      ['sign-ins', () => get(SIGN_INS).status],
      ['registrations', () => get('/reports/authenticationMethods/userRegistrationDetails').status],
      ['groups', () => get('/groups').status],
      ['count', () => get('/users/$count').status],
      ['tenant', () => get('/admin/reportSettings').status],
      ['reports-redirect', () => get("/reports/getMailboxUsageDetail(period='D180')").status],
      ['batch', () => get('/$batch', { method: 'POST', body: '{"requests":[]}' }).status],
      ['mailbox-page', () => get(rulesOf(page0()[0])).status],
      ['login', () => askToken().status],
    ];
    const injected = places.map(([place]) => {
      start();
      const calm = places.map(([, ask]) => ask());
      const plan = faultPlanSchema.parse({
        seed: 1,
        faults: [{ kind: 'status', on: place, status: 408, rate: 1 }],
      });
      const before = bearer;
      cloud = createCloud({ tenant, today: '2020-10-29', mailboxes: 200, faults: plan }, () => time);
      bearer = place === 'login' ? before : signIn();
      return places.flatMap(([name, ask], index) => (ask() === 408 && calm[index] !== 408 ? [name] : []));
    });
    expect(injected).toEqual(places.map(([place]) => [place]));
  });
});

/** Ids of the accounts, from a cloud without faults. */
function page0(): string[] {
  const calm = createCloud({ tenant, today: '2020-10-29', mailboxes: 200 }, () => time);
  const kept = [cloud, bearer] as const;
  cloud = calm;
  bearer = signIn();
  const ids = page(DIRECTORY).ids.filter((id) => id !== undefined);
  [cloud, bearer] = kept;
  return ids;
}

describe('answers', () => {
  test.each([
    ['integer', 2.4, '3'],
    ['fraction', 2.4, '2.400'],
    ['http-date', 2.4, 'Thu, 29 Oct 2020 06:00:03 GMT'],
    ['absent', 2.4, undefined],
  ])('a time to wait is written as %s', (retryAfter, seconds, written) => {
    start({ kind: 'throttled', on: 'tenant', rate: 1, retryAfter, seconds });
    const answer = get('/organization');
    expect([...codeOf(answer), answer.headers['retry-after']]).toEqual([429, 'TooManyRequests', written]);
  });

  test('within a batch each request has its own fault and its own time to wait', () => {
    const urls = page0().slice(0, 3).map(rulesOf);
    start({ kind: 'unavailable', on: 'batch-item', at: 2, retryAfter: 'fraction', seconds: 0.5 });
    const told = batch(urls).map(({ id, status, headers }) => [id, status, headers['Retry-After']]);
    expect(told.toSorted()[1]).toEqual(['1', 503, '0.500']);
    expect(told.toSorted()[0]?.[1]).not.toBe(503);
  });

  test('a request can be left without an answer, and has one the next time', () => {
    const urls = page0().slice(0, 3).map(rulesOf);
    start({ kind: 'missing-batch-answer', at: 1 });
    expect(
      batch(urls)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['1', '2']);
    expect(batch(urls)).toHaveLength(3);
  });

  test('gateways answer in HTML, also within a batch', () => {
    const urls = page0().slice(0, 1).map(rulesOf);
    start({ kind: 'status', on: 'all', status: 502, rate: 1 });
    expect([get('/organization').headers['content-type'], bodyOf(get('/organization')).slice(0, 6)]).toEqual([
      'text/html',
      '<html>',
    ]);
    start({ kind: 'status', on: 'batch-item', status: 502, rate: 1 });
    const [item] = batch(urls);
    expect([item?.status, typeof item?.body]).toEqual([502, 'string']);
  });

  test('JSON is cut or garbled or none at all, once', () => {
    start(
      { kind: 'truncated-json', on: 'directory', at: 1 },
      { kind: 'malformed-json', on: 'directory', at: 2 },
      { kind: 'html-body', on: 'directory', at: 3 },
    );
    const bodies = Array.from({ length: 4 }, () => get(DIRECTORY));
    const reads = bodies.map((answer) => {
      try {
        return typeof JSON.parse(bodyOf(answer));
      } catch {
        return 'broken';
      }
    });
    expect(bodies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(reads).toEqual(['broken', 'broken', 'broken', 'object']);
    expect(bodyOf(bodies[2] ?? get(DIRECTORY))).toMatch(/^<!DOCTYPE html>/);
  });

  test('an answer that is too large is the same answer among blanks', () => {
    start({ kind: 'answer-too-large', on: 'directory', at: 1, megabytes: 2 });
    const large = bodyOf(get(DIRECTORY));
    expect(large.length).toBeGreaterThan(2 * 1024 * 1024);
    expect(JSON.parse(large)).toEqual(JSON.parse(bodyOf(get(DIRECTORY))));
  });

  test('a download is cut within a row, or has a quote that never ends', () => {
    const download = (): string => {
      const location = get("/reports/getEmailActivityUserDetail(period='D180')").headers.location ?? '';
      return bodyOf(get('', { host: 'reports.office.com', target: location.slice(26), headers: {} }));
    };
    start({ kind: 'truncated-csv', at: 1 }, { kind: 'malformed-csv', at: 2 });
    const [cut, garbled, whole] = [download(), download(), download()];
    expect(whole.startsWith(cut)).toBe(true);
    const lastRow = cut.slice(cut.lastIndexOf('\n') + 1);
    expect(lastRow.split(',')).toHaveLength(2);
    expect(garbled.replace(',"', ',').length).toBe(whole.length);
    expect([whole.split('"').length % 2, garbled.split('"').length % 2]).toEqual([1, 0]);
  });
});

describe('tokens', () => {
  test('a token that is refused stays so, and another one will do', () => {
    start({ kind: 'unauthorised', on: 'tenant', at: 2 });
    const statuses = [get('/organization'), get('/organization'), get('/domains')].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([200, 401, 401]);
    expect(get('/domains').headers['www-authenticate']).not.toContain('claims=');
    bearer = signIn();
    expect(get('/domains').status).toBe(200);
  });

  test('a claims challenge wants a token that was asked with those claims', () => {
    start({ kind: 'claims-challenge', on: 'tenant', at: 1 });
    const challenged = get('/organization');
    expect(codeOf(challenged)).toEqual([401, 'InvalidAuthenticationToken']);
    const encoded = /claims="([^"]+)"/.exec(challenged.headers['www-authenticate'] ?? '')?.[1] ?? '';
    const claims = Buffer.from(encoded, 'base64').toString();
    bearer = signIn();
    expect(get('/organization').status).toBe(401);
    // Clients merge their own capabilities into what they were asked.
    const merged = claims.replace('{"access_token":{', '{"access_token":{"xms_cc":{"values":["CP1"]},');
    bearer = signIn({ claims: merged });
    expect(get('/organization').status).toBe(200);
    bearer = signIn();
    expect(get('/organization').status).toBe(401);
  });

  test('a later challenge wants claims of its own', () => {
    start(
      { kind: 'claims-challenge', on: 'tenant', at: 1 },
      { kind: 'claims-challenge', on: 'groups', at: 1 },
    );
    const claimsOf = (answer: Answer): string => {
      const encoded = /claims="([^"]+)"/.exec(answer.headers['www-authenticate'] ?? '')?.[1] ?? '';
      return Buffer.from(encoded, 'base64').toString();
    };
    bearer = signIn({ claims: claimsOf(get('/organization')) });
    const claims = claimsOf(get('/groups'));
    expect([get('/organization').status, claims === '']).toEqual([401, false]);
    bearer = signIn({ claims });
    expect([get('/organization').status, get('/groups').status]).toEqual([200, 200]);
  });

  test('short tokens say how short they are, and are refused then', () => {
    start({ kind: 'short-tokens', seconds: 60 });
    expect(tokenSchema.parse(JSON.parse(bodyOf(askToken()))).expires_in).toBe(60);
    time += 59_999;
    expect(get('/organization').status).toBe(200);
    time += 1;
    expect(get('/organization').status).toBe(401);
  });
});

describe('walks', () => {
  const SMALL = { kind: 'small-pages', rows: 50 };
  const everyone = (): string[] => page0();

  test('small pages are small whatever was asked, and miss no one', () => {
    start(SMALL);
    const { statuses, ids } = walk(DIRECTORY);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(ids).toEqual(everyone());
  });

  test.each([
    [400, 'Directory_ExpiredPageToken'],
    [410, 'resyncRequired'],
  ])(
    'a skip token that expired with %i stays so; the walk that is begun again goes through',
    (status, code) => {
      start(SMALL, { kind: 'expired-skip-token', on: 'directory', page: 3, status });
      const second = page(page(DIRECTORY).next);
      expect([codeOf(get(second.next)), codeOf(get(second.next))]).toEqual([
        [status, code],
        [status, code],
      ]);
      expect(walk(DIRECTORY)).toEqual({ statuses: [200, 200, 200, 200, 200], ids: everyone() });
      expect(get(second.next).status).toBe(status);
      expect(walk(SIGN_INS).statuses).toEqual([200, 200, 200, 200, 200]);
    },
  );

  test('a page of another walk is the same request again', () => {
    start(
      SMALL,
      { kind: 'status', on: 'directory', status: 500, first: 1 },
      { kind: 'foreign-next-link', on: 'directory', page: 4 },
    );
    const patient = (path: string): string => {
      const injected = get(path).status === 500;
      return `${injected ? 'again ' : ''}${page(path).next}`;
    };
    const second = patient(DIRECTORY).replace('again ', '');
    expect([
      patient(second).startsWith('again '),
      patient(page(DIRECTORY).next).startsWith('again '),
    ]).toEqual([true, false]);
  });

  test('where every walk expires none goes through', () => {
    start(SMALL, { kind: 'expired-skip-token', on: 'sign-ins', page: 2, walks: 'every' });
    expect([walk(SIGN_INS).statuses, walk(SIGN_INS).statuses]).toEqual([
      [200, 400],
      [200, 400],
    ]);
  });

  test('a link that loops leads to its own page, in the first walk alone', () => {
    start(SMALL, { kind: 'looping-next-link', on: 'directory', page: 2 });
    const first = page(DIRECTORY);
    expect(page(first.next).next).toBe(first.next);
    expect(walk(DIRECTORY).ids).toEqual(everyone());
  });

  test('once the network is gone no request is answered, the sign-in among them', () => {
    start({ kind: 'network-gone', at: 3 });
    const statuses = [get(DIRECTORY), get(DIRECTORY), get(DIRECTORY)].map(
      ({ connection }) => connection?.breakAt,
    );
    expect(statuses.slice(-2)).toEqual(['before', 'before']);
  });

  test('pages without end are empty, and each has a next one that was not there before', () => {
    start(SMALL, { kind: 'endless-pages', on: 'directory', page: 1 });
    const seen = new Set<string>();
    let { next } = page(DIRECTORY);
    for (let count = 0; count < 20; count += 1) {
      seen.add(next);
      const { ids, next: after } = page(next);
      expect(ids).toEqual([]);
      next = after;
    }
    expect(seen.size).toBe(20);
    expect(walk(DIRECTORY).ids).toEqual(everyone());
  });

  test('a link to another host keeps its path', () => {
    start(SMALL, { kind: 'foreign-next-link', on: 'registrations', page: 1, walks: 'every' });
    const { next } = page('/reports/authenticationMethods/userRegistrationDetails');
    expect(new URL(next).host).toBe('graph.microsoft.com.example.org');
    expect(new URL(next).pathname).toBe('/v1.0/reports/authenticationMethods/userRegistrationDetails');
  });

  test.each([
    ['mailbox-page', 400],
    ['sign-ins', 200],
  ])('the pages of a mailbox begin in a batch: where %s expires they answer %i', (on, status) => {
    start({ kind: 'expired-skip-token', on, page: 2, walks: 'every' });
    const links = everyone()
      .flatMap((id) => batch([rulesOf(id)]))
      .flatMap(({ body }) => pageSchema.safeParse(body).data?.['@odata.nextLink'] ?? []);
    expect(links.length).toBeGreaterThan(0);
    expect(links.map((link) => get(link).status)).toEqual(links.map(() => status));
  });
});

describe('what stays', () => {
  test('the first accounts come again on the last page', () => {
    start({ kind: 'small-pages', rows: 100 }, { kind: 'duplicate-accounts', count: 7 });
    const { ids } = walk(DIRECTORY);
    const all = page0();
    expect(ids).toEqual([...all, ...all.slice(0, 7)]);
  });

  test('some accounts are listed without their id', () => {
    start({ kind: 'account-without-id', count: 3 });
    expect(walk(DIRECTORY).ids.filter((id) => id === undefined)).toHaveLength(3);
    expect(walk(DIRECTORY).ids).toHaveLength(page0().length);
  });

  test('accounts come and go when the second page is asked; the count follows', () => {
    start({ kind: 'small-pages', rows: 100 }, { kind: 'changing-directory', created: 20, deleted: 20 });
    const count = (): number => Number(bodyOf(get('/users/$count')));
    const all = page0();
    const before = count();
    const first = page(DIRECTORY).ids;
    const { ids } = walk(DIRECTORY);
    const after = new Set(walk(DIRECTORY).ids);
    const gone = ids.filter((id) => !after.has(id));
    const late = [...after].filter((id) => !ids.includes(id));
    expect([before, count()]).toEqual([all.length - 20, all.length - 20]);
    expect(gone.every((id) => first.includes(id))).toBe(true);
    expect([gone.length > 0, late.length > 0, after.size]).toEqual([true, true, all.length - 20]);
    expect(batch([rulesOf(gone[0])])[0]?.status).toBe(404);
  });

  test('the count can be off', () => {
    start({ kind: 'count-differs', by: -3 });
    expect(Number(bodyOf(get('/users/$count')))).toBe(page0().length - 3);
  });

  test.each([
    [404, 'MailboxNotEnabledForRESTAPI'],
    [403, 'ErrorAccessDenied'],
    [500, 'ErrorInternalServerError'],
    [429, 'ApplicationThrottled'],
    [503, 'ErrorMailboxStoreUnavailable'],
  ])('mailboxes answer %i for ever', (answer, code) => {
    const open = statusesOfRules();
    start({ kind: 'mailboxes', answer, share: 0.1 });
    const closed = statusesOfRules();
    expect((closed.get(`${answer} ${code}`) ?? 0) - (open.get(`${answer} ${code}`) ?? 0)).toBe(20);
    expect(statusesOfRules()).toEqual(closed);
  });

  /** How often each answer came, by status and code. */
  function statusesOfRules(): Map<string, number> {
    if (bearer === '' || page0().length === 0) start();
    const counts = new Map<string, number>();
    for (const id of page0()) {
      const answer = get(rulesOf(id));
      const key = answer.status === 200 ? '200' : codeOf(answer).join(' ');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  test('reports have columns more, fewer, and the other way round', () => {
    start({
      kind: 'report-columns',
      added: ['Is Copilot'],
      missing: ['Display Name', 'Deleted Date'],
      reordered: true,
    });
    const location = get("/reports/getEmailActivityUserDetail(period='D180')").headers.location ?? '';
    const csv = bodyOf(get('', { host: 'reports.office.com', target: location.slice(26), headers: {} }));
    const [header, row = ''] = csv.split('\r\n');
    expect(header).toBe(
      '\uFEFFReport Period,Assigned Products,Meeting Interacted Count,Meeting Created Count,Read Count,Receive Count,Send Count,Last Activity Date,Is Deleted,User Principal Name,Report Refresh Date,Is Copilot',
    );
    expect(row.split(',')).toHaveLength(12);
    expect(row).toMatch(/^180,.*,2020-10-27,0$/);
  });

  test('a stale report is of another time, and so are its dates', () => {
    const firstDate = (): string[] => {
      const location = get("/reports/getMailboxUsageDetail(period='D180')").headers.location ?? '';
      const csv = bodyOf(get('', { host: 'reports.office.com', target: location.slice(26), headers: {} }));
      return (csv.split('\r\n')[1] ?? '').split(',').filter((cell) => /^\d{4}-\d\d-\d\d$/.test(cell));
    };
    start();
    const fresh = firstDate();
    start({ kind: 'stale-report', days: 10 });
    const shifted = fresh.map((day) => new Date(Date.parse(day) - 864_000_000).toISOString().slice(0, 10));
    expect(firstDate()).toEqual(shifted);
  });

  test.each([
    ['bare', 'user'],
    ['object', { value: 'user' }],
  ])('the purpose of a mailbox is written %s', (shape, userPurpose) => {
    start({ kind: 'user-purpose-shape', shape });
    const id = page0().find((one) => get(`/users/${one}/mailboxSettings`).status === 200) ?? '';
    const settings: unknown = JSON.parse(bodyOf(get(`/users/${id}/mailboxSettings?$select=userPurpose`)));
    expect(settings).toMatchObject({ userPurpose });
    expect(JSON.parse(bodyOf(get(`/users/${id}/mailboxSettings/userPurpose`)))).toMatchObject({
      value: 'user',
    });
  });
});

describe('what a refusal says and does not mean', () => {
  test('premium is refused to a tenant that has it, and answered a moment later', () => {
    start({ kind: 'premium-refused', first: 1 });
    const registrations = '/reports/authenticationMethods/userRegistrationDetails?$top=999';
    for (const path of [SIGN_INS, registrations]) {
      expect(codeOf(get(path))).toEqual([403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant']);
      expect(get(path).status).toBe(200);
    }
    expect(get(DIRECTORY).status).toBe(200);
    expect(bodyOf(get('/subscribedSkus'))).toContain('"AAD_PREMIUM"');
  });

  test('a tenant without premium has no subscription that holds it', () => {
    start({ kind: 'no-entra-premium' });
    expect(bodyOf(get('/subscribedSkus'))).not.toContain('AAD_PREMIUM');
  });

  test.each([100, 120, 998])(
    'a page of more than %i is refused by its size, and one of as many is not',
    (most) => {
      start({ kind: 'page-size', most });
      expect(codeOf(get(`/users?$select=id&$top=${most + 1}`))[0]).toBe(400);
      expect(page(`/users?$select=id&$top=${most}`).ids.length).toBeGreaterThanOrEqual(100);
    },
  );

  test('the mailboxes that the directory lists first deny, and no other', () => {
    start({ kind: 'mailboxes', answer: 403, count: 20, first: true });
    const { ids } = page(DIRECTORY);
    const statuses = ids.flatMap((id) => batch([rulesOf(id)]).map(({ status }) => status));
    const denied = statuses.flatMap((status, place) => (status === 403 ? [place] : []));
    const open = statuses.flatMap((status, place) => (status === 200 ? [place] : []));
    expect(denied).toHaveLength(20);
    expect(Math.max(...denied)).toBeLessThan(60);
    expect(Math.max(...open)).toBeGreaterThan(180);
  });
});
