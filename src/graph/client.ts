import { setMaxListeners } from 'node:events';
import { createChain } from './chain.ts';
import type { HeldLicences } from './classify-failure.ts';
import { CLOUDS, type CloudName } from './clouds.ts';
import { failureOfAnswer } from './failure-of-answer.ts';
import { GraphFailure, MAX_DURATION } from './graph-failure.ts';
import { failureOf, Guard } from './middleware.ts';
import { createRateLimiters, type LimitName, type Rates } from './rate-limiter.ts';
import { assertDownload } from './read-only-guard.ts';
import { RequestPlan, type Trouble } from './request-plan.ts';
import type { OnRetry } from './retry-link.ts';
import { BudgetSpent, endOf, Deadline } from './deadline.ts';
import { withClockHeld } from './clock-guard.ts';
import { LastPatience } from './last-patience.ts';
import { NetworkWatch, watched } from './network-watch.ts';
import { dateOf } from './retry.ts';
import { SignInUnavailable, type TokenCredential } from './token.ts';
import { traced, type OnTrace } from './trace.ts';
import { HttpTransport, type Answer, type Transport } from './transport.ts';

export interface GraphClientOptions {
  readonly credential: TokenCredential;
  readonly cloud: CloudName;
  readonly rates: Rates;
  /** Budget of one request or mailbox, its retries and waits included; a sign-in has its own of the same length. */
  readonly giveUpAfterMs: number;
  /** Interrupts everything under way when aborted, with its own reason. */
  readonly signal: AbortSignal;
  /**
   * Aborted when the time allowed for the run is over: whatever is waiting, under way or asked later ends with
   * `GraphFailure` (gave-up, code `MAX_DURATION`), and nothing more is sent.
   */
  readonly deadline?: AbortSignal;
  /** In [0, 1), for the jitter of retries. */
  readonly random: () => number;
  readonly onRetry?: OnRetry;
  /** Told of each request sent, tries again included; sign-ins, which the identity library sends by itself, are not among them. */
  readonly onTrace?: OnTrace;
  readonly transport?: Transport;
  /** For what fails when nothing else is left to read; left out, each request has its own budget. */
  readonly patience?: LastPatience;
  /** Told how each request ended; one of its own unless clients share one. */
  readonly watch?: NetworkWatch;
  /** This machine's clock, in milliseconds since 1970: held against Graph's own, unless left out. */
  readonly now?: () => number;
  /** Hosts that reports may be downloaded from, beside those of Microsoft's: `host` or `host:port`, in lower case. */
  readonly downloadHosts?: readonly string[];
}

/** What carries the requests of a client. */
export function transportOf(
  { transport, onTrace }: Pick<GraphClientOptions, 'transport' | 'onTrace'>,
  watch: NetworkWatch,
): Transport {
  const carrier = transport ?? new HttpTransport();
  return watched(onTrace === undefined ? carrier : traced(carrier, onTrace), watch);
}

export interface GetOptions {
  readonly limit?: LimitName;
  /** Some queries of directory objects need `ConsistencyLevel: eventual`. */
  readonly eventual?: boolean;
  /** What is left of a budget that spans several requests; `giveUpAfterMs` unless told. */
  readonly budgetMs?: number;
  /** What the tenant holds, for what Graph refuses without a licence: such a refusal is tried again where it is held or not known. */
  readonly licences?: HeldLicences;
}

type InnerRequest = Readonly<{ id: string; method: 'GET'; url: string }>;

export interface BatchBudget {
  readonly budgetMs: number;
  /** Some of it was asked before: waiting for a turn is on the budget too. */
  readonly isBegun: boolean;
  /** Whatever is in it failed before. */
  readonly isStraggling: boolean;
}

/** The answer of one try of a `$batch`. */
export interface BatchReply {
  /** When it left, by `performance.now()`; null where its budget ended before its turn came. */
  readonly sentAt: number | null;
  /** Undefined where there is trouble. */
  readonly json: unknown;
  /** When it was answered, in milliseconds since 1970 by the far side's own clock; null where it did not tell. */
  readonly answeredAt: number | null;
  /** What a later try can mend; null for an answer. */
  readonly trouble: Trouble | null;
  /** Tells the limit that much of what the batch carried was throttled: nobody sends for `delayMs`, and fewer at once. */
  slowDown(delayMs: number): void;
  /** An item was answered 401: the next batch carries another token. */
  renewToken(): Promise<void>;
}

