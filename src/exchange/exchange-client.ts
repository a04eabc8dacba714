import { setMaxListeners } from 'node:events';
import { KnownError } from '../errors.ts';
import { createChain } from '../graph/chain.ts';
import { transportOf, type GraphClientOptions } from '../graph/client.ts';
import type { CloudName } from '../graph/clouds.ts';
import { GraphFailure } from '../graph/graph-failure.ts';
import { LastPatience } from '../graph/last-patience.ts';
import { NetworkWatch } from '../graph/network-watch.ts';
import { createRateLimiters } from '../graph/rate-limiter.ts';
import type { PageReader } from '../graph/pages.ts';
import { RequestPlan } from '../graph/request-plan.ts';
import { endOf } from '../graph/deadline.ts';
import type { Answer } from '../graph/transport.ts';
import { CmdletGuard } from './cmdlet-guard.ts';
import { bodyOf, pathOf, type CmdletCall } from './cmdlet.ts';
import { failureOfAnswer } from '../graph/failure-of-answer.ts';
import { failureOfSignIn } from './failure-of-sign-in.ts';

/** Exchange Online's roots: https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-endpoints */
const ROOTS: Readonly<Record<CloudName, string>> = {
  global: 'https://outlook.office365.com',
  'us-government': 'https://outlook.office365.us',
  'us-government-dod': 'https://outlook-dod.office365.us',
  china: 'https://partner.outlook.cn',
};

export interface ExchangeClientOptions extends GraphClientOptions {
  /** The directory's id; whatever else names a tenant is refused at the first request. */
  readonly tenantId: string;
  /** Rows of a page; 1,000 unless told. */
  readonly pageSize?: number;
}

/** A cmdlet whose pages can be read, by `pages` or a `PageWalk`. */
export interface CmdletReader extends PageReader {
  /** Where its first page is. */
  readonly start: string;
}

/** The one way to Exchange Online: known `Get-*` cmdlets, tried again as requests to Graph are. */
export interface ExchangeClient {
  readonly origin: string;
  /** What reads the pages of a cmdlet's answer. Its `get` throws `GraphFailure`. */
  reader(call: CmdletCall): CmdletReader;
  close(): Promise<void>;
}

const TENANT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The mailbox by which a request of an application finds its way: the organisation's own. */
const ANCHOR = 'APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}';
const PAGE_SIZE = 1_000;

/** A client for one tenant; signs in at the first request. Throws nothing itself. */
export function createExchangeClient(options: ExchangeClientOptions): ExchangeClient {
  const { credential, tenantId, giveUpAfterMs, random, onRetry = (): void => undefined } = options;
  const origin = ROOTS[options.cloud];
  const { watch = new NetworkWatch(), patience = new LastPatience(null) } = options;
  const transport = transportOf(options, watch);
  const runEnd = endOf(options.signal, options.deadline);
  setMaxListeners(0, runEnd);
  const guard = new CmdletGuard({ origin, tenantId });
  const limiters = createRateLimiters(options.rates);
  const chain = createChain({
    ...{
      credential,
      origin,
      guard,
      limiters,
      giveUpAfterMs,
      random,
      onRetry,
      runEnd,
      transport,
      watch,
      patience,
    },
  });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    prefer: `odata.maxpagesize=${options.pageSize ?? PAGE_SIZE}`,
    'x-anchormailbox': `${ANCHOR}@${tenantId}`,
  };
  let refusal: GraphFailure | null = null;

  const post = async (url: string, body: string): Promise<Answer> => {
    if (refusal !== null) throw refusal;
    const plan = new RequestPlan({
      ...{ method: 'POST', url, limit: 'exchange', runEnd, budgetMs: giveUpAfterMs, body, headers },
    });
    try {
      await chain.send(plan);
    } catch (error) {
      if (!(error instanceof KnownError) || error.kind !== 'tenant') throw error;
      const failure = failureOfSignIn(error, `${origin}/.default`);
      // Each request would ask for the token again, and be refused as often.
      if (failure.kind === 'refused') refusal = failure;
      throw failure;
    }
    return accepted(plan);
  };

  return {
    origin,
    reader: (call) => {
      const start = pathOf(call, tenantId);
      const body = bodyOf(call);
      const get = async (address: string): Promise<Answer> => {
        if (!TENANT_ID.test(tenantId)) throw unknownTenant(call);
        return post(address.startsWith('/') ? `${origin}${address}` : address, body);
      };
      return { origin, base: origin, method: 'POST', start, get };
    },
    close: () => transport.close(),
  };
}

function accepted(plan: RequestPlan): Answer {
  const { answer } = plan;
  if (answer === null) throw new Error('the request chain ended without an answer');
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw failureOfAnswer(plan, answer);
}

function unknownTenant({ endpoint }: CmdletCall): GraphFailure {
  return new GraphFailure({
    kind: 'rejected',
    request: `POST /adminapi/${endpoint}`,
    status: 0,
    code: 'UnknownTenantId',
    message:
      'Exchange Online is asked by the id of the directory, which neither the credential nor the tenant told',
  });
}
