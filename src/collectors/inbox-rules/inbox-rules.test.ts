import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { collecting, type Collecting } from '../../testing/collecting.ts';
import type { Scripted } from '../../testing/scripted-client.ts';
import { accounts } from '../accounts/accounts.ts';
import { mailboxUsage } from '../mailbox-usage/mailbox-usage.ts';
import { mailboxForwarding } from '../mailbox-forwarding/mailbox-forwarding.ts';
import { inboxRules } from './inbox-rules.ts';

const GIVES_MAILBOX = 'efb87545-963c-4e0d-99df-69c6916d9eb0';
const GIVES_NONE = '113feb6c-3fe4-4440-bddc-54d774bf0318';
const GRAPH = 'https://graph.microsoft.com/v1.0';
const SELECT = '$select=displayName,isEnabled,hasError,isReadOnly,actions';

let open: Collecting | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

interface Account {
  readonly id: string;
  readonly plan?: string;
  readonly status?: string;
  /** Recipient Type in mailbox usage. */
  readonly usage?: string;
}

interface Inner {
  readonly status: number;
  readonly body?: unknown;
}

const batchSchema = z.object({ requests: z.array(z.object({ id: z.string(), url: z.string() })) });

/** A tenant of these accounts, whose mailboxes answer by `rulesOf`; other pages of rules by their address. */
function tenant(
  people: readonly Account[],
  rulesOf: (id: string) => Inner,
  pages: Readonly<Record<string, unknown>> = {},
): (request: { url: string; body?: string | undefined }) => Scripted {
  return ({ url, body }) => {
    if (url.startsWith(`${GRAPH}/users?`)) return { json: pageOf(people, url) };
    if (url.includes('/reports/getMailboxUsageDetail'))
      return { status: 302, headers: { location: 'https://reports.office.com/csv' } };
    if (url === 'https://reports.office.com/csv') return { text: usageOf(people) };
    if (url in pages) return { json: pages[url] };
    const { requests } = batchSchema.parse(JSON.parse(body ?? 'null'));
    return {
      json: {
        responses: requests.map(({ id, url: item }) => ({ id, ...rulesOf(item.split('/')[2] ?? '') })),
      },
    };
  };
}

function pageOf(people: readonly Account[], url: string): object {
  const from = Number(new URL(url).searchParams.get('$skiptoken') ?? 0);
  const value = people.slice(from, from + 999).map(userOf);
  const next = `${GRAPH}/users?$skiptoken=${from + 999}`;
  return from + 999 < people.length ? { value, '@odata.nextLink': next } : { value };
}

function userOf({ id, plan, status = 'Enabled' }: Account): unknown {
  const plans =
    plan === undefined ? [] : [{ service: 'exchange', servicePlanId: plan, capabilityStatus: status }];
  return { id, userPrincipalName: `${id}@ssss.gouv.qc.ca`, assignedPlans: plans };
}

function usageOf(people: readonly Account[]): string {
  const rows = people.flatMap(({ id, usage }) =>
    usage === undefined ? [] : [`2020-10-27,${id.toUpperCase()}@SSSS.gouv.qc.ca,False,${usage}\n`],
  );
  return `Report Refresh Date,User Principal Name,Is Deleted,Recipient Type\n${rows.join('')}`;
}

async function collectRules(
  far: (request: { url: string; body?: string | undefined }) => Scripted,
  giveUpAfterMs = 100,
  sample?: number,
): Promise<Collecting> {
  open = await collecting(far, { giveUpAfterMs, ...(sample === undefined ? {} : { sample }) });
  await Promise.all([accounts.collect(open.context), mailboxUsage.collect(open.context)]);
  return open;
}

function rule(name: string, actions: unknown, more: object = {}): unknown {
  return { displayName: name, isEnabled: true, hasError: false, actions, ...more };
}

function to(...addresses: (string | null)[]): unknown[] {
  return addresses.map((address) => ({ emailAddress: { name: 'X', address } }));
}

const TOLD = { untoldRules: [], readOnlyRules: null, recipients: null };

