import { EnvHttpProxyAgent, fetch, type Dispatcher } from 'undici';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readJson, UnreadableJson } from '../texts/read-json.ts';
import { visibleValue } from '../texts/visible-text.ts';
import { ByteBudget, type Lease } from './byte-budget.ts';
import { mostOpenedIn } from './hollow-answer.ts';
import { DeepAnswer, OversizedAnswer, UnusableAnswer } from './unusable-answer.ts';

/**
 * An answer, read whole: `json`, its texts without what cannot be seen, is undefined where the body is not JSON; `text` is empty
 * where it is, so that nothing is held twice.
 */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** No answer, or one that broke off: a later try can mend it. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly code: string;
  constructor(code: string, cause: unknown) {
    super(`network failure ${code}`, { cause });
    this.code = code;
  }
}

export interface TransportOptions {
  readonly connections: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** A larger answer is refused, so that none can fill the memory; counted as it comes out of its compression. */
  readonly maxAnswerBytes: number;
  /** All answers that are being read hold no more together, and one answer besides. */
  readonly maxBytesInFlight: number;
  /** The same as for an answer for a download, which could fill the disk. */
  readonly maxDownloadBytes: number;
}

export const DEFAULT_TRANSPORT: TransportOptions = {
  connections: 24,
  headersTimeoutMs: 120_000,
  bodyTimeoutMs: 60_000,
  maxAnswerBytes: 64 * 1024 * 1024,
  maxBytesInFlight: 64 * 1024 * 1024,
  maxDownloadBytes: 4 * 1024 * 1024 * 1024,
};

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
}

/** How requests leave: over the network, or scripted in a test. */
export interface Transport {
  /** Sends and reads the whole answer. Throws `NetworkFailure` or `UnusableAnswer`; the signal's reason when it is aborted. */
  send(request: TransportRequest): Promise<Answer>;
  /** Streams a body without a token to a file (mode 0600), replacing it. A redirect is not followed. Throws as `send` does. */
  download(url: string, file: string, signal: AbortSignal): Promise<{ status: number; bytes: number }>;
  close(): Promise<void>;
}

/**
 * HTTP through the proxy that HTTPS_PROXY and NO_PROXY name, trusting what NODE_EXTRA_CA_CERTS adds.
 * Follows no redirect by itself: a redirect to a download must not carry the token.
 */
export class HttpTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #dispatcher: Dispatcher;
  readonly #budget: ByteBudget;

  constructor(options: TransportOptions = DEFAULT_TRANSPORT) {
    this.#options = options;
    this.#budget = new ByteBudget(options.maxBytesInFlight);
    this.#dispatcher = new EnvHttpProxyAgent({
      connections: options.connections,
      headersTimeout: options.headersTimeoutMs,
      bodyTimeout: options.bodyTimeoutMs,
    });
  }

  async send(request: TransportRequest): Promise<Answer> {
    return this.#guarded(request.signal, async (signal) => {
      const response = await this.#fetch({ ...request, signal });
      const { status } = response;
      const headers = new Headers([...response.headers]);
      // Until its text is an answer: what it takes while it is parsed counts too.
      const lease = this.#budget.begin();
      try {
        const body = await this.#readBody(response.body, lease, signal);
        const text = new TextDecoder().decode(body);
        const json = parseJson(headers, text, response);
        return { status, headers, text: json === undefined ? text : '', json };
      } finally {
        lease.end();
      }
    });
  }

  async download(url: string, file: string, signal: AbortSignal): Promise<{ status: number; bytes: number }> {
    return this.#guarded(signal, async (own) => {
      const response = await this.#fetch({ method: 'GET', url, headers: {}, signal: own });
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        return { status: response.status, bytes: 0 };
      }
      const most = this.#options.maxDownloadBytes;
      let bytes = 0;
      const counter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.length;
          if (bytes > most) done(OversizedAnswer.ofBytes(most));
          else done(null, chunk);
        },
      });
      // What stands there is taken away: a link in its place would lead the download elsewhere.
      await rm(file, { force: true });
      await pipeline(
        Readable.fromWeb(response.body),
        counter,
        createWriteStream(file, { mode: 0o600, flush: true, flags: 'wx' }),
      );
      return { status: response.status, bytes };
    });
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #fetch(request: TransportRequest): ReturnType<typeof fetch> {
    return fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      signal: request.signal,
      redirect: 'manual',
      dispatcher: this.#dispatcher,
    });
  }

  async #readBody(
    body: AsyncIterable<unknown> | null,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const { maxAnswerBytes } = this.#options;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body ?? []) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('a body that is not bytes');
      bytes += chunk.length;
      if (bytes > maxAnswerBytes) throw OversizedAnswer.ofBytes(maxAnswerBytes);
      await lease.grow(chunk.length, signal);
      chunks.push(chunk);
    }
    const [only] = chunks;
    return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
  }

  /**
   * Each request has a signal of its own: fetch leaves its listeners on the one it is given until they are
   * collected, which on the signal of a whole run would be by the thousand.
   */
  async #guarded<T>(signal: AbortSignal, work: (own: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const own = new AbortController();
    const abort = (): void => own.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await work(own.signal);
    } catch (error) {
      signal.throwIfAborted();
      throw asNetworkFailure(error);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

function isJson(headers: Headers, status: number): boolean {
  return (headers.get('content-type') ?? '').includes('json') && status !== 204;
}

function parseJson(headers: Headers, text: string, { ok, status }: { ok: boolean; status: number }): unknown {
  if (!isJson(headers, status)) return undefined;
  try {
    const json = readJson(text, mostOpenedIn(text.length));
    return MAY_HIDE.test(text) ? visibleValue(json) : json;
  } catch (error) {
    if (error instanceof UnreadableJson && error.fault === 'too-many')
      throw new OversizedAnswer(
        `an answer of ${text.length} characters ${error.message}; it was not looked at`,
      );
    // An error page's body is only decoration.
    if (!ok) return undefined;
    if (error instanceof UnreadableJson && error.fault === 'too-deep')
      throw new DeepAnswer(`the answer ${error.message}`);
    // A cut-off body of a success is a network matter.
    throw new NetworkFailure('MalformedJson', error);
  }
}

/** What cannot be seen stands in JSON as it is, or escaped; most answers are without either, and are not walked. */
const MAY_HIDE = /\\[bfnrtu]|[\p{Cf}\u{7f}-\u{9f}\u{2028}\u{2029}]/u;

const DISK_CODES: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EROFS',
  'EACCES',
  'EDQUOT',
  'EIO',
  'EFBIG',
  'EMFILE',
  'ENFILE',
]);

/** undici tells the reason in a chain of causes; a full or refused disk stays what it is. */
function asNetworkFailure(error: unknown): unknown {
  if (error instanceof NetworkFailure || error instanceof UnusableAnswer) return error;
  const code = networkCodeOf(error);
  if (code !== null && DISK_CODES.has(code)) return error;
  if (code !== null) return new NetworkFailure(code, error);
  return error instanceof TypeError ? new NetworkFailure(error.message, error) : error;
}

/** The first code in a chain of causes: `ECONNRESET`. */
export function networkCodeOf(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return null;
}
