import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
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
      failureClass: null,
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
    { key: 'm5', status: 0, code: 'NoAnswerInBatch', body: undefined, failureClass: null, gaveUp: true },
    { key: 'm6', status: 500, code: '500', body: undefined, failureClass: 'transient', gaveUp: true },
  ]);
  expect(answers).toHaveLength(21);
});

test('a page for people inside a 200 is no answer of Graph: its item goes again', async () => {
  const { answers, asked } = await run(3, (url, count) => ({
    status: 200,
    body: url === '/users/m1/rules' && count === 0 ? '<html>Sign in to the proxy</html>' : { value: [] },
  }));
  expect(answers.map(({ key, code, body }) => [key, code, body])).toEqual(
    ['m0', 'm1', 'm2'].map((key) => [key, '', { value: [] }]),
  );
  expect(asked).toEqual(new Map([0, 1, 2].map((item) => [`/users/m${item}/rules`, item === 1 ? 2 : 1])));
});

test('a 200 that carries an error, or an id answered twice, is no answer: its item goes again', async () => {
  const sent: number[] = [];
  const { client } = scriptedClient((request, count) => {
    const { requests } = bodySchema.parse(JSON.parse(request.body ?? ''));
    sent.push(requests.length);
    const whole = requests.map(({ id }) => ({ id, status: 200, body: { value: ['rule'] } }));
    const empty = { id: '1', status: 200, body: { value: [] } };
    const failed = { id: '2', status: 200, body: { error: { code: 'ErrorInternal' }, value: [] } };
    return {
      json: { responses: count === 0 ? [...whole.filter(({ id }) => id !== '2'), empty, failed] : whole },
    };
  });
  const answers: ItemAnswer[] = [];
  await batchGet(client, {
    items: chunks(3, 3),
    concurrency: 1,
    onAnswers: (settled) => Promise.resolve(void answers.push(...settled)),
  });
  expect(answers.map(({ key, body }) => [key, body]).sort()).toEqual(
    ['m0', 'm1', 'm2'].map((key) => [key, { value: ['rule'] }]),
  );
  expect(sent).toEqual([3, 2]);
});

test('an item answered 401 goes again with another token, and is refused when that is no use', async () => {
  const tokens: (string | undefined)[] = [];
  const refused = { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } };
  const far = farSide((url, asked) => (url === '/users/m0/rules' || asked === 0 ? refused : { status: 200 }));
  const { client, transport } = scriptedClient((request) => far.answer(request));
  const answers: ItemAnswer[] = [];
  await batchGet(client, {
    items: chunks(2, 2),
    concurrency: 1,
    onAnswers: (settled) => Promise.resolve(void answers.push(...settled)),
  });
  tokens.push(...transport.sent.map(({ authorization }) => authorization));
  expect(answers.map(({ key, status }) => [key, status]).sort()).toEqual([
    ['m0', 401],
    ['m1', 200],
  ]);
  expect(tokens).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-3']);
});

test('a refusal of one item is its answer', async () => {
  const { answers } = await run(1, () => ({ status: 403, body: { error: { code: 'ErrorAccessDenied' } } }));
  expect(answers).toEqual([
    {
      key: 'm0',
      status: 403,
      code: 'ErrorAccessDenied',
      body: { error: { code: 'ErrorAccessDenied' } },
      failureClass: 'permission',
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

const inner = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Inner>({ status: 200, body: { value: [] } }) },
  fc.constantFrom<Inner>(
    null,
    { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } },
    { status: 403 },
    { status: 429, headers: { 'Retry-After': '1' } },
    { status: 429, headers: { 'retry-after': '99999999999999999999' } },
    { status: 503, headers: { 'Retry-After': 'Wed, 21 Oct 2015 07:28:00 GMT' } },
    { status: 500 },
    { status: 0 },
    { status: -1, body: 'x' },
  ),
);

const outer = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Scripted | null>(null) },
  fc.constantFrom<Scripted>(
    { status: 429, headers: { 'retry-after': '2' } },
    { status: 503 },
    { fail: 'ECONNRESET' },
    { fail: 'MalformedJson' },
    { status: 200, headers: { 'content-type': 'text/html' }, text: '<html>' },
    { status: 401 },
  ),
  fc.jsonValue().map((json): Scripted => ({ json })),
  fc.jsonValue().map((responses): Scripted => ({ json: { responses: [responses] } })),
);

test('whatever mix of answers comes, every item is answered exactly once', async () => {
  vi.useFakeTimers();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(inner, { minLength: 1, maxLength: 30 }),
        fc.array(outer, { minLength: 1, maxLength: 8 }),
        async (count, chunk, inners, outers) => {
          let items = 0;
          const far = farSide(() => inners[(items += 1) % inners.length] ?? null);
          const { client } = scriptedClient(
            (request, asked) => outers[asked % outers.length] ?? far.answer(request),
            {
              giveUpAfterMs: 30_000,
            },
          );
          const answered: string[] = [];
          const work = batchGet(client, {
            items: chunks(count, chunk),
            concurrency: 4,
            onAnswers: (settled) => {
              answered.push(...settled.map(({ key }) => key));
              return Promise.resolve();
            },
          });
          const ended = work.then(
            () => 'done',
            (error: unknown) => error,
          );
          await vi.runAllTimersAsync();
          const end = await ended;
          expect(answered.length).toBe(new Set(answered).size);
          if (end === 'done') expect(answered).toHaveLength(count);
          else expect(end).toMatchObject({ kind: 'refused', status: 401 });
        },
      ),
      { numRuns: 200 },
    );
  } finally {
    vi.useRealTimers();
  }
});

