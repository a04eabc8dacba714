import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createCloud, type Cloud } from '../cloud/cloud.ts';
import { predict } from '../predict.ts';
import { loadTenant, type TenantSpec } from '../tenant/tenant-spec.ts';
import { consequencesOf, type Consequences } from './consequences.ts';
import { PERMISSIONS, type Permission } from '../tenant/permission.ts';
import { faultPlanSchema, type FaultPlan } from './fault-plan.ts';

const today = '2020-10-29';
let tenant: TenantSpec;
beforeAll(async () => {
  tenant = await loadTenant('fixtures/tenants/rsss-2020');
});

const planOf = (...faults: object[]): FaultPlan => faultPlanSchema.parse({ seed: 7, faults });

function consequences(...faults: object[]): Consequences {
  return consequencesOf(planOf(...faults), { tenant, today, mailboxes: 200 });
}

const NONE = {
  noAudit: false,
  unreadable: [],
  refused: [],
  broken: [],
  mailboxes: [],
  lostColumns: [],
  withoutId: [],
  uncertain: [],
  countMayDiffer: false,
  eligibility: 'told',
  reportsRefreshedOn: '2020-10-27',
};

test('faults that pass have no consequence', () => {
  expect(
    consequences(
      { kind: 'throttled', on: 'all', rate: 0.3 },
      { kind: 'status', on: 'login', status: 503, first: 1 },
      { kind: 'slow-body', on: 'all', milliseconds: 1, rate: 1 },
      { kind: 'reset-after', on: 'all', rate: 1 },
      { kind: 'claims-challenge', at: 3 },
      { kind: 'small-pages', rows: 50 },
      { kind: 'expired-skip-token', on: ['directory', 'groups', 'mailbox-page'], page: 2 },
      { kind: 'duplicate-accounts', count: 9 },
    ),
  ).toEqual(NONE);
});

test('what is injected into every attempt is the end of its source, and of the audit where it is the accounts’', () => {
  const broken = (source: string): object => ({
    source,
    because: 'status',
    leaves: 'nothing',
    certain: true,
  });
  const reports = [
    ...['mail-activity', 'mailbox-usage', 'service-activity'],
    ...['onedrive-activity', 'sharepoint-activity', 'forms-activity', 'service-counts'],
  ];
  expect(consequences({ kind: 'status', on: ['sign-ins', 'download'], status: 500, rate: 1 })).toEqual({
    ...NONE,
    unreadable: ['sign-in-activity', ...reports],
    broken: ['sign-in-activity', ...reports].map(broken),
  });
  expect(consequences({ kind: 'status', on: 'directory', status: 500, rate: 1 })).toEqual({
    ...NONE,
    noAudit: true,
    unreadable: ['accounts'],
    broken: [broken('accounts')],
  });
  expect(consequences({ kind: 'reset-before', on: 'login', rate: 1 }).noAudit).toBe(true);
});

test('what is injected into Exchange, the policies or the roles costs the sources that are read there', () => {
  const sources = ['mailbox-forwarding', 'mail-flow', 'mfa-policies', 'role-assignments'];
  expect(
    consequences({ kind: 'status', on: ['exchange', 'policies', 'roles'], status: 500, rate: 1 }).unreadable,
  ).toEqual(sources);
});

test('whether a link of Exchange that expired can be had by beginning again is left to the reader', () => {
  const expired = { kind: 'expired-skip-token', on: 'exchange', page: 2 };
  const partly = (certain: boolean, sources = ['mailbox-forwarding']): object[] =>
    sources.map((source) => ({ source, because: 'expired-skip-token', leaves: 'partly', certain }));
  expect(consequences(expired).broken).toEqual([]);
  expect(consequences(expired, { kind: 'small-pages', rows: 50 }).broken).toEqual(partly(false));
  expect(consequences({ ...expired, walks: 'every' }, { kind: 'small-pages', rows: 50 }).broken).toEqual(
    partly(true),
  );
  // No listing of the mail flow has more than a page but where pages are tiny.
  expect(consequences(expired, { kind: 'small-pages', rows: 2 }).broken).toEqual(
    partly(false, ['mailbox-forwarding', 'mail-flow']),
  );
});

