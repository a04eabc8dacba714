import { expect, test } from 'vitest';
import { z } from 'zod';
import { scriptedClient, type Scripted } from '../testing/scripted-client.ts';
import { batchGet, type ItemAnswer } from './batch.ts';
import { LastPatience, type Asking } from './last-patience.ts';

const PATIENCE_MS = 150;
const OK = { status: 200, body: {} };
const DOWN = { status: 500, body: { error: { code: 'InternalServerError' } } };

interface Inner {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

const bodySchema = z.object({ requests: z.array(z.object({ id: z.string(), url: z.string() })) });

async function* once<T>(page: T): AsyncGenerator<T> {
  yield await Promise.resolve(page);
}

interface Ended {
  /** The mailboxes given up, with their last status. */
  readonly givenUp: readonly string[];
  readonly read: number;
  readonly asked: ReadonlyMap<string, number>;
  readonly ms: number;
  readonly spent: number;
}

/** Asks `count` mailboxes, of which `inner` says how each answers; `meanwhile` is what else is read. */
async function asking(
  count: number,
  inner: (mailbox: number, asked: number) => Inner | 'nothing',
  {
    patienceMs = PATIENCE_MS,
    meanwhile = () => undefined,
  }: { patienceMs?: number | null; meanwhile?: (patience: LastPatience) => unknown } = {},
): Promise<Ended> {
  const asked = new Map<string, number>();
  let spent = 0;
  const patience = new LastPatience(patienceMs, () => (spent += 1));
  meanwhile(patience);
  const answer = ({ body = '' }: { body?: string | undefined }): Scripted => {
    const { requests } = bodySchema.parse(JSON.parse(body));
    const responses = requests.flatMap(({ id, url }) => {
      const times = asked.get(url) ?? 0;
      asked.set(url, times + 1);
      const one = inner(Number(url.slice(2)), times);
      return one === 'nothing' ? [] : [{ id, ...one }];
    });
    return { json: { responses } };
  };
  const { client } = scriptedClient(answer, { giveUpAfterMs: 4_000, patience });
  const answers: ItemAnswer[] = [];
  const items = Array.from({ length: count }, (_, at) => ({ key: `m${at}`, url: `/m${at}` }));
  const startedAt = performance.now();
  await batchGet(client, {
    items: once(items),
    concurrency: 3,
    onAnswers: (settled) => {
      answers.push(...settled);
      return Promise.resolve();
    },
  });
  const givenUp = answers.filter(({ gaveUp }) => gaveUp).map(({ key, status }) => `${key} ${status}`);
  return {
    givenUp: givenUp.sort(),
    read: answers.length - givenUp.length,
    asked,
    ms: performance.now() - startedAt,
    spent,
  };
}

test('two mailboxes that answer 500 for ever hold nobody once all others are read, and it is told once', async () => {
  const { givenUp, read, ms, spent } = await asking(60, (mailbox) => (mailbox % 30 === 7 ? DOWN : OK));
  expect([givenUp, read, spent]).toEqual([['m37 500', 'm7 500'], 58, 1]);
  expect(ms).toBeLessThan(2_000);
});

test('one that is left out of every answer is given up like one that fails', async () => {
  const { givenUp, spent } = await asking(30, (mailbox) => (mailbox === 3 ? 'nothing' : OK));
  expect([givenUp, spent]).toEqual([['m3 0'], 1]);
});

test('while something else is read, patience is free: a mailbox that comes back is read', async () => {
  const others: Asking[] = [];
  const { givenUp, read, spent } = await asking(
    30,
    (mailbox, times) => (mailbox === 3 && times < 2 ? DOWN : OK),
    { meanwhile: (patience) => others.push(patience.begin()) },
  );
  expect([givenUp, read, spent, others.length]).toEqual([[], 30, 0, 1]);
});

test('patience begins when the other thing has ended, not before', async () => {
  const { givenUp, ms, asked } = await asking(30, (mailbox) => (mailbox === 3 ? DOWN : OK), {
    meanwhile: (patience) => {
      const other = patience.begin();
      setTimeout(() => other.end(), 1_200);
    },
  });
  expect(givenUp).toEqual(['m3 500']);
  expect(ms).toBeGreaterThan(1_200);
  // The second try comes a second after the first.
  expect(asked.get('/m3')).toBe(2);
});

test('a mailbox that says when to come back is asked once more then, however long that is', async () => {
  const wait: Inner = { status: 503, headers: { 'Retry-After': '1' }, body: {} };
  const once = await asking(30, (mailbox, times) => (mailbox === 3 ? (times === 0 ? wait : OK) : OK));
  expect([once.givenUp, once.read, once.spent]).toEqual([[], 30, 1]);
  const always = await asking(30, (mailbox) => (mailbox === 3 ? wait : OK));
  expect([always.givenUp, always.asked.get('/m3')]).toEqual([['m3 503'], 2]);
});

test('a throttled mailbox fails nothing: its own time is kept', async () => {
  const throttled: Inner = { status: 429, headers: { 'Retry-After': '0.4' }, body: {} };
  const { givenUp, spent } = await asking(30, (mailbox, times) =>
    mailbox === 3 && times < 3 ? throttled : OK,
  );
  expect([givenUp, spent]).toEqual([[], 0]);
});

test('many that fail at once are a service that is down: each is asked again in its own time', async () => {
  const { asked } = await asking(60, (mailbox, times) => (mailbox < 25 && times < 2 ? DOWN : OK));
  const counts = Array.from({ length: 25 }, (_, mailbox) => asked.get(`/m${mailbox}`) ?? 0);
  // The second try comes a second after the first, long after the patience for the last ones would have been spent.
  expect(counts.filter((times) => times < 2)).toEqual([]);
});

test('where the user says how long to insist, that holds', async () => {
  const { givenUp, ms, spent } = await asking(30, (mailbox) => (mailbox === 3 ? DOWN : OK), {
    patienceMs: null,
  });
  expect([givenUp, spent]).toEqual([['m3 500'], 0]);
  expect(ms).toBeGreaterThan(1_500);
});

test('a later page of a mailbox that fails for ever is given up with the stragglers', async () => {
  let spent = 0;
  const patience = new LastPatience(PATIENCE_MS, () => (spent += 1));
  const { client } = scriptedClient(() => ({ status: 500, json: {} }), { giveUpAfterMs: 10_000, patience });
  const startedAt = performance.now();
  await expect(
    client.get('/users/m/mailFolders/inbox/messageRules?$skip=10', { limit: 'mail' }),
  ).rejects.toMatchObject({ kind: 'gave-up', status: 500 });
  expect([performance.now() - startedAt < 3_000, spent]).toEqual([true, 1]);
});
