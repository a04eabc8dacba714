import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Answer, CloudRequest } from './cloud/answer.ts';

export interface ProxyOptions {
  readonly hosts: readonly string[];
  readonly certificate: string;
  readonly privateKey: string;
  /** Answers a request; may take its time. */
  answer(request: CloudRequest): Promise<Answer>;
}

export interface Proxy {
  readonly port: number;
  close(): Promise<void>;
}

const MOST_BODY = 4 * 1024 * 1024;

/**
 * An HTTP proxy on loopback that ends TLS itself on CONNECT to one of its hosts, and refuses any other.
 * A client that hangs up costs its own connection and nothing else.
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex): void => {
    sockets.add(socket);
    // A reset by the client is its own business; 'close' follows.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const cloud = createSecureServer(
    {
      cert: options.certificate,
      key: options.privateKey,
      ALPNProtocols: ['http/1.1'],
      keepAliveTimeout: 120_000,
    },
    (request, response) => {
      serve(options, request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    },
  );
  cloud.requestTimeout = 0;
  const proxy = createServer((_, response) => {
    response.writeHead(405, { 'content-type': 'text/plain' }).end('This proxy takes CONNECT only.\n');
  });
  proxy.on('connection', keep);
  proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [host = '', port] = (request.url ?? '').toLowerCase().split(':');
    if (!options.hosts.includes(host) || port !== '443') {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    cloud.emit('connection', socket);
  });
  cloud.on('tlsClientError', (_, socket) => socket.destroy());
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: portOf(proxy.address()),
    async close() {
      const closed = once(proxy, 'close');
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}

async function serve(
  options: ProxyOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === null) {
    response.writeHead(413).end();
    return;
  }
  const answer = await options.answer({
    method: request.method ?? 'GET',
    host: (request.headers.host ?? '').split(':')[0]?.toLowerCase() ?? '',
    target: request.url ?? '/',
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value,
      ]),
    ),
    body,
  });
  try {
    if (!response.destroyed) await send(response, answer);
  } finally {
    answer.release?.();
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MOST_BODY) return null;
  }
  return body;
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const { status, headers, body } = answer;
  if (typeof body === 'string') {
    const bytes = Buffer.from(body, 'utf8');
    response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
    return;
  }
  response.writeHead(status, headers);
  for (const chunk of body) {
    if (response.destroyed) return;
    if (response.write(chunk)) await setImmediate();
    else await writable(response);
  }
  response.end();
}

/** Resolves when the response takes more, or is gone. */
function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

/** A pause of `ms` milliseconds; none at all for 0. */
export async function pause(ms: number): Promise<void> {
  if (ms > 0) await setTimeout(ms);
}