test.each<[string[], string[], string[]]>([
  [['Exchange.ManageAsAppV2'], [], []],
  [['Exchange.ManageAsApp'], [], ['mailbox-forwarding', 'mail-flow']],
  [['Exchange.ManageAsApp', 'Exchange.ManageAsAppV2'], ['mailbox-forwarding', 'mail-flow'], []],
  [['mfa-policies'], ['mfa-policies'], []],
  [['conditional-access'], [], ['mfa-policies']],
  [['security-defaults'], [], ['mfa-policies']],
  [['conditional-access', 'security-defaults'], ['mfa-policies'], []],
  [['role-assignments'], ['role-assignments'], []],
  [['role-eligibility'], [], []],
])('without %j the tenant refuses %j, and a part of %j', (missing, whole, part) => {
  const { refused, broken } = consequences({ kind: 'missing-permission', for: missing });
  expect(refused).toEqual(whole.map((source) => ({ source, reason: 'permission' })));
  expect(broken).toEqual(
    part.map((source) => ({ source, because: 'missing-permission', leaves: 'partly', certain: true })),
  );
});

test('roles on request are not told without their permission, or without a licence', () => {
  const eligibility = (...faults: object[]): string => consequences(...faults).eligibility;
  expect([
    eligibility({ kind: 'missing-permission', for: ['role-eligibility'] }),
    eligibility({ kind: 'missing-permission', for: ['role-assignments'] }),
    eligibility({ kind: 'no-entra-premium' }),
  ]).toEqual(['permission', 'permission', 'licence']);
});

test('refusals have the reason that the tenant gives', () => {
  const { refused, broken, noAudit } = consequences(
    { kind: 'missing-permission', for: ['mail-activity', 'mfa-registrations', 'domains'] },
    { kind: 'no-entra-premium' },
    { kind: 'concealed-names' },
  );
  expect(refused).toEqual([
    { source: 'sign-in-activity', reason: 'licence' },
    { source: 'mail-activity', reason: 'permission' },
    { source: 'mailbox-usage', reason: 'concealed-names' },
    { source: 'service-activity', reason: 'concealed-names' },
    { source: 'onedrive-activity', reason: 'concealed-names' },
    { source: 'sharepoint-activity', reason: 'concealed-names' },
    { source: 'forms-activity', reason: 'concealed-names' },
    { source: 'mfa-registrations', reason: 'licence' },
  ]);
  expect(broken).toEqual([
    { source: 'tenant', because: 'missing-permission', leaves: 'partly', certain: true },
  ]);
  expect(noAudit).toBe(false);
  expect(consequences({ kind: 'missing-permission', for: ['accounts'] }).noAudit).toBe(true);
});

test('a walk breaks off only where it is long enough to get to the fault', () => {
  const partly = (certain: boolean): object[] => [
    { source: 'accounts', because: 'looping-next-link', leaves: 'partly', certain },
  ];
  const looping = { kind: 'looping-next-link', on: 'directory', page: 3 };
  const { length } = predictedAccounts();
  expect(consequences(looping).broken).toEqual([]);
  expect(consequences(looping, { kind: 'small-pages', rows: Math.ceil(length / 3) }).broken).toEqual([]);
  expect(consequences(looping, { kind: 'small-pages', rows: Math.floor(length / 4) }).broken).toEqual(
    partly(false),
  );
  expect(consequences({ ...looping, walks: 'every' }, { kind: 'small-pages', rows: 50 }).broken).toEqual(
    partly(true),
  );
});

test('the walk through per-user states breaks off by itself', () => {
  const expired = { kind: 'expired-skip-token', on: 'per-user-states', page: 3 };
  const small = { kind: 'small-pages', rows: 50 };
  expect(consequences(expired, small)).toEqual(NONE);
  expect(consequences({ ...expired, walks: 'every' }, small)).toEqual({
    ...NONE,
    broken: [{ source: 'per-user-mfa', because: expired.kind, leaves: 'partly', certain: true }],
  });
});

function predictedAccounts(): { length: number } {
  return { length: predict({ tenant, today, mailboxes: 200 }).population.accounts };
}

