import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Answer } from './cloud/answer.ts';

/** Sends an answer with whatever is injected into its connection. `reset` breaks the connection at once. */
export async function sendAnswer(response: ServerResponse, answer: Answer, reset: () => void): Promise<void> {
  const { breakAt, headersAfterMs = 0, bodyOverMs = 0, withoutEnd } = answer.connection ?? {};
  await pause(headersAfterMs);
  switch (breakAt) {
    case 'before':
      reset();
      return;
    case 'within-headers':
      await breakWithinHeaders(response, answer.status);
      return;
    case 'within':
      await breakWithinBody(response, answer);
      return;
    case 'after':
      response.once('finish', () => response.socket?.destroy());
      break;
    case undefined:
      break;
  }
  if (withoutEnd !== undefined)
    await send(response, { ...answer, body: endless(textOf(answer), withoutEnd) });
  else if (bodyOverMs > 0) await sendSlowly(response, answer, bodyOverMs);
  else await send(response, answer);
}

async function send(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
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

const BLOCK = 65_536;

function* endless(begins: string, part: string): Generator<string> {
  yield begins;
  const block = part.repeat(Math.ceil(BLOCK / part.length));
  for (;;) yield block;
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

async function breakWithinHeaders(response: ServerResponse, status: number): Promise<void> {
  const { socket } = response;
  if (socket === null) return;
  await written(socket, `HTTP/1.1 ${status} OK\r\ncontent-type: applic`);
  socket.destroy();
}

/** Announces the whole body and sends half of it. */
async function breakWithinBody(response: ServerResponse, answer: Answer): Promise<void> {
  const bytes = bytesOf(answer);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length + 1 });
  await written(response, bytes.subarray(0, Math.floor(bytes.length / 2)));
  response.socket?.destroy();
}

const PIECES = 8;

async function sendSlowly(response: ServerResponse, answer: Answer, bodyOverMs: number): Promise<void> {
  const bytes = bytesOf(answer);
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    await pause(bodyOverMs / PIECES);
    response.write(bytes.subarray(start, start + size));
  }
  response.end();
}

function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : [...body].join('');
}

function bytesOf(answer: Answer): Buffer {
  return Buffer.from(textOf(answer), 'utf8');
}

/** Resolves when the bytes have left, or cannot leave any more. */
function written(stream: Duplex | ServerResponse, bytes: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    stream.write(bytes, () => resolve());
  });
}

/** A pause of `ms` milliseconds; none at all for 0. */
export async function pause(ms: number): Promise<void> {
  if (ms > 0) await setTimeout(ms);
}
