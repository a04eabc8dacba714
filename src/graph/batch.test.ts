import { expect, test } from 'vitest';
import { z } from 'zod';
import { scriptedClient, type Scripted } from '../testing/scripted-client.ts';
import { batchGet, type BatchItem, type ItemAnswer } from './batch.ts';

const bodySchema = z.object({
  requests: z.array(z.object({ id: z.string(), method: z.literal('GET'), url: z.string() })),
});

type Inner = { status: number; headers?: Record<string, string>; body?: unknown } | null;

/** A far side that answers each item by `inner(url, how often it was asked)`; null leaves it out; the order is reversed. */
function farSide(inner: (url: string, asked: number) => Inner): {
  answer: (request: { body?: string | undefined }) => Scripted;
  asked: Map<string, number>;
  sizes: number[];
} {
  const asked = new Map<string, number>();
  const sizes: number[] = [];
  const answer = (request: { body?: string | undefined }): Scripted => {
    const { requests } = bodySchema.parse(JSON.parse(request.body ?? ''));
    sizes.push(requests.length);
    const responses = requests.flatMap(({ id, url }) => {
      const count = asked.get(url) ?? 0;
      asked.set(url, count + 1);
      const one = inner(url, count);
      return one === null ? [] : [{ id, ...one }];
    });
    return { json: { responses: responses.reverse() } };
  };
  return { answer, asked, sizes };
}

async function* chunks(count: number, size: number): AsyncGenerator<readonly BatchItem[]> {
  for (let start = 0; start < count; start += size) {
    const length = Math.min(size, count - start);
    yield await Promise.resolve(Array.from({ length }, (_, index) => itemOf(start + index)));
  }
}

function itemOf(index: number): BatchItem {
  return { key: `m${index}`, url: `/users/m${index}/rules` };
}

async function run(
  count: number,
  inner: (url: string, asked: number) => Inner,
  giveUpAfterMs = 10_000,
): Promise<{ answers: ItemAnswer[]; sizes: number[]; asked: Map<string, number> }> {
  const far = farSide(inner);
  const { client } = scriptedClient((request) => far.answer(request), { giveUpAfterMs });
  const answers: ItemAnswer[] = [];
  await batchGet(client, {
    items: chunks(count, 7),
    concurrency: 3,
    onAnswers: (settled) => {
      answers.push(...settled);
      return Promise.resolve();
    },
  });
  answers.sort((a, b) => Number(a.key.slice(1)) - Number(b.key.slice(1)));
  return { answers, sizes: far.sizes, asked: far.asked };
}

test('every item gets its own answer, in full batches, whatever the order of the answers', async () => {
  const { answers, sizes } = await run(130, (url) => ({ status: 200, body: { url } }));
  expect(answers).toEqual(
    Array.from({ length: 130 }, (_, index) => ({
      key: `m${index}`,
      status: 200,
      code: '',
      body: { url: `/users/m${index}/rules` },
      gaveUp: false,
    })),
  );
  expect(sizes.sort((a, b) => b - a)).toEqual([20, 20, 20, 20, 20, 20, 10]);
});

test('an item throttled inside a 200 goes again by itself, and the others are asked once', async () => {
  const throttled = new Set(['/users/m3/rules', '/users/m44/rules']);
  const { answers, asked } = await run(60, (url, count) =>
    throttled.has(url) && count < 2
      ? { status: 429, headers: { 'Retry-After': '0.01' }, body: { error: { code: 'ApplicationThrottled' } } }
      : { status: 200, body: {} },
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 60 }, () => 200));
  expect([...asked].filter(([, count]) => count > 1)).toEqual([...throttled].map((url) => [url, 3]));
});

test('an item that is never answered is given up with its last reason, and only that item', async () => {
  const { answers } = await run(
    21,
    (url) =>
      url === '/users/m5/rules'
        ? null
        : url === '/users/m6/rules'
          ? { status: 500, headers: { 'retry-after': '0.02' } }
          : { status: 200 },
    80,
  );
  expect(answers.filter(({ gaveUp }) => gaveUp)).toEqual([
    { key: 'm5', status: 0, code: 'NoAnswerInBatch', body: undefined, gaveUp: true },
    { key: 'm6', status: 500, code: '500', body: undefined, gaveUp: true },
  ]);
  expect(answers).toHaveLength(21);
});

test('a refusal of one item is its answer', async () => {
  const { answers } = await run(1, () => ({ status: 403, body: { error: { code: 'ErrorAccessDenied' } } }));
  expect(answers).toEqual([
    {
      key: 'm0',
      status: 403,
      code: 'ErrorAccessDenied',
      body: { error: { code: 'ErrorAccessDenied' } },
      gaveUp: false,
    },
  ]);
});

test('a refusal of the whole batch ends the work', async () => {
  const { client } = scriptedClient(() => ({ status: 403, json: { error: { code: 'Forbidden' } } }));
  const work = batchGet(client, {
    items: chunks(50, 50),
    concurrency: 2,
    onAnswers: () => Promise.resolve(),
  });
  await expect(work).rejects.toMatchObject({ kind: 'refused', code: 'Forbidden' });
});

test('a batch that cannot be had within the budget gives up its items, not the others', async () => {
  let count = 0;
  const { client } = scriptedClient(
    () => {
      count += 1;
      return count === 1
        ? { status: 503, headers: { 'retry-after': '60' } }
        : { json: { responses: [{ id: '1', status: 200 }] } };
    },
    { giveUpAfterMs: 1_000 },
  );
  const answers: ItemAnswer[] = [];
  await batchGet(client, {
    items: chunks(21, 21),
    concurrency: 1,
    onAnswers: (settled) => {
      answers.push(...settled);
      return Promise.resolve();
    },
  });
  expect(answers.map(({ key, gaveUp }) => [key, gaveUp])).toEqual([
    ...Array.from({ length: 20 }, (_, index) => [`m${index}`, true]),
    ['m20', false],
  ]);
});

test('when taking the answers fails, no other answer is still being taken, and none comes after', async () => {
  const far = farSide(() => ({ status: 200, body: {} }));
  const { client } = scriptedClient((request) => far.answer(request));
  let calls = 0;
  let open = 0;
  const batches = batchGet(client, {
    items: chunks(400, 20),
    concurrency: 4,
    onAnswers: async () => {
      calls += 1;
      if (calls === 2) throw new Error('the disk is full');
      open += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      open -= 1;
    },
  });
  await expect(batches).rejects.toThrow('the disk is full');
  const before = calls;
  expect(open).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(calls).toBe(before);
});