test('columns that lack cost a source, a fact or nothing', () => {
  const missing = [
    'Last Activity Date',
    'Deleted Date',
    'Has Teams License',
    'Receive Count',
    'Recipient Type',
    'Shared Externally File Count',
    'Responded Count',
    'Yammer Inactive',
  ];
  const told = consequences({ kind: 'report-columns', missing }).lostColumns;
  expect(told.map(({ source, column, loses }) => `${source} ${column}: ${loses}`)).toEqual([
    'mail-activity Deleted Date: nothing',
    'mail-activity Last Activity Date: source',
    'mail-activity Receive Count: fact',
    'mailbox-usage Deleted Date: nothing',
    'mailbox-usage Last Activity Date: fact',
    'mailbox-usage Recipient Type: fact',
    'service-activity Deleted Date: nothing',
    'service-activity Has Teams License: source',
    'onedrive-activity Deleted Date: nothing',
    'onedrive-activity Last Activity Date: source',
    'onedrive-activity Shared Externally File Count: source',
    'sharepoint-activity Deleted Date: nothing',
    'sharepoint-activity Last Activity Date: source',
    'sharepoint-activity Shared Externally File Count: source',
    'forms-activity Last Activity Date: source',
    'forms-activity Responded Count: nothing',
    'service-counts Yammer Inactive: source',
  ]);
});

function isPermission(name: string): name is Permission {
  return PERMISSIONS.some((permission) => permission === name);
}

/** The ids of the directory and what each mailbox answered in its last page, as a patient reader has them. */
function readEverything(faults: FaultPlan): { ids: Set<string>; unread: Map<string, number> } {
  const cloud = createCloud({ tenant, today, mailboxes: 200, faults }, () => 0);
  const authorization = signIn(cloud);
  const ask = (target: string): { status: number; json: z.infer<typeof pageSchema> } => {
    const { status, body } = cloud({
      method: 'GET',
      host: 'graph.microsoft.com',
      target,
      headers: { authorization },
      body: '',
    });
    return { status, json: pageSchema.parse(JSON.parse(typeof body === 'string' ? body : '')) };
  };
  const ids = new Set<string>();
  for (let next = '/v1.0/users?$select=id&$top=999'; next !== '';) {
    const { json } = ask(next);
    for (const { id } of json.value ?? []) if (id !== undefined) ids.add(id);
    next = json['@odata.nextLink']?.slice(27) ?? '';
  }
  const unread = new Map<string, number>();
  for (const id of ids) {
    for (let next = `/v1.0/users/${id}/mailFolders/inbox/messageRules`; next !== '';) {
      const { status, json } = ask(next);
      if (status !== 200) unread.set(id, status);
      next = json['@odata.nextLink']?.slice(27) ?? '';
    }
  }
  return { ids, unread };
}

const pageSchema = z.looseObject({
  value: z.array(z.looseObject({ id: z.string().optional() })).optional(),
  '@odata.nextLink': z.string().optional(),
});

function signIn(cloud: Cloud): string {
  const answer = cloud({
    method: 'POST',
    host: 'login.microsoftonline.com',
    target: `/${tenant.id}/oauth2/v2.0/token`,
    headers: {},
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    }).toString(),
  });
  const text = typeof answer.body === 'string' ? answer.body : '';
  return `Bearer ${z.looseObject({ access_token: z.string() }).parse(JSON.parse(text)).access_token}`;
}

test('mailboxes that are named unreadable are those that do not answer, and no others', () => {
  const plan = planOf(
    { kind: 'mailboxes', answer: 404, count: 4 },
    { kind: 'mailboxes', answer: 403, count: 3 },
    { kind: 'mailboxes', answer: 429, share: 0.02 },
    { kind: 'expired-skip-token', on: 'mailbox-page', page: 2, walks: 'every' },
  );
  const { mailboxes } = consequencesOf(plan, { tenant, today, mailboxes: 200 });
  const before = readEverything(planOf()).unread;
  const unread = [...readEverything(plan).unread].filter(([id]) => !before.has(id));
  const STATUS = { 'no-cloud-mailbox': 404, denied: 403, 'gave-up': 429, error: 400 };
  expect(mailboxes.map(({ accountId, outcome }) => [accountId, STATUS[outcome]])).toEqual(unread);
  const count = (wanted: string): number => mailboxes.filter(({ outcome }) => outcome === wanted).length;
  expect([count('no-cloud-mailbox'), count('denied'), count('gave-up'), count('error') > 0]).toEqual([
    4,
    3,
    4,
    true,
  ]);
  const undeterminedUnder = (faults: FaultPlan): number =>
    predict({ tenant, today, mailboxes: 200, faults }).indicators.find(({ id }) => id === 'mailbox-redirects')
      ?.undetermined ?? 0;
  // Besides those whose broken rules leave it open.
  expect([undeterminedUnder(planOf()), undeterminedUnder(plan)]).toEqual([2, 13]);
});

