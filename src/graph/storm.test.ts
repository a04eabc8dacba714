import { expect, test } from 'vitest';
import { z } from 'zod';
import { scriptedClient, type Scripted } from '../testing/scripted-client.ts';
import { batchGet, type BatchItem, type ItemAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';

const bodySchema = z.object({ requests: z.array(z.object({ id: z.string(), url: z.string() })) });

/** Park–Miller: the same chances in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const THROTTLED = { status: 429, headers: { 'Retry-After': '0.005' } };

async function* mailboxes(count: number): AsyncGenerator<readonly BatchItem[]> {
  for (let start = 0; start < count; start += 999) {
    const length = Math.min(999, count - start);
    yield await Promise.resolve(
      Array.from({ length }, (_, index) => ({ key: `m${start + index}`, url: `/users/m${start + index}/x` })),
    );
  }
}

async function askAll(client: GraphClient, count: number, concurrency = 16): Promise<ItemAnswer[]> {
  const answers: ItemAnswer[] = [];
  await batchGet(client, {
    items: mailboxes(count),
    concurrency,
    onAnswers: (settled) => {
      answers.push(...settled);
      return Promise.resolve();
    },
  });
  return answers;
}

/** True once in each ten calls, at random: exactly one in ten, whatever the run. */
function oneInTen(random: () => number): () => boolean {
  let chosen = 0;
  let call = 0;
  return () => {
    if (call % 10 === 0) chosen = call + Math.floor(random() * 10);
    call += 1;
    return call - 1 === chosen;
  };
}

/** A far side where one answer in ten is a 429, of whole batches and inside the others. */
function busyFarSide(random: () => number): {
  answer: (request: { body?: string | undefined }) => Scripted;
  taken: number[];
} {
  const taken: number[] = [];
  const isOuter = oneInTen(random);
  const isInner = oneInTen(random);
  const answer = ({ body }: { body?: string | undefined }): Scripted => {
    if (isOuter()) return THROTTLED;
    const { requests } = bodySchema.parse(JSON.parse(body ?? ''));
    taken.push(requests.length);
    const responses = requests.map(({ id }) =>
      isInner() ? { id, ...THROTTLED } : { id, status: 200, body: {} },
    );
    return { json: { responses } };
  };
  return { answer, taken };
}

test('with one answer in ten a 429, outer and inner at once, less than a quarter more requests are sent', async () => {
  const random = seeded(20);
  const { answer, taken } = busyFarSide(random);
  const { client, transport } = scriptedClient(answer, { random });
  const count = 30_000;
  const answers = await askAll(client, count);
  expect(new Set(answers.filter(({ status }) => status === 200).map(({ key }) => key)).size).toBe(count);
  expect(answers).toHaveLength(count);
  expect(transport.sent.length).toBeLessThan(1.25 * (count / 20));
  // What is asked again travels in full batches: only the last few are not.
  const asked = taken.reduce((sum, size) => sum + size, 0);
  expect(taken.length - Math.ceil(asked / 20)).toBeLessThan(15);
});

test('when half of a batch is throttled, everybody waits for the typical Retry-After', async () => {
  const sentAt: number[] = [];
  const sizes: number[] = [];
  const { client } = scriptedClient(({ body }) => {
    sentAt.push(performance.now());
    const { requests } = bodySchema.parse(JSON.parse(body ?? ''));
    sizes.push(requests.length);
    const isFirst = sentAt.length === 1;
    const responses = requests.map(({ id }, index) => {
      if (!isFirst || index >= 10) return { id, status: 200, body: {} };
      return { id, status: 429, headers: { 'Retry-After': index === 0 ? '2' : '0.2' } };
    });
    return { json: { responses } };
  });
  expect(await askAll(client, 60, 1)).toHaveLength(60);
  const [first = 0, second = 0] = sentAt;
  expect(second - first).toBeGreaterThanOrEqual(199);
  // The one mailbox that is to wait longer waits alone.
  expect(sizes).toEqual([20, 20, 20, 9, 1]);
});

test('when a few items of a batch are throttled, the others go on', async () => {
  let settledBefore = 0;
  let settled = 0;
  const { client } = scriptedClient(({ body }) => {
    const { requests } = bodySchema.parse(JSON.parse(body ?? ''));
    const again = requests.some(({ url }) => url === '/users/m0/x') && settled > 0;
    if (again) settledBefore = settled;
    const responses = requests.map(({ id, url }) =>
      url === '/users/m0/x' && !again
        ? { id, status: 429, headers: { 'Retry-After': '0.3' } }
        : { id, status: 200, body: {} },
    );
    return { json: { responses } };
  });
  await batchGet(client, {
    items: mailboxes(200),
    concurrency: 1,
    onAnswers: (answers) => {
      settled += answers.length;
      return Promise.resolve();
    },
  });
  expect([settledBefore, settled]).toEqual([199, 200]);
});

test('while the source is slow, what is asked again waits a moment for company', async () => {
  const isThrottled = oneInTen(seeded(7));
  const sizes: number[] = [];
  const { client } = scriptedClient(({ body }) => {
    const { requests } = bodySchema.parse(JSON.parse(body ?? ''));
    sizes.push(requests.length);
    return {
      json: {
        responses: requests.map(({ id }) => (isThrottled() ? { id, ...THROTTLED } : { id, status: 200 })),
      },
    };
  });
  async function* slowly(): AsyncGenerator<readonly BatchItem[]> {
    for (let page = 0; page < 20; page += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      yield Array.from({ length: 20 }, (_, index) => ({
        key: `${page}-${index}`,
        url: `/users/${page}-${index}`,
      }));
    }
  }
  let answered = 0;
  await batchGet(client, {
    items: slowly(),
    concurrency: 4,
    onAnswers: (answers) => {
      answered += answers.length;
      return Promise.resolve();
    },
  });
  expect(answered).toBe(400);
  expect(sizes.filter((size) => size < 20).length).toBeLessThan(5);
});
