import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_TRANSPORT, HttpTransport, type Answer, type TransportOptions } from './transport.ts';

const going = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback, and a transport with small bounds to ask it. */
async function reach(
  handler: Handler,
  options: Partial<TransportOptions> = {},
): Promise<{ transport: HttpTransport; url: string; folder: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const transport = new HttpTransport({
    ...DEFAULT_TRANSPORT,
    maxAnswerBytes: 10_000,
    maxDownloadBytes: 20_000,
    maxBytesInFlight: 12_000,
    ...options,
  });
  const folder = await mkdtemp(join(tmpdir(), 'vigie-transport-'));
  closing.push(
    () => rm(folder, { recursive: true }),
    () => new Promise((resolve) => server.close(resolve)),
    () => {
      server.closeAllConnections();
      return transport.close();
    },
  );
  return { transport, url: `http://127.0.0.1:${address.port}/x`, folder, seen };
}

const ask = (transport: HttpTransport, url: string, signal = going): Promise<Answer> =>
  transport.send({ method: 'GET', url, headers: {}, signal });

const JSON_TYPE = { 'content-type': 'application/json' };
const OVERSIZED = { name: 'OversizedAnswer', code: 'AnswerTooLarge' };

test('an answer beyond the bound is refused, whether its length is announced or not', async () => {
  const { transport, url } = await reach((request, response) => {
    const body = `"${'x'.repeat(20_000)}"`;
    response.writeHead(
      200,
      request.url === '/x' ? { ...JSON_TYPE, 'content-length': body.length } : JSON_TYPE,
    );
    response.end(body);
  });
  await expect(ask(transport, url)).rejects.toMatchObject(OVERSIZED);
  await expect(ask(transport, `${url}?chunked`)).rejects.toMatchObject(OVERSIZED);
});

test('an answer comes without what cannot be seen, written as it is or by its number', async () => {
  const body =
    '{"displayName":"\ufeffCHUM","\u200bnames":["a\\ud83d","Je\\u200ban\\nRoy","\\u001b[2J"],"n":1}';
  const { transport, url } = await reach((_, response) => response.writeHead(200, JSON_TYPE).end(body));
  const { json } = await ask(transport, url);
  expect(json).toEqual({ displayName: 'CHUM', '\u200bnames': ['a\ufffd', 'Jean Roy', '[2J'], n: 1 });
});

test('an answer that is nested too deeply is refused, and is no network failure that another try could mend', async () => {
  const deep = `{"value":${'['.repeat(3_000)}${']'.repeat(3_000)}}`;
  const { transport, url } = await reach((_, response) => response.writeHead(200, JSON_TYPE).end(deep));
  await expect(ask(transport, url)).rejects.toMatchObject({ name: 'DeepAnswer', code: 'AnswerTooDeep' });
});

test('an answer is measured as it comes out of its compression', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 'x'));
  const { transport, url, folder } = await reach((_request, response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb);
  });
  await expect(ask(transport, url)).rejects.toMatchObject(OVERSIZED);
  await expect(transport.download(url, join(folder, 'bomb'), going)).rejects.toMatchObject(OVERSIZED);
  expect((await stat(join(folder, 'bomb'))).size).toBeLessThanOrEqual(20_000);
});

test('a compressed answer within the bound is read', async () => {
  const { transport, url } = await reach((_request, response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(gzipSync('{"value":[1]}'));
  });
  expect((await ask(transport, url)).json).toEqual({ value: [1] });
});

test('a download is kept for its owner alone, carries no token, and one beyond the bound is refused', async () => {
  const { transport, url, folder, seen } = await reach((request, response) => {
    response.end(request.url === '/x' ? 'a,b\n' : 'x'.repeat(30_000));
  });
  const file = join(folder, 'report.csv');
  await writeFile(join(folder, 'far'), 'theirs');
  await symlink(join(folder, 'far'), file);
  expect(await transport.download(url, file, going)).toEqual({ status: 200, bytes: 4 });
  expect(await readFile(join(folder, 'far'), 'utf8')).toBe('theirs');
  expect(await readFile(file, 'utf8')).toBe('a,b\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(seen[0]?.headers.authorization).toBeUndefined();
  await expect(transport.download(`${url}/large`, file, going)).rejects.toMatchObject(OVERSIZED);
});

test('a redirect is followed by neither an answer nor a download', async () => {
  const { transport, url, folder, seen } = await reach((_request, response) => {
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect((await ask(transport, url)).status).toBe(302);
  expect(await transport.download(url, join(folder, 'x'), going)).toEqual({ status: 302, bytes: 0 });
  expect(seen.map((request) => request.url)).toEqual(['/x', '/x']);
});

test.each<[string, Handler]>([
  ['JSON that is cut off', (_, response) => response.writeHead(200, JSON_TYPE).end('{"value":[1,')],
  ['no JSON at all', (_, response) => response.writeHead(200, JSON_TYPE).end('oops')],
  ['an empty body', (_, response) => response.writeHead(200, JSON_TYPE).end()],
  [
    'a body that breaks off',
    (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': 500 }).write('{"value":');
      setTimeout(() => response.destroy(), 20);
    },
  ],
  ['a connection that breaks off', (request) => request.socket.destroy()],
  [
    'a compression that is none',
    (_, response) => response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end('{"a":1}'),
  ],
])('%s is a network failure, which another try can mend', async (_what, handler) => {
  const { transport, url } = await reach(handler);
  await expect(ask(transport, url)).rejects.toMatchObject({ name: 'NetworkFailure' });
});

test.each<[string, Handler]>([
  ['headers that never come', () => undefined],
  ['a body that never ends', (_, response) => response.writeHead(200, JSON_TYPE).write('{')],
  [
    'a body that comes a byte at a time',
    (_, response) => {
      response.writeHead(200, JSON_TYPE);
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    },
  ],
])('%s end with the signal, and its reason', async (_what, handler) => {
  const { transport, url, folder } = await reach(handler);
  for (const work of [
    (signal: AbortSignal) => ask(transport, url, signal),
    (signal: AbortSignal) => transport.download(url, join(folder, 'x'), signal),
  ]) {
    const stop = new AbortController();
    const working = work(stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await expect(working).rejects.toThrow('enough');
  }
});

test('however many large answers come at once, they are read within the budget, and all to their end', async () => {
  const { transport, url } = await reach((_request, response) => {
    response.writeHead(200, JSON_TYPE).end(`"${'x'.repeat(9_000)}"`);
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(transport, url)));
  expect(answers.map(({ json }) => String(json).length)).toEqual(answers.map(() => 9_000));
});

test('an answer of millions of empty objects is refused before it takes the memory they would', async () => {
  const { transport, url } = await reach(
    (_request, response) =>
      response.writeHead(200, JSON_TYPE).end(`{"value":[${'{},'.repeat(1_000_000)}{}]}`),
    { maxAnswerBytes: DEFAULT_TRANSPORT.maxAnswerBytes },
  );
  await expect(ask(transport, url)).rejects.toMatchObject(OVERSIZED);
});

test('an answer of JSON is held once', async () => {
  const { transport, url } = await reach((_request, response) =>
    response.writeHead(200, JSON_TYPE).end('[1]'),
  );
  expect(await ask(transport, url)).toMatchObject({ json: [1], text: '' });
});