test.each([
  { kind: 'missing-permission', for: ['mailbox-usage'] },
  { kind: 'concealed-names' },
  { kind: 'status', on: 'reports-redirect', status: 500, rate: 1 },
  { kind: 'report-columns', missing: ['Is Deleted'] },
])('without mailbox usage nobody can tell the kinds of mailboxes: %o', (fault) => {
  const options = { tenant, today, mailboxes: 200 };
  const plan = planOf(fault);
  expect(consequencesOf(plan, options).unreadable).toContain('mailbox-usage');
  // The reports that the fault takes away besides do not tell of kinds.
  const unread = consequencesOf(plan, options).unreadable.filter((source) => isPermission(source));
  expect(predict({ ...options, faults: plan }, { unread })).toEqual(
    predict({ ...options, overrides: { recipientType: 'absent' } }, { unread }),
  );
});

test('accounts that cannot be known are named, and left out of the prediction', () => {
  const plan = planOf({ kind: 'account-without-id', count: 5 });
  const { withoutId, countMayDiffer } = consequencesOf(plan, { tenant, today, mailboxes: 200 });
  const all = readEverything(planOf()).ids;
  const { ids } = readEverything(plan);
  expect([withoutId.toSorted(), countMayDiffer]).toEqual([
    [...all].filter((id) => !ids.has(id)).toSorted(),
    true,
  ]);
  expect(predict({ tenant, today, mailboxes: 200, faults: plan }).population.accounts).toBe(ids.size);
});

test('accounts that come and go are the ones whose presence depends on when one looks', () => {
  const plan = planOf(
    { kind: 'small-pages', rows: 100 },
    { kind: 'changing-directory', created: 15, deleted: 15 },
  );
  const { uncertain } = consequencesOf(plan, { tenant, today, mailboxes: 200 });
  const all = readEverything(planOf()).ids;
  const { ids } = readEverything(plan);
  expect(uncertain).toHaveLength(30);
  expect([...all].filter((id) => !ids.has(id)).every((id) => uncertain.includes(id))).toBe(true);
  expect([...ids].filter((id) => !all.has(id))).toEqual([]);
});

test('premium refused at random, a busy Exchange and a page size that is refused cost nothing', () => {
  const plan = [
    { kind: 'premium-refused', rate: 0.3, upTo: 2 },
    { kind: 'server-busy', rate: 0.3, upTo: 2 },
    { kind: 'page-size', most: 120 },
  ];
  expect(consequences(...plan)).toEqual(NONE);
});

test('without premium, and where nobody may read the licences, a reader asks until it gives up', () => {
  const lost = (source: string): object => ({
    ...{ source, because: 'no-entra-premium', leaves: 'nothing', certain: true },
  });
  const { refused, broken, eligibility, unreadable } = consequences(
    { kind: 'no-entra-premium' },
    { kind: 'missing-permission', for: ['subscribed-skus'] },
  );
  expect(refused).toEqual([]);
  expect(broken).toEqual(
    expect.arrayContaining([lost('sign-in-activity'), lost('mfa-registrations')]) as unknown,
  );
  expect(eligibility).toBe('gave-up');
  expect(unreadable).toEqual(['sign-in-activity', 'mfa-registrations']);
});

test('the first mailboxes of the directory are the ones that deny', () => {
  const { mailboxes } = consequences({ kind: 'mailboxes', answer: 403, count: 20, first: true });
  expect(mailboxes).toHaveLength(20);
  expect(new Set(mailboxes.map(({ outcome }) => outcome))).toEqual(new Set(['denied']));
});
