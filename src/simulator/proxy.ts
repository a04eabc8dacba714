import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Answer, CloudRequest } from './cloud/answer.ts';
import { sendAnswer } from './send-answer.ts';

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
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
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
      const reset = (): void => resetPeer(sockets, request.socket);
      serve(options, request, response, reset).catch((error: unknown) => {
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

/** Under a TLS connection lies another, which alone can be reset: the one of the same port. */
function resetPeer(sockets: ReadonlySet<Socket>, secure: Socket): void {
  const plain = [...sockets].find(({ remotePort }) => remotePort === secure.remotePort);
  if (plain === undefined) secure.destroy();
  else plain.resetAndDestroy();
}

async function serve(
  options: ProxyOptions,
  request: IncomingMessage,
  response: ServerResponse,
  reset: () => void,
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
    if (!response.destroyed) await sendAnswer(response, answer, reset);
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
