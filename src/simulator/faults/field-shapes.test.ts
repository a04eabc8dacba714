import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { report, signedIn, textOf, usersOf, type Get } from '../plain-reader.ts';
import { createCloud } from '../cloud/cloud.ts';
import { predict } from '../predict.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import { consequencesOf, type Consequences } from './consequences.ts';
import { faultPlanSchema, type FaultPlan } from './fault-plan.ts';

/** Answers that look well, as real tenants have been seen to give them. */
const today = '2020-10-29';
const mailboxes = 200;
const EXCHANGE = 'https://outlook.office365.com';
let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});

const planOf = (...faults: object[]): FaultPlan => faultPlanSchema.parse({ seed: 7, faults });

const askUnder = (...faults: object[]): Get =>
  signedIn({ tenant, today, mailboxes, faults: planOf(...faults) });

const consequences = (...faults: object[]): Consequences =>
  consequencesOf(planOf(...faults), { tenant, today, mailboxes });

type Indicator = ReturnType<typeof predict>['indicators'][number];

function predicted(id: string, ...faults: object[]): Pick<Indicator, 'population' | 'examined' | 'count'> {
  const { indicators } = predict({ tenant, today, mailboxes, faults: planOf(...faults) });
  const indicator = indicators.find((one) => one.id === id);
  if (indicator === undefined) throw new RangeError(`no indicator ${id}`);
  const { population, examined, count } = indicator;
  return { population, examined, count };
}

test('where signInActivity is in no account, nobody’s sign-ins are known', () => {
  const absent = { kind: 'sign-in-activity-absent' };
  const users = usersOf(askUnder(absent));
  expect(users.length).toBe(usersOf(askUnder()).length);
  expect(users.filter((user) => 'signInActivity' in user)).toEqual([]);
  const { broken, unreadable, refused } = consequences(absent);
  expect({ broken, unreadable, refused }).toEqual({
    broken: [{ source: 'sign-in-activity', because: absent.kind, leaves: 'nothing', certain: true }],
    unreadable: ['sign-in-activity'],
    refused: [],
  });
  const { population } = predicted('inactive-sign-ins');
  expect(predicted('inactive-sign-ins', absent)).toEqual({ population, examined: 0, count: 0 });
});