/** The one way to Microsoft Graph: reads only, rate-limited, tried again, with a token for its own host alone. */
export interface GraphClient {
  readonly origin: string;
  /** The interruption alone. */
  readonly signal: AbortSignal;
  /** Interrupted, or the time allowed for the run is over. */
  readonly runEnd: AbortSignal;
  readonly giveUpAfterMs: number;
  readonly patience: LastPatience;
  readonly random: () => number;
  /** GET a path under `/v1.0` or an absolute address of the same origin; the answer of a 2xx or 302. Throws `GraphFailure`. */
  get(pathOrUrl: string, options?: GetOptions): Promise<Answer>;
  /** POST one `$batch` of GETs, once: whoever asks again packs its items anew. Throws `GraphFailure`. */
  postBatch(requests: readonly InnerRequest[], budget: BatchBudget): Promise<BatchReply>;
  /**
   * Streams a pre-authenticated download, without a token, to a file; only from a host of Microsoft's or one that the user
   * allowed. Throws `GraphFailure` or `NetworkFailure`.
   */
  download(url: string, file: string, budgetMs: number): Promise<{ status: number; bytes: number }>;
  /** Whether anybody answers a request to it: one that is asked now, and not for long. */
  isReached(): Promise<boolean>;
  close(): Promise<void>;
}

/** A client for one tenant, signed in by `credential`. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const origin = CLOUDS[options.cloud];
  const { giveUpAfterMs, random, signal } = options;
  const { now, watch = new NetworkWatch(), patience = new LastPatience(null) } = options;
  const carrier = transportOf(options, watch);
  const transport = now === undefined ? carrier : withClockHeld(carrier, now);
  const limiters = createRateLimiters(options.rates);
  const runEnd = endOf(signal, options.deadline);
  // One listener for each request in flight and each wait: many at once, and no leak.
  setMaxListeners(0, runEnd);
  const { send, tokens } = createChain({
    ...{
      credential: options.credential,
      origin,
      guard: new Guard(origin),
      limiters,
      runEnd,
      transport,
      watch,
      patience,
    },
    ...{ giveUpAfterMs, random, onRetry: options.onRetry ?? ((): void => undefined) },
  });
  const get = async (pathOrUrl: string, asked: GetOptions = {}): Promise<Answer> => {
    const { limit = 'directory', eventual = false, budgetMs = giveUpAfterMs, licences } = asked;
    const url = pathOrUrl.startsWith('/') ? `${origin}/v1.0${pathOrUrl}` : pathOrUrl;
    const headers = eventual ? { ConsistencyLevel: 'eventual' } : {};
    const plan = new RequestPlan({ method: 'GET', url, limit, runEnd, budgetMs, headers, licences });
    await send(plan);
    return accepted(plan);
  };
  return {
    ...{ origin, signal, runEnd, giveUpAfterMs, patience, random },
    get,
    isReached: () => isReached(get),
    postBatch: async (requests, budget) => {
      const plan = new RequestPlan({
        ...{ method: 'POST', url: `${origin}/v1.0/$batch`, limit: 'mail', runEnd, ...budget, once: true },
        body: JSON.stringify({ requests }),
        headers: { 'content-type': 'application/json' },
      });
      await send(plan);
      const { sentAt, trouble, turn } = plan;
      const slowDown = (delayMs: number): void => {
        limiters.mail.throttled(turn);
        limiters.mail.close(delayMs);
      };
      const renewToken = async (): Promise<void> => {
        const refused = (plan.headers.authorization ?? '').replace(/^Bearer /, '');
        await tokens.renew(refused, null, runEnd);
      };
      return {
        sentAt,
        trouble,
        answeredAt: plan.answer === null ? null : dateOf(plan.answer.headers),
        json: trouble === null ? accepted(plan).json : undefined,
        slowDown,
        renewToken,
      };
    },
    download: async (url, file, budgetMs) => {
      assertDownload(url, { cloud: options.cloud, origin, allowed: options.downloadHosts ?? [] });
      return download(transport, { url, file, budgetMs, runEnd });
    },
    close: () => transport.close(),
  };
}

const KNOCK_MS = 10_000;

async function isReached(get: GraphClient['get']): Promise<boolean> {
  try {
    await get('/organization?$select=id', { budgetMs: KNOCK_MS });
    return true;
  } catch (error) {
    // A refusal is an answer; so is whatever else is not the network's.
    if (error instanceof GraphFailure) return error.status !== 0 || error.code === MAX_DURATION;
    if (error instanceof SignInUnavailable) return error.isAnswered;
    throw error;
  }
}

function accepted(plan: RequestPlan): Answer {
  const { answer } = plan;
  if (answer === null) throw new Error('the request chain ended without an answer');
  const { status } = answer;
  // Only a report is answered by a redirect, to its download.
  const isDownload = status === 302 && plan.limit === 'reports';
  if ((status >= 200 && status < 300) || isDownload) return answer;
  throw failureOfAnswer(plan, answer);
}

async function download(
  transport: Transport,
  { url, file, budgetMs, runEnd }: { url: string; file: string; budgetMs: number; runEnd: AbortSignal },
): Promise<{ status: number; bytes: number }> {
  const request = 'download of a report';
  const deadline = new Deadline(runEnd);
  try {
    deadline.signal.throwIfAborted();
    deadline.start(budgetMs);
    return await transport.download(url, file, deadline.signal);
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw failureOf(error, request);
    const message = 'the download was cut: it took too long';
    throw new GraphFailure({ kind: 'gave-up', request, status: 0, code: 'NoAnswer', message });
  } finally {
    deadline.end();
  }
}
