import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { collecting, type Collecting } from '../testing/collecting.ts';
import type { Scripted } from '../testing/scripted-transport.ts';
import { accounts } from './accounts/accounts.ts';
import { groupMembers } from './group-members/group-members.ts';
import { inboxRules } from './inbox-rules/inbox-rules.ts';

const NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=2';
const PLANS = [
  { servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0', service: 'exchange', capabilityStatus: 'Enabled' },
];

let open: Collecting | null = null;
afterEach(() => open?.close());

/** A far side whose process of ours is killed when it would answer. */
class Killed extends Error {}

function killed(): never {
  throw new Killed('killed');
}

async function stopped(collecting: Collecting, run: Promise<unknown>): Promise<string> {
  await expect(run).rejects.toThrow(Killed);
  await collecting.stop();
  return collecting.folder;
}

function account(id: string): object {
  return { id, assignedPlans: PLANS };
}

test('a walk goes on at the page after the last one that was kept', async () => {
  open = await collecting(({ url }) =>
    url === NEXT ? killed() : { json: { value: [account('a'), {}], '@odata.nextLink': NEXT } },
  );
  const resume = await stopped(open, accounts.collect(open.context));
  open = await collecting([{ json: { value: [account('b')] } }], { resume, total: 3 });
  expect(await accounts.collect(open.context)).toEqual({
    read: 2,
    expected: 3,
    shortfall: {
      reason: 'error',
      detail: '1 directory object came without an id',
      lacks: { kind: 'objects', count: 1 },
    },
  });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([NEXT]);
});

test('a walk that was at its end is only sealed', async () => {
  open = await collecting([{ json: { value: [account('a')] } }]);
  await accounts.collect(open.context);
  await open.stop();
  open = await collecting([], { resume: open.folder });
  expect(await accounts.collect(open.context)).toEqual({ read: 1, expected: 1 });
  expect(open.transport.sent).toEqual([]);
});

test.each([
  'https://graph.example/v1.0/users?x',
  'https://graph.microsoft.com/v1.0/me/messages',
  'https://graph.microsoft.com/v1.0/users/a/messages?$top=10',
  'https://graph.microsoft.com/beta/users?$skiptoken=2',
  'https://graph.microsoft.com/v1.0/users/../me/messages',
  'https://graph.microsoft.com/v1.0/users%2F..%2Fme',
])(
  'a bookmark that leads out of the collection is not followed: the walk begins again (%s)',
  async (next) => {
    open = await collecting([{ json: { value: [account('a')] } }]);
    const file = await open.context.store.pageFile('accounts');
    await file.appendRows([{ accountId: 'a' }], { next, without: 0 });
    await open.stop();
    open = await collecting([{ json: { value: [account('a'), account('b')] } }], { resume: open.folder });
    expect(await accounts.collect(open.context)).toEqual({ read: 2, expected: 2 });
    expect(open.transport.sent.map(({ url }) => [new URL(url).host, new URL(url).pathname])).toEqual([
      ['graph.microsoft.com', '/v1.0/users'],
    ]);
  },
);

test.each([
  'https://graph.microsoft.com/v1.0/Users?$skiptoken=2',
  'https://graph.microsoft.com/v1.0/%75sers?$skiptoken=2',
])('a bookmark whose path Graph wrote its own way is followed (%s)', async (next) => {
  open = await collecting(({ url }) =>
    url === next ? killed() : { json: { value: [account('a')], '@odata.nextLink': next } },
  );
  const resume = await stopped(open, accounts.collect(open.context));
  open = await collecting([{ json: { value: [account('b')] } }], { resume });
  expect(await accounts.collect(open.context)).toEqual({ read: 2, expected: 2 });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([next]);
});

const batchSchema = z.object({ requests: z.array(z.object({ id: z.string(), url: z.string() })) });

/** Answers each mailbox of a batch by its id; anything else by `other`. */
function mailboxes(
  rulesOf: (accountId: string) => { status: number; body: unknown },
  other: (url: string) => Scripted = () => killed(),
): (request: { url: string; body?: string | undefined }) => Scripted {
  return ({ url, body }) => {
    if (!url.endsWith('$batch')) return other(url);
    const { requests } = batchSchema.parse(JSON.parse(body ?? ''));
    const responses = requests.map((one) => ({ id: one.id, ...rulesOf(one.url.split('/')[2] ?? '') }));
    return { json: { responses } };
  };
}

const NO_RULES = { status: 200, body: { value: [] } };
const DENIED = { status: 403, body: { error: { code: 'ErrorAccessDenied' } } };

/** Reads the accounts, then their rules; stops where the far side does. */
async function readRules(from: Collecting): Promise<unknown> {
  await accounts.collect(from.context);
  return inboxRules.collect(from.context);
}

function directory(ids: readonly string[]): () => Scripted {
  return () => ({ json: { value: ids.map(account) } });
}

const IDS = Array.from({ length: 45 }, (_, index) => `mailbox-${index}`);

test('mailboxes that answered are not asked again, and the counts go on', async () => {
  let batches = 0;
  const once = mailboxes(() => NO_RULES, directory(IDS));
  open = await collecting(
    (request) => {
      batches += request.url.endsWith('$batch') ? 1 : 0;
      return batches > 2 ? killed() : once(request);
    },
    { config: { limits: { concurrency: 1 } } },
  );
  const resume = await stopped(open, readRules(open));
  const asked: string[] = [];
  open = await collecting(
    mailboxes((id) => {
      asked.push(id);
      return NO_RULES;
    }),
    { resume },
  );
  expect(await readRules(open)).toEqual({ read: 45, expected: 45 });
  expect([...asked].sort()).toEqual(IDS.slice(40).sort());
  expect(await open.rows('inbox-rules', 'accountId')).toHaveLength(45);
});

test('mailboxes that all denied are asked again: a permission may have come in between', async () => {
  open = await collecting(mailboxes(() => DENIED, directory(['a', 'b'])));
  await expect(readRules(open)).rejects.toMatchObject({ kind: 'refused', code: 'ErrorAccessDenied' });
  await open.stop();
  open = await collecting(
    mailboxes(() => NO_RULES),
    { resume: open.folder },
  );
  expect(await readRules(open)).toEqual({ read: 2, expected: 2 });
});

test('when the accounts come again, every mailbox is asked once all the same', async () => {
  const first = { json: { value: ['a', 'b'].map(account), '@odata.nextLink': NEXT } };
  const walk: Scripted[] = [
    first,
    { status: 410, json: { error: { code: 'resyncRequired' } } },
    first,
    { json: { value: ['b', 'c'].map(account) } },
  ];
  const asked: string[] = [];
  open = await collecting(
    mailboxes(
      (id) => {
        asked.push(id);
        return NO_RULES;
      },
      () => walk.shift() ?? killed(),
    ),
  );
  expect(await readRules(open)).toEqual({ read: 3, expected: 3 });
  expect(asked.sort()).toEqual(['a', 'b', 'c']);
});

test('a group goes on at its next page, and one that was read is not asked again', async () => {
  const ids = ['1', '2'].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`);
  const groups = ids.map((group, index) => ({ id: `e${index}`, label: { fr: 'é', en: 'e' }, group }));
  const members = (...accountIds: string[]): object[] =>
    accountIds.map((id) => ({ '@odata.type': '#microsoft.graph.user', id }));
  const next = `https://graph.microsoft.com/v1.0/groups/${ids[1]}/transitiveMembers?$skiptoken=2`;
  const script: Scripted[] = [
    { json: { value: members('a') } },
    { json: { value: members('b'), '@odata.nextLink': next } },
  ];
  open = await collecting(() => script.shift() ?? killed(), { config: { enrolments: groups } });
  const resume = await stopped(open, groupMembers.collect(open.context));
  open = await collecting([{ json: { value: members('b', 'c') } }], {
    resume,
    config: { enrolments: groups },
  });
  expect(await groupMembers.collect(open.context)).toEqual({ read: 3, expected: 3 });
  expect(open.transport.sent.map(({ url }) => url)).toEqual([next]);
  const rows = await open.rows('group-members', 'accountId');
  expect(rows).toEqual([
    { groupRef: ids[0], groupId: ids[0], accountId: 'a' },
    { groupRef: ids[1], groupId: ids[1], accountId: 'b' },
    { groupRef: ids[1], groupId: ids[1], accountId: 'c' },
  ]);
});
