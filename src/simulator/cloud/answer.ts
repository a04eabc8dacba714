/** A request as it reached one of the cloud's hosts. */
export interface CloudRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: RequestHeaders;
  readonly body: string;
}

/** Header values by name in lower case. */
export type RequestHeaders = Readonly<Record<string, string | undefined>> & {
  readonly authorization?: string | undefined;
  readonly consistencylevel?: string | undefined;
};

/** What a host answers. A body of chunks is streamed. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Iterable<string>;
  /** What becomes of the connection; absent: it carries the answer whole, at once, and stays open. */
  readonly connection?: Connection | undefined;
  /** What each request of a batch was answered, in the order of the batch. */
  readonly items?: readonly AnsweredItem[] | undefined;
  /** Called when the answer has left. */
  readonly release?: (() => void) | undefined;
}

/** Misfortunes of the connection that an answer leaves by. */
export interface Connection {
  /** Reset before the first byte, within the headers or the body; `after`: ended when all has left. */
  readonly breakAt?: 'before' | 'within-headers' | 'within' | 'after';
  readonly headersAfterMs?: number;
  /** The body takes this long in all. */
  readonly bodyOverMs?: number;
  /** What follows the body again and again, as long as somebody reads. */
  readonly withoutEnd?: string;
}

export interface AnsweredItem {
  readonly id: string;
  readonly url: string;
  /** 0: the batch has no answer for it. */
  readonly status: number;
}

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

const JSON_HEADERS = { 'content-type': JSON_TYPE, 'odata-version': '4.0' } as const;

export function jsonAnswer(body: string): Answer {
  return { status: 200, headers: JSON_HEADERS, body };
}

export function textAnswer(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

/** A failure in Graph's own shape. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const requestId = '93b6f17e-c05d-4f45-ad2a-6665c708d8a0';
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': requestId,
  };
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ error: { code, message, innerError } }),
  };
}

export const badRequest = (message: string): Answer => graphError(400, 'Request_BadRequest', message);

export const notFound = (what: string): Answer =>
  graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const methodNotAllowed = (): Answer =>
  graphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
