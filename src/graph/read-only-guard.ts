import { describeRequest, GraphFailure } from './graph-failure.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string | undefined;
}

/** Refuses everything but GET, and `$batch` whose every request is a GET. Throws `GraphFailure` (forbidden). */
export function assertReadOnly(request: OutgoingRequest): void {
  const method = request.method.toUpperCase();
  if (method === 'GET' && request.body === undefined) return;
  if (method === 'POST' && isBatchUrl(request.url) && isBatchOfGets(request.body)) return;
  throw new GraphFailure({
    kind: 'forbidden',
    request: describeRequest(method, request.url),
    status: 0,
    code: 'ReadOnly',
    message:
      'Vigie only reads: a request that is not a GET, nor a batch of GETs, was refused before it was sent.',
  });
}

function isBatchUrl(url: string): boolean {
  return /^\/(v1\.0|beta)\/\$batch$/.test(new URL(url).pathname);
}

function isBatchOfGets(body: string | undefined): boolean {
  const parsed: unknown = JSON.parse(body ?? 'null');
  if (typeof parsed !== 'object' || parsed === null || !('requests' in parsed)) return false;
  const { requests } = parsed;
  return Array.isArray(requests) && requests.length > 0 && requests.every(isGet);
}

function isGet(request: unknown): boolean {
  return (
    typeof request === 'object' &&
    request !== null &&
    'method' in request &&
    request.method === 'GET' &&
    !('body' in request)
  );
}