test('every mailbox is asked, those without a plan in a second wave, and each has its outcome', async () => {
  const answers: Record<string, Inner> = {
    redirects: {
      status: 200,
      body: {
        value: [
          rule('to Gmail', { redirectTo: to('me@gmail.com'), stopProcessingRules: true }),
          rule('moves only', { moveToFolder: 'AAMk' }),
          rule(
            'two ways',
            { forwardTo: to('a@x.ca', null), forwardAsAttachmentTo: to('b@x.ca') },
            { isEnabled: false, hasError: true },
          ),
        ],
      },
    },
    sorts: { status: 200, body: { value: [rule('moves only', { moveToFolder: 'AAMk' })] } },
    none: { status: 200, body: { value: [] } },
    onprem: { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } },
    onprem403: { status: 403, body: { error: { code: 'MailboxNotSupportedForRESTAPI' } } },
    denied: { status: 403, body: { error: { code: 'ErrorAccessDenied' } } },
    gone: { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } },
    broken: { status: 500, body: { error: { code: 'InternalServerError' } } },
    odd: { status: 200, body: { unexpected: true } },
    shared: { status: 200, body: { value: [rule('shared', { redirectTo: to('x@y.ca') })] } },
  };
  const people: Account[] = [
    ...Object.keys(answers)
      .map((id) => ({ id, plan: GIVES_MAILBOX }))
      .filter(({ id }) => id !== 'shared' && id !== 'none'),
    { id: 'none', plan: GIVES_MAILBOX, usage: 'User' },
    { id: 'shared', usage: 'SharedMailbox' },
    { id: 'foundation', plan: GIVES_NONE },
    { id: 'suspended', plan: GIVES_MAILBOX, status: 'Suspended' },
    { id: 'guest' },
  ];
  const collected = await collectRules(tenant(people, (id) => answers[id] ?? { status: 418 }));
  expect(await inboxRules.collect(collected.context)).toEqual({
    read: 6,
    expected: 10,
    gaveUp: true,
    shortfall: {
      reason: 'error',
      detail: expect.stringMatching(/^4 mailboxes did not give their rules/) as string,
      lacks: { kind: 'rules', count: 4 },
    },
  });
  expect(await collected.rows('inbox-rules', 'accountId')).toEqual([
    { accountId: 'broken', outcome: 'gave-up', code: 'InternalServerError', rules: [], ...TOLD },
    { accountId: 'denied', outcome: 'denied', code: 'ErrorAccessDenied', rules: [], ...TOLD },
    { accountId: 'gone', outcome: 'error', code: 'Request_ResourceNotFound', rules: [], ...TOLD },
    { accountId: 'none', outcome: 'none', code: null, rules: [], ...TOLD },
    { accountId: 'odd', outcome: 'error', code: 'UnexpectedShape', rules: [], ...TOLD },
    {
      accountId: 'onprem',
      outcome: 'no-cloud-mailbox',
      code: 'MailboxNotEnabledForRESTAPI',
      rules: [],
      ...TOLD,
    },
    {
      accountId: 'onprem403',
      outcome: 'no-cloud-mailbox',
      code: 'MailboxNotSupportedForRESTAPI',
      rules: [],
      ...TOLD,
    },
    {
      accountId: 'redirects',
      outcome: 'rules',
      code: null,
      rules: [
        {
          name: 'to Gmail',
          isEnabled: true,
          hasError: false,
          redirectTo: ['me@gmail.com'],
          forwardTo: [],
          forwardAsAttachmentTo: [],
        },
        {
          name: 'two ways',
          isEnabled: false,
          hasError: true,
          redirectTo: [],
          forwardTo: ['a@x.ca', ''],
          forwardAsAttachmentTo: ['b@x.ca'],
        },
      ],
      ...TOLD,
    },
    {
      accountId: 'shared',
      outcome: 'rules',
      code: null,
      rules: [
        {
          name: 'shared',
          isEnabled: true,
          hasError: false,
          redirectTo: ['x@y.ca'],
          forwardTo: [],
          forwardAsAttachmentTo: [],
        },
      ],
      ...TOLD,
    },
    { accountId: 'sorts', outcome: 'rules', code: null, rules: [], ...TOLD },
  ]);
});

