import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { describeRequest, GraphFailure } from './graph-failure.ts';
import {
  Authorisation,
  graphErrorOf,
  Outcome,
  ReadOnlyGuard,
  RequestPlan,
  Retry,
  Sender,
  type RetryOptions,
} from './middleware.ts';
import { createPaces, type LimitName, type Pace, type Rates } from './pace.ts';
import { TokenKeeper, type TokenCredential } from './token.ts';
import { HttpTransport, type Answer, type Transport } from './transport.ts';

/** Microsoft Graph's roots: https://learn.microsoft.com/graph/deployments */
export const CLOUDS = {
  global: 'https://graph.microsoft.com',
  'us-government': 'https://graph.microsoft.us',
  'us-government-dod': 'https://dod-graph.microsoft.us',
  china: 'https://microsoftgraph.chinacloudapi.cn',
} as const;

export type CloudName = keyof typeof CLOUDS;

export interface GraphClientOptions {
  readonly credential: TokenCredential;
  readonly cloud: CloudName;
  readonly rates: Rates;
  /** Budget of one request or mailbox, its retries and waits included. */
  readonly giveUpAfterMs: number;
  /** Ends everything under way when aborted. */
  readonly signal: AbortSignal;
  /** In [0, 1), for the jitter of retries. */
  readonly random: () => number;
  readonly onRetry?: RetryOptions['onRetry'];
  readonly transport?: Transport;
}

export interface GetOptions {
  readonly limit?: LimitName;
  /** Some queries of directory objects need `ConsistencyLevel: eventual`. */
  readonly eventual?: boolean;
}

/** The one way to Microsoft Graph: reads only, paced, tried again, with a token for its own host alone. */
export interface GraphClient {
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly giveUpAfterMs: number;
  readonly random: () => number;
  /** GET a path under `/v1.0` or an absolute address of the same origin; the answer of a 2xx or 302. Throws `GraphFailure`. */
  get(pathOrUrl: string, options?: GetOptions): Promise<Answer>;
  /** POST one `$batch` of GETs; its JSON. Throws `GraphFailure`. */
  postBatch(requests: readonly { id: string; method: 'GET'; url: string }[]): Promise<unknown>;
  /** Streams a pre-authenticated download, without a token, to a file. */
  download(url: string, file: string): Promise<{ status: number; bytes: number }>;
  pace(limit: LimitName): Pace;
  close(): Promise<void>;
}

/** A client for one tenant, signed in by `credential`. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const origin = CLOUDS[options.cloud];
  const transport = options.transport ?? new HttpTransport();
  const paces = createPaces(options.rates);
  const sdk = Client.initWithMiddleware({
    defaultVersion: 'v1.0',
    middleware: [
      new Outcome(),
      new ReadOnlyGuard(),
      new Retry({
        paces,
        giveUpAfterMs: options.giveUpAfterMs,
        random: options.random,
        ...(options.onRetry ? { onRetry: options.onRetry } : {}),
      }),
      new Authorisation(new TokenKeeper(options.credential, `${origin}/.default`), origin),
      new Sender(transport),
    ],
  });

  async function send(plan: RequestPlan): Promise<Answer> {
    const request = sdk.api(plan.url).responseType(ResponseType.RAW).middlewareOptions([plan]);
    if (plan.method === 'GET') await request.get();
    else await request.post(plan.body);
    if (plan.failure !== null) throw plan.failure;
    if (plan.answer === null) throw new Error('the request chain ended without an answer');
    return accepted(plan, plan.answer);
  }

  return {
    origin,
    signal: options.signal,
    giveUpAfterMs: options.giveUpAfterMs,
    random: options.random,
    get: (pathOrUrl, { limit = 'directory', eventual = false } = {}) =>
      send(
        new RequestPlan({
          method: 'GET',
          url: pathOrUrl.startsWith('https://') ? pathOrUrl : `${origin}/v1.0${pathOrUrl}`,
          limit,
          signal: options.signal,
          headers: eventual ? { ConsistencyLevel: 'eventual' } : {},
        }),
      ),
    postBatch: async (requests) => {
      const answer = await send(
        new RequestPlan({
          method: 'POST',
          url: `${origin}/v1.0/$batch`,
          limit: 'mail',
          signal: options.signal,
          body: JSON.stringify({ requests }),
          headers: { 'content-type': 'application/json' },
        }),
      );
      return answer.json;
    },
    download: (url, file) => transport.download(url, file, options.signal),
    pace: (limit) => paces[limit],
    close: () => transport.close(),
  };
}

function accepted(plan: RequestPlan, answer: Answer): Answer {
  const { status } = answer;
  if ((status >= 200 && status < 300) || status === 302) return answer;
  const { code, message } = graphErrorOf(answer.json);
  throw new GraphFailure({
    kind: status === 401 || status === 403 ? 'refused' : 'rejected',
    request: describeRequest(plan.method, plan.url),
    status,
    code,
    message: message || `unexpected status ${status}`,
  });
}
