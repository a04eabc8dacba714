import { z } from 'zod';
import { isDownloadHost, type DownloadHosts } from './download-hosts.ts';
import { describeRequest, GraphFailure } from './graph-failure.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Refuses everything but GET, and `$batch` whose every request is a GET. Throws `GraphFailure` (forbidden). */
export function assertReadOnly(request: OutgoingRequest): void {
  const method = request.method.toUpperCase();
  const isRead = method === 'GET' && request.body === undefined;
  const isBatch = method === 'POST' && isBatchUrl(request.url) && isBatchOfGets(request.body);
  if ((isRead || isBatch) && areKnown(request.headers, HEADERS)) return;
  throw forbidden(
    request,
    'ReadOnly',
    'Vigie only reads: a request that is not a GET, nor a batch of GETs, was refused before it was sent.',
  );
}

/** Refuses an address on another host than the token's. Throws `GraphFailure` (forbidden). */
export function assertOwnHost(request: OutgoingRequest, origin: string): void {
  if (isAtOrigin(request.url, origin)) return;
  throw forbidden(request, 'ForeignHost', `the token for ${origin} is sent nowhere else`);
}

/** Whether an address is on this very origin, its scheme and port included, without a name or password in it. */
export function isAtOrigin(url: string, origin: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  return parsed.origin === origin && parsed.username === '' && parsed.password === '';
}

/**
 * Refuses a download that is not over https, or not from a host of Microsoft's or one that the user allowed. Throws
 * `GraphFailure` (forbidden), which tells nothing of the address but its host: all of it is one secret.
 */
export function assertDownload(url: string, hosts: DownloadHosts): void {
  const isHttps = URL.canParse(url) && new URL(url).protocol === 'https:';
  if (!isHttps || !isAtOrigin(url, new URL(url).origin))
    throw refusedDownload('UnsafeDownload', 'a download is fetched over https only, without a password');
  const { host } = new URL(url);
  if (isDownloadHost(new URL(url), hosts)) return;
  throw refusedDownload(
    'ForeignDownloadHost',
    `the report is to be had at ${host}, which is no host of Microsoft’s: it was not asked (--allow-download-host ${host} lets it)`,
  );
}

function refusedDownload(code: string, message: string): GraphFailure {
  const request = 'download of a report';
  return new GraphFailure({ kind: 'forbidden', request, status: 0, code, message, said: message });
}

function isBatchUrl(url: string): boolean {
  return URL.canParse(url) && /^\/(v1\.0|beta)\/\$batch$/.test(new URL(url).pathname);
}

/** Relative to the version, and staying there: no host, no step up, no line end, no further batch, however it is written. */
const innerUrl = z
  .string()
  .refine(
    (url) =>
      /^\/[^/\\]/.test(url) &&
      /^[\x21-\x7e]+$/.test(url) &&
      !/(^|[/\\]|%2f|%5c)(\.|%2e){1,2}([/\\?#]|%2f|%5c|$)/i.test(url) &&
      !/(\$|%24)batch/i.test(url) &&
      !/%(0[0-9a-f]|1[0-9a-f]|7f)/i.test(url),
  );
const batchOfGets = z.strictObject({
  requests: z
    .array(z.strictObject({ id: z.string().min(1), method: z.literal('GET'), url: innerUrl }))
    .min(1)
    .max(20)
    .refine((requests) => new Set(requests.map(({ id }) => id.toLowerCase())).size === requests.length),
});

/** What is sent is what was looked at: a key written twice could be read in two ways. */
function isBatchOfGets(body: string | undefined): boolean {
  try {
    const parsed = batchOfGets.safeParse(JSON.parse(body ?? 'null'));
    return parsed.success && JSON.stringify(parsed.data) === body;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The headers that requests to Graph bear: by others a server can be told to take a GET for something else. */
const HEADERS: readonly string[] = ['accept', 'authorization', 'consistencylevel', 'content-type'];

/** Whether no header but these is there, and none holds a line end. */
export function areKnown(
  headers: Readonly<Record<string, string>> | undefined,
  known: readonly string[],
): boolean {
  return Object.entries(headers ?? {}).every(
    ([name, value]) => known.includes(name.toLowerCase()) && !/[\r\n\0]/.test(value),
  );
}

function forbidden({ method, url }: OutgoingRequest, code: string, message: string): GraphFailure {
  const request = describeRequest(method.toUpperCase(), url);
  return new GraphFailure({ kind: 'forbidden', request, status: 0, code, message });
}