test.each([
  [undefined, /^[0-9A-F]{32}$/],
  ['hash', /^[0-9A-F]{32}$/],
  ['guid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['pii', /^<PII:H105\([\w+/=]+\)>@[a-z.-]+$/i],
  ['unknown', /^\(Unknown\)$/],
])('names that reports conceal have the form %s', (form, pattern) => {
  const hidden = { kind: 'concealed-names', ...(form === undefined ? {} : { form }) };
  const names = report(askUnder(hidden), 'getOneDriveActivityUserDetail').map(
    (row) => row['User Principal Name'] ?? '',
  );
  expect(names.length).toBeGreaterThan(mailboxes / 2);
  expect(names.filter((name) => !pattern.test(name))).toEqual([]);
  expect(consequences(hidden).refused.map(({ reason }) => reason)).toEqual(Array(6).fill('concealed-names'));
});

test('a page without value is lost with all that comes after it, in the first walk or in every one', () => {
  const small = { kind: 'small-pages', rows: 60 };
  const empty = { kind: 'without-value', on: 'directory', page: 3 };
  const keysOfPages = (ask: Get): string[][] => {
    const pages: string[][] = [];
    for (let target = '/v1.0/users?$select=id&$top=999'; target !== '';) {
      const page = z
        .looseObject({ '@odata.nextLink': z.string().optional() })
        .parse(JSON.parse(textOf(ask(target))));
      pages.push(Object.keys(page).filter((key) => !key.startsWith('@odata.context')));
      target = page['@odata.nextLink']?.slice('https://graph.microsoft.com'.length) ?? '';
    }
    return pages;
  };
  const whole = [
    ['@odata.nextLink', 'value'],
    ['@odata.nextLink', 'value'],
    ['@odata.nextLink', 'value'],
    ['value'],
  ];
  const brokenOff = [...whole.slice(0, 2), []];
  const first = askUnder(small, empty);
  expect([keysOfPages(first), keysOfPages(first)]).toEqual([brokenOff, whole]);
  const every = askUnder(small, { ...empty, walks: 'every' });
  expect([keysOfPages(every), keysOfPages(every)]).toEqual([brokenOff, brokenOff]);
  const broken = (certain: boolean): object[] => [
    { source: 'accounts', because: empty.kind, leaves: 'partly', certain },
  ];
  expect(consequences(small, empty).broken).toEqual(broken(false));
  expect(consequences(small, { ...empty, walks: 'every', page: 4 }).broken).toEqual(broken(true));
  expect(consequences(small, { ...empty, page: 5 }).broken).toEqual([]);
});

test.each([
  ['null', null],
  ['text', 'x'],
  ['number', 7],
  ['list', []],
  ['empty', {}],
])('a page may hold one item more that is no record: %s', (item, written) => {
  const small = { kind: 'small-pages', rows: 60 };
  const odd = { kind: 'odd-record', on: 'directory', page: 2, item };
  const itemsOf = (ask: Get): unknown[][] => {
    const pages: unknown[][] = [];
    for (let target = '/v1.0/users?$select=id&$top=999'; target !== '';) {
      const page = z
        .looseObject({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() })
        .parse(JSON.parse(textOf(ask(target))));
      pages.push(page.value);
      target = page['@odata.nextLink']?.slice('https://graph.microsoft.com'.length) ?? '';
    }
    return pages;
  };
  const [whole, spoilt] = [itemsOf(askUnder(small)), itemsOf(askUnder(small, odd))];
  expect(spoilt).toEqual(whole.map((items, at) => (at === 1 ? [written, ...items] : items)));
  expect(consequences(small, odd).broken).toEqual([
    { source: 'accounts', because: 'odd-record', leaves: 'partly', certain: true },
  ]);
  expect(consequences(small, { ...odd, page: 5 }).broken).toEqual([]);
});

test.each(['object', 'list', 'text'])('a page may begin well and never end: %s', (of) => {
  const small = { kind: 'small-pages', rows: 60 };
  const endless = { kind: 'endless-answer', on: 'directory', page: 2, of };
  const ask = askUnder(small, endless);
  const linked = z.looseObject({ value: z.array(z.unknown()), '@odata.nextLink': z.string() });
  const secondPage = (): ReturnType<Get> => {
    const first = linked.parse(JSON.parse(textOf(ask('/v1.0/users?$select=id&$top=999'))));
    return ask(first['@odata.nextLink'].slice('https://graph.microsoft.com'.length));
  };
  const answer = secondPage();
  const { status, connection } = answer;
  expect([status, textOf(answer).startsWith('{"value":[')]).toEqual([200, true]);
  expect(connection?.withoutEnd?.length).toBeGreaterThan(0);
  // A walk that is begun again is spared.
  expect(linked.parse(JSON.parse(textOf(secondPage()))).value).toHaveLength(60);
  expect(consequences(small, endless).broken).toEqual([
    { source: 'accounts', because: 'endless-answer', leaves: 'partly', certain: false },
  ]);
  expect(consequences(small, { ...endless, page: 5 }).broken).toEqual([]);
});

const membersSchema = z.looseObject({ value: z.array(z.looseObject({ id: z.string() })) });

test('a hidden enrolment group says so and lists nobody, so that any physician may be enrolled', () => {
  const hidden = { kind: 'hidden-group' };
  const { name } = tenant.telefaxGroup;
  const ask = askUnder(hidden);
  const found = z
    .looseObject({ value: z.array(z.looseObject({ id: z.string(), visibility: z.string().nullable() })) })
    .parse(JSON.parse(textOf(ask(`/v1.0/groups?$filter=displayName eq '${name}'&$select=id,visibility`))));
  expect(found.value.map(({ visibility }) => visibility)).toEqual(['HiddenMembership']);
  const members = (get: Get): number =>
    membersSchema.parse(
      JSON.parse(textOf(get(`/v1.0/groups/${found.value[0]?.id ?? ''}/transitiveMembers?$select=id`))),
    ).value.length;
  expect(members(ask)).toBe(0);
  expect(members(askUnder())).toBeGreaterThan(0);

  expect(consequences(hidden).broken).toEqual([
    { source: 'group-members', because: hidden.kind, leaves: 'partly', certain: true },
  ]);
  const { enrolments, population } = predict({ tenant, today, mailboxes, faults: planOf(hidden) });
  expect(enrolments).toEqual([{ id: 'telefax', total: 0, byCategory: {} }]);
  expect(predicted('enrolled-unused', hidden)).toEqual({
    population: population.physicians,
    examined: 0,
    count: 0,
  });
});

test('a listing of mailboxes that ends early says so beside its last rows', () => {
  const truncated = { kind: 'truncated-listing', rows: 90 };
  const listed = (...faults: object[]): unknown[][] =>
    mailboxPages(planOf({ kind: 'small-pages', rows: 80 }, ...faults)).map(({ value, warnings }) => [
      value.length,
      warnings.length,
    ]);
  expect(listed(truncated)).toEqual([
    [80, 0],
    [10, 1],
  ]);
  expect(listed().every(([, warnings]) => warnings === 0)).toBe(true);
  expect(consequences(truncated).broken).toEqual([
    { source: 'mailbox-forwarding', because: truncated.kind, leaves: 'partly', certain: true },
  ]);
  expect(consequences({ ...truncated, rows: 1000 }).broken).toEqual([]);
});

const FORWARDING = ['ForwardingAddress', 'ForwardingSmtpAddress', 'DeliverToMailboxAndForward'];

test('mailboxes may come with nothing in any column of forwarding, so that only rules redirect', () => {
  const untold = { kind: 'forwarding-not-told' };
  const cells = (...faults: object[]): Set<unknown> => {
    const rows = mailboxPages(planOf(...faults)).flatMap(({ value }) => value);
    return new Set(rows.flatMap((row) => FORWARDING.map((name) => (name in row ? row[name] : 'no key'))));
  };
  expect([...cells(untold)]).toEqual([null]);
  expect(cells().has(false)).toBe(true);
  expect(consequences(untold).broken).toEqual([
    { source: 'mailbox-forwarding', because: untold.kind, leaves: 'partly', certain: true },
  ]);
  const byMechanism = (...faults: object[]): unknown =>
    predict({ tenant, today, mailboxes, faults: planOf(...faults) }).indicators.find(
      ({ id }) => id === 'mailbox-redirects',
    )?.facts.byMechanism;
  expect(byMechanism()).toHaveProperty('mailbox-forwarding');
  expect(byMechanism(untold)).not.toHaveProperty('mailbox-forwarding');
});

const mailboxPageSchema = z.looseObject({
  value: z.array(z.record(z.string(), z.unknown())),
  '@adminapi.warnings': z.array(z.string()),
  '@odata.nextLink': z.string().optional(),
});

/** Every page of Get-Mailbox, as a client of Exchange that reads them all is given them. */
function mailboxPages(faults: FaultPlan): { value: Record<string, unknown>[]; warnings: string[] }[] {
  const cloud = createCloud({ tenant, today, mailboxes, faults }, () => 0);
  const { clientId, clientSecret, id } = tenant;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const token = cloud({
    ...{ method: 'POST', host: 'login.microsoftonline.com', target: `/${id}/oauth2/v2.0/token`, headers: {} },
    body: new URLSearchParams({ ...form, scope: `${EXCHANGE}/.default` }).toString(),
  });
  const { access_token } = z.looseObject({ access_token: z.string() }).parse(JSON.parse(textOf(token)));
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
  const anchor = `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${id}`;
  const pages: { value: Record<string, unknown>[]; warnings: string[] }[] = [];
  for (let target = `/adminapi/beta/${id}/InvokeCommand`; target !== '';) {
    const answer = cloud({
      ...{ method: 'POST', host: 'outlook.office365.com', target },
      headers: { ...headers, 'x-anchormailbox': anchor },
      body: JSON.stringify({
        CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: { ResultSize: 'Unlimited' } },
      }),
    });
    const page = mailboxPageSchema.parse(JSON.parse(textOf(answer)));
    pages.push({ value: page.value, warnings: page['@adminapi.warnings'] });
    target = page['@odata.nextLink']?.slice(EXCHANGE.length) ?? '';
  }
  return pages;
}