test('the items of a batch that failed as a whole travel on with others, each within its own budget', async () => {
  let count = 0;
  const far = farSide(() => ({ status: 200 }));
  const { client, transport } = scriptedClient((request) => {
    count += 1;
    return count === 2 ? { status: 503, headers: { 'retry-after': '0.01' } } : far.answer(request);
  });
  let answers = 0;
  await batchGet(client, {
    items: chunks(100, 100),
    concurrency: 1,
    onAnswers: (settled) => {
      answers += settled.length;
      return Promise.resolve();
    },
  });
  expect([answers, transport.sent.length, far.sizes]).toEqual([100, 6, [20, 20, 20, 20, 20]]);
});

test('the source’s own failure ends the work', async () => {
  async function* broken(): AsyncGenerator<readonly BatchItem[]> {
    yield await Promise.resolve([itemOf(1)]);
    throw new Error('the page file is gone');
  }
  const { client } = scriptedClient(() => ({ json: { responses: [{ id: '1', status: 200 }] } }));
  const work = batchGet(client, { items: broken(), concurrency: 3, onAnswers: () => Promise.resolve() });
  await expect(work).rejects.toThrow('the page file is gone');
});

test('where nothing is answered for long, the rest is not asked', async () => {
  const silent = farSide(() => ({ status: 503 }));
  const { client } = scriptedClient((request) => silent.answer(request), { giveUpAfterMs: 60_000 });
  const answers: ItemAnswer[] = [];
  const work = inFakeTime(() =>
    batchGet(client, {
      items: chunks(20_000, 100),
      concurrency: 2,
      onAnswers: (settled) => Promise.resolve(void answers.push(...settled)),
    }),
  );
  await expect(work).rejects.toMatchObject({ kind: 'gave-up', status: 503, code: '503' });
  expect(answers.every(({ gaveUp }) => gaveUp)).toBe(true);
  expect(answers.length).toBeLessThan(20_000);
});

/** The clock stands still but for the waits, so that a machine under load changes nothing. */
async function inFakeTime(work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers();
  try {
    const done = work();
    // Its failure is met below, once every timer has run.
    done.catch(() => undefined);
    await vi.runAllTimersAsync();
    await done;
  } finally {
    vi.useRealTimers();
  }
}

test('an item whose budget ends while the limit is closed is given up; those never asked wait on', async () => {
  const throttled = { status: 429, headers: { 'retry-after': '0.4' } };
  const far = farSide((url, asked) =>
    url === '/users/m0/rules' && asked === 0
      ? { ...throttled, headers: { 'Retry-After': '0.05' } }
      : { status: 200 },
  );
  let count = 0;
  const { client } = scriptedClient(
    (request) => {
      count += 1;
      return count === 2 || count === 3 ? throttled : far.answer(request);
    },
    { giveUpAfterMs: 430 },
  );
  const given: [string, number, boolean][] = [];
  await inFakeTime(() =>
    batchGet(client, {
      items: chunks(60, 60),
      concurrency: 1,
      onAnswers: (settled) => {
        given.push(
          ...settled.map(({ key, status, gaveUp }): [string, number, boolean] => [key, status, gaveUp]),
        );
        return Promise.resolve();
      },
    }),
  );
  // The first and the second batch were asked at once, the third when the limit opened: it is within its budget still.
  const lost = given.filter(([, , gaveUp]) => gaveUp).map(([key, status]) => `${key} ${status}`);
  expect(lost.sort()).toEqual(
    ['m0', ...Array.from({ length: 20 }, (_, index) => `m${index + 20}`)].map((key) => `${key} 429`).sort(),
  );
  expect(given).toHaveLength(60);
});

test('those of a batch whose budget has not ended wait on when the others’ has', async () => {
  const far = farSide((url, asked) =>
    url === '/users/m0/rules' && asked === 0
      ? { status: 429, headers: { 'Retry-After': '0.05' } }
      : { status: 200 },
  );
  let others = 0;
  const { client } = scriptedClient(
    (request) => {
      if (request.method === 'POST') return far.answer(request);
      others += 1;
      return others === 1 ? { status: 429, headers: { 'retry-after': '0.38' } } : { json: {} };
    },
    { giveUpAfterMs: 400 },
  );
  async function* items(): AsyncGenerator<readonly BatchItem[]> {
    yield Array.from({ length: 20 }, (_, index) => itemOf(index));
    await new Promise((resolve) => setTimeout(resolve, 150));
    // Closes the limit past the budget of the item that waits.
    const other = client.get('/users/x/rules', { limit: 'mail' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    yield Array.from({ length: 10 }, (_, index) => itemOf(20 + index));
    await other;
  }
  const given: string[] = [];
  await inFakeTime(() =>
    batchGet(client, {
      items: items(),
      concurrency: 1,
      onAnswers: (settled) => {
        given.push(...settled.filter(({ gaveUp }) => gaveUp).map(({ key, status }) => `${key} ${status}`));
        return Promise.resolve();
      },
    }),
  );
  expect(given).toEqual(['m0 429']);
  expect([...far.asked.values()]).toEqual(Array.from({ length: 30 }, () => 1));
});
