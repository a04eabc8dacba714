import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { Authorisation, Outcome, Sender, SignIn } from './middleware.ts';
import type { LimitName, RateLimiter } from './rate-limiter.ts';
import type { Link, RequestPlan } from './request-plan.ts';
import { Retry, type OnRetry } from './retry-link.ts';
import { TokenKeeper, type TokenCredential } from './token.ts';
import type { LastPatience } from './last-patience.ts';
import type { NetworkWatch } from './network-watch.ts';
import type { Transport } from './transport.ts';

export interface ChainOptions {
  readonly credential: TokenCredential;
  /** Where requests go; the token is for `<origin>/.default` and is sent nowhere else. */
  readonly origin: string;
  /** Refuses what must never be sent; nothing looks at a request before it. */
  readonly guard: Link;
  readonly limiters: Readonly<Record<LimitName, RateLimiter>>;
  readonly giveUpAfterMs: number;
  readonly random: () => number;
  readonly onRetry: OnRetry;
  readonly runEnd: AbortSignal;
  readonly transport: Transport;
  readonly watch: NetworkWatch;
  readonly patience: LastPatience;
}

export interface Chain {
  /** Sends, tries again, and leaves the answer in the plan. Throws `GraphFailure`, or why there is no token. */
  readonly send: (plan: RequestPlan) => Promise<void>;
  readonly tokens: TokenKeeper;
}

/** The way of every request to one service of the cloud: guarded, signed in, rate-limited, tried again. */
export function createChain(options: ChainOptions): Chain {
  const { guard, origin, limiters, random, onRetry, transport, watch, patience, giveUpAfterMs } = options;
  const tokens = new TokenKeeper({ ...options, scope: `${origin}/.default` });
  const sdk = Client.initWithMiddleware({
    middleware: [
      new Outcome(),
      guard,
      new SignIn(tokens),
      new Retry({ limiters, random, onRetry, watch, patience, giveUpAfterMs }),
      new Authorisation(tokens, origin),
      new Sender(transport),
    ],
  });
  const send = async (plan: RequestPlan): Promise<void> => {
    // The address is in the plan: the client is given none to take apart.
    const request = sdk.api('/').responseType(ResponseType.RAW).middlewareOptions([plan]);
    if (plan.method === 'GET') await request.get();
    else await request.post(plan.body);
    if (plan.failure !== null) throw plan.failure;
  };
  return { send, tokens };
}
