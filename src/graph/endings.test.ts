import { expect, test } from 'vitest';
import { scriptedClient } from '../testing/scripted-client.ts';
import { batchGet, type BatchItem } from './batch.ts';
import type { GraphClient } from './client.ts';
import { downloadUsageReport } from './usage-report.ts';
import type { Transport, TransportRequest } from './transport.ts';

/** A far side that never answers: neither headers nor body. What was cut is told. */
function silentTransport(): { transport: Transport; cut: string[]; open: () => number } {
  const cut: string[] = [];
  let open = 0;
  const noAnswer = (url: string, signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      open += 1;
      const onAbort = (): void => {
        open -= 1;
        cut.push(url);
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort);
    });
  const transport: Transport = {
    send: ({ url, signal }: TransportRequest) => noAnswer(url, signal),
    download: (url, _file, signal) => noAnswer(url, signal),
    close: () => Promise.resolve(),
  };
  return { transport, cut, open: () => open };
}

const MAX_DURATION = { name: 'GraphFailure', kind: 'gave-up', status: 0, code: 'MaxDuration' };
const DOWNLOAD = 'https://reportsncu.office.com/data/download/x';

const FRESH = { budgetMs: 60_000, isBegun: false, isStraggling: false };

const requests: [string, (client: GraphClient) => Promise<unknown>][] = [
  ['a request', (client) => client.get('/users')],
  ['a rate-limited request', (client) => client.get('/users', { limit: 'sign-in-activity' })],
  ['a batch', (client) => client.postBatch([{ id: '1', method: 'GET', url: '/users/1' }], FRESH)],
  ['a download', (client) => client.download(DOWNLOAD, '/nonexistent/x', 60_000)],
  [
    'a usage report',
    (client) =>
      downloadUsageReport(client, 'getMailboxUsageDetail', '/nonexistent/x', () => Promise.resolve()),
  ],
];

test.each(requests)('the end of the time allowed cuts %s that is never answered', async (_what, ask) => {
  const { transport, open } = silentTransport();
  const deadline = new AbortController();
  const { client } = scriptedClient([], { transport, deadline: deadline.signal });
  const asked = ask(client);
  asked.catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(open()).toBe(1);
  deadline.abort();
  await expect(asked).rejects.toMatchObject(MAX_DURATION);
  expect(open()).toBe(0);
});

test.each(requests)('after the time allowed, %s is not even sent', async (_what, ask) => {
  const { client, transport, claims } = scriptedClient([], { deadline: AbortSignal.abort() });
  await expect(ask(client)).rejects.toMatchObject(MAX_DURATION);
  expect([transport.sent, claims]).toEqual([[], []]);
});

test('the end of the time allowed ends a wait for the next try, and for a turn', async () => {
  const deadline = new AbortController();
  const { client } = scriptedClient(
    ({ url }) =>
      url.includes('users')
        ? { status: 503, headers: { 'retry-after': '30' } }
        : { status: 429, headers: { 'retry-after': '30' } },
    { deadline: deadline.signal },
  );
  const waits = ['/users', '/groups', '/organization'].map((path) => client.get(path));
  for (const wait of waits) wait.catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 20));
  deadline.abort();
  for (const wait of waits) await expect(wait).rejects.toMatchObject(MAX_DURATION);
});

test('an interruption is told as itself, whatever was under way', async () => {
  for (const [, ask] of requests) {
    const { transport } = silentTransport();
    const stop = new AbortController();
    const deadline = new AbortController();
    const { client } = scriptedClient([], { transport, signal: stop.signal, deadline: deadline.signal });
    const asked = ask(client);
    asked.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort(new Error('interrupted (SIGINT)'));
    await expect(asked).rejects.toThrow('interrupted (SIGINT)');
  }
});

const budgeted = requests.filter(([what]) => what !== 'a batch' && what !== 'a download');

test.each(budgeted)('%s that is never answered is cut when its budget is spent', async (_what, ask) => {
  const { transport, open } = silentTransport();
  const { client } = scriptedClient([], { transport, giveUpAfterMs: 50 });
  await expect(ask(client)).rejects.toMatchObject({ kind: 'gave-up', status: 0, code: 'NoAnswer' });
  expect(open()).toBe(0);
});

test('a batch or a download that is never answered is cut when its budget is spent', async () => {
  const { transport, open } = silentTransport();
  const { client } = scriptedClient([], { transport });
  const reply = await client.postBatch([{ id: '1', method: 'GET', url: '/users/1' }], {
    budgetMs: 50,
    isBegun: false,
    isStraggling: false,
  });
  expect(reply.trouble).toEqual({ status: 0, code: 'NoAnswer', retryAfterMs: null });
  await expect(client.download(DOWNLOAD, '/nonexistent/x', 50)).rejects.toMatchObject({ code: 'NoAnswer' });
  expect(open()).toBe(0);
});

test('a try that is cut after others tells the last reason that was given', async () => {
  const { transport: silent } = silentTransport();
  let count = 0;
  const { client } = scriptedClient([], {
    giveUpAfterMs: 80,
    transport: {
      ...silent,
      send: (request) => {
        count += 1;
        const headers = new Headers({ 'retry-after': '0' });
        const json = { error: { code: 'UnknownError' } };
        return count > 2 ? silent.send(request) : Promise.resolve({ status: 503, headers, text: '', json });
      },
    },
  });
  await expect(client.get('/users')).rejects.toMatchObject({ status: 503, code: 'UnknownError' });
});

test('mailboxes that are never answered are given up each within its budget', async () => {
  const { transport, open } = silentTransport();
  const { client } = scriptedClient([], { transport, giveUpAfterMs: 50 });
  const answers: unknown[] = [];
  await batchGet(client, {
    items: itemsIn(1, 50),
    concurrency: 2,
    onAnswers: (settled) => {
      answers.push(...settled);
      return Promise.resolve();
    },
  });
  expect(answers).toHaveLength(50);
  expect(answers[49]).toMatchObject({ status: 0, code: 'NoAnswer', gaveUp: true });
  expect(open()).toBe(0);
});

async function* itemsIn(chunks: number, size: number): AsyncGenerator<readonly BatchItem[]> {
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    yield await Promise.resolve(
      Array.from({ length: size }, (_, index) => ({
        key: `m${chunk * size + index}`,
        url: `/users/${index}`,
      })),
    );
  }
}

test('when the time allowed is over, every mailbox that is left is told so, many at once', async () => {
  const deadline = new AbortController();
  const { client, transport } = scriptedClient(
    ({ body = '' }) => {
      const count = body.split('"method"').length - 1;
      return {
        json: { responses: Array.from({ length: count }, (_, i) => ({ id: `${i + 1}`, status: 200 })) },
      };
    },
    { deadline: deadline.signal },
  );
  const keys = new Set<string>();
  let calls = 0;
  let cut = 0;
  await batchGet(client, {
    items: itemsIn(300, 1_000),
    concurrency: 16,
    onAnswers: (answers) => {
      calls += 1;
      if (calls === 40) deadline.abort();
      for (const { key, status, code, gaveUp } of answers) {
        keys.add(key);
        if (gaveUp && status === 0 && code === 'MaxDuration') cut += 1;
      }
      return Promise.resolve();
    },
  });
  expect(keys.size).toBe(300_000);
  expect(cut).toBeGreaterThan(298_000);
  expect(calls).toBeLessThan(450);
  expect(transport.sent.length).toBeLessThan(70);
});
