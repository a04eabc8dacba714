import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Classified, HeldLicences } from './classify-failure.ts';
import type { LimitName } from './rate-limiter.ts';
import type { Answer } from './transport.ts';

interface RequestFacts {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly limit: LimitName;
  /** Aborted when the run is interrupted or its time is over. */
  readonly runEnd: AbortSignal;
  /** How long the request may take from its first turn on, all its tries and waits together. */
  readonly budgetMs: number;
  /** The budget runs already: waiting for the first turn is on it too. */
  readonly isBegun?: boolean;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a later try could mend is left in `trouble`, for a caller who asks again by itself. */
  readonly once?: boolean;
  /** It asks for nothing but what failed before. */
  readonly isStraggling?: boolean;
  /** Licences of the tenant, for a request that Graph may refuse for want of one; left out for any other. */
  readonly licences?: HeldLicences | undefined;
}

/** What went wrong with one try and a later one can mend. */
export interface Trouble {
  /** 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  /** How long the answer asked to wait; null where it asked nothing. */
  readonly retryAfterMs: number | null;
  /** The far side's own sentence, without people. */
  readonly said?: string;
  /** What the answer's whole body told; left out where no answer came. */
  readonly classified?: Classified;
}

/**
 * What one request is, carried through the client's chain as its middleware option. The address is kept
 * here as it was given, because the client takes a nextLink apart and puts it together again.
 */
export class RequestPlan {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly limit: LimitName;
  readonly runEnd: AbortSignal;
  readonly budgetMs: number;
  readonly body: string | undefined;
  readonly once: boolean;
  readonly isBegun: boolean;
  readonly isStraggling: boolean;
  readonly licences: HeldLicences | undefined;
  readonly headers: Record<string, string>;
  /** Ends the try under way: the run's end, and from the first turn on the budget's. */
  signal: AbortSignal;
  /** When the first turn came, by `performance.now()`; null before. */
  sentAt: number | null = null;
  turn = 0;
  answer: Answer | null = null;
  trouble: Trouble | null = null;
  /** Claims of the 401 answers that brought another token. */
  readonly renewals: string[] = [];
  /** The last answer was a 401 and there is another token now. */
  renewed = false;
  /** What the reader should know beside the far side's own message. */
  note = '';
  failure: Error | null = null;

  constructor(facts: RequestFacts) {
    this.method = facts.method;
    this.url = facts.url;
    this.limit = facts.limit;
    this.runEnd = facts.runEnd;
    this.signal = facts.runEnd;
    this.budgetMs = facts.budgetMs;
    this.body = facts.body;
    this.once = facts.once ?? false;
    this.isBegun = facts.isBegun ?? false;
    this.isStraggling = facts.isStraggling ?? false;
    this.licences = facts.licences;
    this.headers = { accept: 'application/json', ...facts.headers };
  }
}

export function planOf(context: Context): RequestPlan {
  const plan: unknown = context.middlewareControl?.getMiddlewareOptions(RequestPlan);
  if (!(plan instanceof RequestPlan)) throw new Error('a request reached the chain without its plan');
  return plan;
}

/** One link of the client's chain. */
export abstract class Link implements Middleware {
  #next: Middleware | null = null;

  setNext(next: Middleware): void {
    this.#next = next;
  }

  protected async next(context: Context): Promise<void> {
    if (this.#next === null) throw new Error('the middleware chain ends too early');
    await this.#next.execute(context);
  }

  abstract execute(context: Context): Promise<void>;
}
