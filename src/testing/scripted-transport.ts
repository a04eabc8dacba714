import { writeFile } from 'node:fs/promises';
import { NetworkFailure, type Answer, type Transport, type TransportRequest } from '../graph/transport.ts';

/** One answer of the far side: a JSON body with its status, or a network failure. */
export type Scripted =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string;
    }
  | { readonly fail: string };

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string | undefined;
}

/** A far side that answers by script and keeps the whole log of what was sent. */
export class ScriptedTransport implements Transport {
  readonly sent: SentRequest[] = [];
  readonly #answer: (request: TransportRequest, count: number) => Scripted;

  constructor(answer: readonly Scripted[] | ((request: TransportRequest, count: number) => Scripted)) {
    this.#answer =
      typeof answer === 'function'
        ? answer
        : (_request, count) => answer[count] ?? { status: 500, json: { error: { code: 'EndOfScript' } } };
  }

  send(request: TransportRequest): Promise<Answer> {
    const scripted = this.#answer(request, this.sent.length);
    this.sent.push({
      method: request.method,
      url: request.url,
      authorization: request.headers.authorization,
      body: request.body,
    });
    if ('fail' in scripted) return Promise.reject(new NetworkFailure(scripted.fail, undefined));
    const { status = 200, headers = {}, json, text } = scripted;
    return Promise.resolve({
      status,
      headers: new Headers(headers),
      text: text ?? (json === undefined ? '' : JSON.stringify(json)),
      json,
    });
  }

  async download(url: string, file: string): Promise<{ status: number; bytes: number }> {
    const scripted = this.#answer(
      { method: 'GET', url, headers: {}, signal: new AbortController().signal },
      this.sent.length,
    );
    this.sent.push({ method: 'GET', url, authorization: undefined, body: undefined });
    if ('fail' in scripted) throw new NetworkFailure(scripted.fail, undefined);
    const { status = 200, text = '' } = scripted;
    if (status === 200) await writeFile(file, text);
    return { status, bytes: text.length };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