test('a mailbox with many rules is read to its last page', async () => {
  const next = `${GRAPH}/users/many/mailFolders('inbox')/messageRules?${SELECT}&$skip=10`;
  const far = tenant(
    [{ id: 'many', plan: GIVES_MAILBOX }],
    () => ({ status: 200, body: { value: [rule('first', {})], '@odata.nextLink': next } }),
    { [next]: { value: [rule('second', { redirectTo: to('me@gmail.com') })] } },
  );
  const collected = await collectRules(far);
  await inboxRules.collect(collected.context);
  expect(await collected.rows('inbox-rules', 'accountId')).toMatchObject([
    { outcome: 'rules', rules: [{ name: 'second' }] },
  ]);
});

/** A far side with one mailbox, whose rules' first page is the same in a batch and asked alone. */
function oneMailbox(
  firstPage: unknown,
  pages: Readonly<Record<string, unknown>> = {},
): ReturnType<typeof tenant> {
  const start = `${GRAPH}/users/one/mailFolders/inbox/messageRules?${SELECT}`;
  const people = [{ id: 'one', plan: GIVES_MAILBOX }];
  return tenant(people, () => ({ status: 200, body: firstPage }), { [start]: firstPage, ...pages });
}

test('a redirect that was read stays known when a later page of the mailbox fails', async () => {
  const known = rule('known', { redirectTo: to('me@gmail.com') });
  const far = oneMailbox({ value: [known], '@odata.nextLink': '/relative' });
  const collected = await collectRules(far);
  await inboxRules.collect(collected.context);
  expect(await collected.rows('inbox-rules', 'accountId')).toMatchObject([
    { outcome: 'error', code: 'ForeignNextLink', rules: [{ name: 'known', redirectTo: ['me@gmail.com'] }] },
  ]);
});

test('a next page of rules on another host is an error of that mailbox, and is not asked', async () => {
  const far = oneMailbox({ value: [], '@odata.nextLink': 'https://example.org/rules' });
  const collected = await collectRules(far);
  await inboxRules.collect(collected.context);
  expect(await collected.rows('inbox-rules', 'accountId')).toEqual([
    { accountId: 'one', outcome: 'error', code: 'ForeignNextLink', rules: [], ...TOLD },
  ]);
  expect(collected.transport.sent.filter(({ url }) => url.includes('example.org'))).toEqual([]);
});

test('a mailbox whose next page of rules has expired is read again from its first', async () => {
  const first = rule('first', { redirectTo: to('me@gmail.com') });
  const second = rule('second', { redirectTo: to('me@yahoo.ca') });
  const next = `${GRAPH}/users/one/mailFolders('inbox')/messageRules?${SELECT}&$skip=10`;
  const page = { value: [first], '@odata.nextLink': next };
  const far = oneMailbox(page, { [next]: { value: [second] } });
  let expired = 1;
  const collected = await collectRules((request) => {
    if (request.url !== next || expired === 0) return far(request);
    expired -= 1;
    return { status: 400, json: { error: { code: 'Directory_ExpiredPageToken' } } };
  });
  await inboxRules.collect(collected.context);
  expect(await collected.rows('inbox-rules', 'accountId')).toMatchObject([
    { outcome: 'rules', code: null, rules: [{ name: 'first' }, { name: 'second' }] },
  ]);
});

test('when every mailbox denies, the source is refused', async () => {
  const people = Array.from({ length: 30 }, (_, index) => ({ id: `m${index}`, plan: GIVES_MAILBOX }));
  const far = tenant(people, () => ({ status: 403, body: { error: { code: 'ErrorAccessDenied' } } }));
  const collected = await collectRules(far);
  await expect(inboxRules.collect(collected.context)).rejects.toMatchObject({
    kind: 'refused',
    code: 'ErrorAccessDenied',
  });
});

test('a refused source is not asked of the whole tenant', async () => {
  const people = Array.from({ length: 2_000 }, (_, index) => ({ id: `m${index}`, plan: GIVES_MAILBOX }));
  const far = tenant(people, () => ({ status: 403, body: { error: { code: 'ErrorAccessDenied' } } }));
  const collected = await collectRules(far);
  await expect(inboxRules.collect(collected.context)).rejects.toMatchObject({ kind: 'refused' });
  expect(collected.transport.sent.filter(({ url }) => url.endsWith('$batch')).length).toBeLessThan(40);
});

