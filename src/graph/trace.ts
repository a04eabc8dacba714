import { NetworkFailure, type Answer, type Transport } from './transport.ts';
import { UnusableAnswer } from './unusable-answer.ts';
import { pathTemplate } from './path-template.ts';

/** One request that left, and how it was answered: no secret, no id, no person. */
export interface TracedRequest {
  /** When it left, ISO 8601 in UTC. */
  readonly at: string;
  readonly host: string;
  readonly method: string;
  /** Its path by `pathTemplate`; of a download, which is one long secret, nothing. */
  readonly path: string;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Until the last byte of the answer was read. */
  readonly ms: number;
  /** By which Microsoft's support finds it; null where the answer bears none. */
  readonly requestId: string | null;
  /** Why no answer came, as a code. */
  readonly code?: string;
  /** Of a batch: how many of its requests were answered with each status. */
  readonly items?: Readonly<Record<string, number>>;
}

export type OnTrace = (request: TracedRequest) => void;

/** A transport that tells each request it sends, tries again included, once it has ended. */
export function traced(transport: Transport, onTrace: OnTrace): Transport {
  const around = async <T extends { readonly status: number }>(
    asked: Pick<TracedRequest, 'host' | 'method' | 'path'>,
    send: () => Promise<T>,
    more: (answer: T) => Partial<TracedRequest>,
  ): Promise<T> => {
    const startedAt = performance.now();
    const began = { at: new Date(Date.now()).toISOString(), ...asked };
    const passed = (): number => Math.round(performance.now() - startedAt);
    try {
      const answer = await send();
      onTrace({ ...began, status: answer.status, ms: passed(), requestId: null, ...more(answer) });
      return answer;
    } catch (error) {
      onTrace({ ...began, status: null, ms: passed(), requestId: null, code: codeOf(error) });
      throw error;
    }
  };
  return {
    send: (request) => {
      const { method, url } = request;
      const asked = { host: hostOf(url), method, path: pathTemplate(url) };
      return around(
        asked,
        () => transport.send(request),
        (answer) => ({
          requestId: requestIdOf(answer),
          ...(url.endsWith('/$batch') ? { items: statusesOf(answer.json) } : {}),
        }),
      );
    },
    download: (url, file, signal) =>
      around(
        { host: hostOf(url), method: 'GET', path: '/{download}' },
        () => transport.download(url, file, signal),
        () => ({}),
      ),
    close: () => transport.close(),
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** https://learn.microsoft.com/graph/best-practices-concept#reliability-and-support */
function requestIdOf({ headers }: Answer): string | null {
  const id = headers.get('request-id');
  return id !== null && REQUEST_ID.test(id) ? id : null;
}

function statusesOf(json: unknown): Record<string, number> {
  const counts: Record<string, number> = {};
  const responses = field(json, 'responses');
  for (const response of Array.isArray(responses) ? responses : []) {
    const status = field(response, 'status');
    if (typeof status === 'number') counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A message may quote what was asked; a code does not. */
function codeOf(error: unknown): string {
  const isCode = error instanceof NetworkFailure && /^[A-Z][A-Za-z0-9_]*$/.test(error.code);
  if (isCode || error instanceof UnusableAnswer) return error.code;
  return error instanceof Error ? error.name : 'Error';
}