test('a mailbox that only Exchange names is asked in the second wave', async () => {
  const people: Account[] = [
    { id: 'plan', plan: GIVES_MAILBOX },
    { id: 'room' },
    { id: 'found' },
    { id: 'nobody' },
  ];
  const far = tenant(people, () => ({ status: 200, body: { value: [] } }));
  const kinds = [
    { ExternalDirectoryObjectId: 'plan', RecipientTypeDetails: 'UserMailbox' },
    { ExternalDirectoryObjectId: 'ROOM', RecipientTypeDetails: 'RoomMailbox' },
    { ExternalDirectoryObjectId: 'found', RecipientTypeDetails: 'DiscoveryMailbox' },
    { ExternalDirectoryObjectId: 'elsewhere', RecipientTypeDetails: 'UserMailbox' },
  ].map((kind) => ({ ...kind, ForwardingAddress: null, ForwardingSmtpAddress: null }));
  open = await collecting(far, { exchange: () => ({ json: { value: kinds } }) });
  const { context } = open;
  await Promise.all([accounts, mailboxUsage, mailboxForwarding].map(({ collect }) => collect(context)));
  expect(await inboxRules.collect(context)).toEqual({ read: 2, expected: 2 });
  expect(await open.rows('inbox-rules', 'accountId')).toEqual([
    { accountId: 'plan', outcome: 'none', code: null, rules: [], ...TOLD },
    { accountId: 'room', outcome: 'none', code: null, rules: [], ...TOLD },
  ]);
});

const DENIED: Inner = { status: 403, body: { error: { code: 'ErrorAccessDenied' } } };
const NO_RULES: Inner = { status: 200, body: { value: [] } };
const MANY = Array.from({ length: 700 }, (_, index) => ({ id: `m${index}`, plan: GIVES_MAILBOX }));

/** Ids in the order in which they were asked, once for each time. */
function recording(rulesOf: (id: string, asked: number) => Inner): {
  asked: string[];
  answer: (id: string) => Inner;
} {
  const asked: string[] = [];
  return {
    asked,
    answer: (id) => {
      asked.push(id);
      return rulesOf(id, asked.length);
    },
  };
}

test('the first 200 mailboxes that deny do not refuse the rest: 200 others tell, and all are asked once', async () => {
  const isDenied = (id: string): boolean => Number(id.slice(1)) < 250;
  const { asked, answer } = recording((id) => (isDenied(id) ? DENIED : NO_RULES));
  const collected = await collectRules(tenant(MANY, answer));
  expect(await inboxRules.collect(collected.context)).toEqual({
    read: 450,
    expected: 700,
    shortfall: {
      reason: 'denied',
      detail: '250 mailboxes did not give their rules',
      lacks: { kind: 'rules', count: 250 },
    },
  });
  expect(asked.slice(0, 200)).toEqual(MANY.slice(0, 200).map(({ id }) => id));
  expect([asked.length, new Set(asked).size]).toEqual([700, 700]);
  // Those that tell are spread over the directory, not its next ones.
  const places = asked.slice(200, 400).map((id) => Number(id.slice(1)));
  expect(Math.max(...places)).toBeGreaterThan(650);
  expect(places).not.toEqual(places.toSorted((a, b) => a - b));
});

test('where 200 that are spread over the directory deny too, the source is refused, and nobody else is asked', async () => {
  const { asked, answer } = recording(() => DENIED);
  const collected = await collectRules(tenant(MANY, answer));
  await expect(inboxRules.collect(collected.context)).rejects.toMatchObject({
    ...{ kind: 'refused', failureClass: 'permission', status: 403, code: 'ErrorAccessDenied' },
  });
  expect([asked.length, new Set(asked).size]).toEqual([400, 400]);
});

test('mailboxes that are not in the cloud are no sign that any other is open', async () => {
  const onPremises = { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } };
  const { asked, answer } = recording((id) => (Number(id.slice(1)) % 10 === 0 ? onPremises : DENIED));
  const collected = await collectRules(tenant(MANY, answer));
  await expect(inboxRules.collect(collected.context)).rejects.toMatchObject({ kind: 'refused' });
  expect(asked.length).toBeLessThan(500);
});

test('one mailbox that was read among the first opens the way to all', async () => {
  const { asked, answer } = recording((id) => (id === 'm150' ? NO_RULES : DENIED));
  const collected = await collectRules(tenant(MANY, answer));
  expect(await inboxRules.collect(collected.context)).toMatchObject({ read: 1, expected: 700 });
  expect(asked).toHaveLength(700);
});

test.each([1, 150, 200, 201, 260, 400])(
  'a run that is killed at its %ith mailbox goes on: each that was open is read, and none counts twice',
  async (at) => {
    const rulesOf = (id: string): Inner => (Number(id.slice(1)) < 250 ? DENIED : NO_RULES);
    const first = recording((id, count) => {
      if (count === at) throw new TypeError('killed');
      return rulesOf(id);
    });
    const killed = await collectRules(tenant(MANY, first.answer));
    await expect(inboxRules.collect(killed.context)).rejects.toThrow('killed');
    await killed.stop();
    const second = recording(rulesOf);
    open = await collecting(tenant(MANY, second.answer), { resume: killed.folder });
    await accounts.collect(open.context);
    expect(await inboxRules.collect(open.context)).toMatchObject({ read: 450, expected: 700 });
    const outcomes = await open.rows('inbox-rules', 'accountId');
    expect(outcomes).toHaveLength(700);
  },
);

test('a pilot asks the same few of all mailboxes each time, shared ones among them, and is not complete', async () => {
  const people: Account[] = [
    ...Array.from({ length: 40 }, (_, at) => ({ id: `p${at}`, plan: GIVES_MAILBOX })),
    ...Array.from({ length: 40 }, (_, at) => ({ id: `s${at}`, usage: 'SharedMailbox' })),
  ];
  const drawn = people
    .map(({ id }) => id)
    .sort((a, b) => (md5(a) < md5(b) ? -1 : 1))
    .slice(0, 12);
  const collected = await collectRules(
    tenant(people, () => ({ status: 200, body: { value: [] } })),
    100,
    12,
  );
  expect(await inboxRules.collect(collected.context)).toEqual({
    read: 12,
    expected: 80,
    shortfall: {
      reason: 'not-read',
      detail: 'a sample of 12 accounts out of 80',
      lacks: { kind: 'sample', count: 12, of: 80 },
    },
  });
  const ids = z
    .array(z.object({ accountId: z.string() }))
    .parse(await collected.rows('inbox-rules', 'accountId'));
  expect(ids.map(({ accountId }) => accountId)).toEqual(drawn.sort());
  expect(drawn.some((id) => id.startsWith('s'))).toBe(true);
});

test('a pilot tells of the mailboxes that it gave up, which are asked again, and counts without listing all', async () => {
  const people = Array.from({ length: 9 }, (_, at) => ({ id: `p${at}`, plan: GIVES_MAILBOX }));
  const broken = { status: 500, body: { error: { code: 'InternalServerError' } } };
  const collected = await collectRules(
    tenant(people, () => broken),
    100,
    4,
  );
  const listed = vi.spyOn(collected.context.store, 'listed');
  expect(await inboxRules.collect(collected.context)).toMatchObject({
    read: 0,
    expected: 9,
    gaveUp: true,
    shortfall: { lacks: { kind: 'sample', count: 4, of: 9 } },
  });
  expect(listed.mock.calls.map(([name]) => name)).toEqual(['mailboxes-left']);
  await collected.stop();
  open = await collecting(
    tenant(people, () => NO_RULES),
    { resume: collected.folder, sample: 4 },
  );
  await Promise.all([accounts.collect(open.context), mailboxUsage.collect(open.context)]);
  expect(await inboxRules.collect(open.context)).toEqual({
    read: 4,
    expected: 9,
    shortfall: expect.objectContaining({ lacks: { kind: 'sample', count: 4, of: 9 } }) as unknown,
  });
});

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
