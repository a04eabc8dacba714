import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeRequest, GraphFailure } from './graph-failure.ts';
import type { LimitName, Pace } from './pace.ts';
import { assertReadOnly } from './read-only-guard.ts';
import { isTransientStatus, retryDelayMs } from './retry.ts';
import { claimsOf, type TokenKeeper } from './token.ts';
import { NetworkFailure, type Answer, type Transport } from './transport.ts';

/**
 * What one request is, carried through the client's chain as its middleware option. The address is kept
 * here as it was given, because the client takes a nextLink apart and puts it together again.
 */
export class RequestPlan {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly limit: LimitName;
  readonly signal: AbortSignal;
  readonly body: string | undefined;
  readonly headers: Record<string, string>;
  answer: Answer | null = null;
  failure: Error | null = null;

  constructor(facts: {
    method: 'GET' | 'POST';
    url: string;
    limit: LimitName;
    signal: AbortSignal;
    body?: string | undefined;
    headers?: Readonly<Record<string, string>> | undefined;
  }) {
    this.method = facts.method;
    this.url = facts.url;
    this.limit = facts.limit;
    this.signal = facts.signal;
    this.body = facts.body;
    this.headers = { accept: 'application/json', ...facts.headers };
  }
}

function planOf(context: Context): RequestPlan {
  const plan: unknown = context.middlewareControl?.getMiddlewareOptions(RequestPlan);
  if (!(plan instanceof RequestPlan)) throw new Error('a request reached the chain without its plan');
  return plan;
}

abstract class Link implements Middleware {
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

/**
 * The first link: keeps what the others throw, because the client would wrap it in an error of its own and
 * lose what it was.
 */
export class Outcome extends Link {
  async execute(context: Context): Promise<void> {
    const plan = planOf(context);
    try {
      await this.next(context);
    } catch (error) {
      plan.failure = error instanceof Error ? error : new Error(String(error));
    }
    context.response = new Response(null, { status: 204 });
  }
}

/** Refuses whatever would write, before anything else looks at it. */
export class ReadOnlyGuard extends Link {
  async execute(context: Context): Promise<void> {
    assertReadOnly(planOf(context));
    await this.next(context);
  }
}

export interface RetryOptions {
  readonly paces: Readonly<Record<LimitName, Pace>>;
  /** How long one request may take, all its tries and waits together. */
  readonly giveUpAfterMs: number;
  readonly random: () => number;
  /** Told before each wait, for the person who watches. */
  readonly onRetry?: (facts: { request: string; why: string; delayMs: number }) => void;
}

/** Keeps the documented pace and tries again what a later try can mend, until the budget is spent. */
export class Retry extends Link {
  readonly #options: RetryOptions;

  constructor(options: RetryOptions) {
    super();
    this.#options = options;
  }

  async execute(context: Context): Promise<void> {
    const plan = planOf(context);
    const pace = this.#options.paces[plan.limit];
    await pace.enter(plan.signal);
    // The budget is for what goes wrong: waiting for the first turn is the documented pace.
    const startedAt = Date.now();
    for (let attempt = 1; ; attempt += 1) {
      if (attempt > 1) await pace.enter(plan.signal);
      const trouble = await this.#attempt(context, plan, pace);
      if (trouble === null) return;
      const nowMs = Date.now();
      const delayMs = retryDelayMs({
        attempt,
        retryAfter: trouble.retryAfter,
        nowMs,
        random: this.#options.random(),
      });
      if (nowMs + delayMs - startedAt > this.#options.giveUpAfterMs) throw gaveUp(plan, trouble, attempt);
      this.#options.onRetry?.({
        request: describeRequest(plan.method, plan.url),
        why: trouble.code,
        delayMs,
      });
      if (trouble.status === 429) pace.close(delayMs);
      else await sleep(delayMs, undefined, { signal: plan.signal });
    }
  }

  async #attempt(context: Context, plan: RequestPlan, pace: Pace): Promise<Trouble | null> {
    try {
      await this.next(context);
    } catch (error) {
      if (!(error instanceof NetworkFailure)) throw error;
      return { status: 0, code: error.code, retryAfter: null };
    } finally {
      pace.answered();
    }
    const { answer } = plan;
    if (answer === null || !isTransientStatus(answer.status)) return null;
    const { code } = graphErrorOf(answer.json);
    return {
      status: answer.status,
      code: code || String(answer.status),
      retryAfter: answer.headers.get('retry-after'),
    };
  }
}

interface Trouble {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: string | null;
}

function gaveUp(plan: RequestPlan, trouble: Trouble, attempts: number): GraphFailure {
  return new GraphFailure({
    kind: 'gave-up',
    request: describeRequest(plan.method, plan.url),
    status: trouble.status,
    code: trouble.code,
    message: `gave up after ${attempts} attempts`,
  });
}

/** Adds the token, and asks for another once when the answer is 401 (expired, or a claims challenge). */
export class Authorisation extends Link {
  readonly #tokens: TokenKeeper;
  readonly #origin: string;

  constructor(tokens: TokenKeeper, origin: string) {
    super();
    this.#tokens = tokens;
    this.#origin = origin;
  }

  async execute(context: Context): Promise<void> {
    const plan = planOf(context);
    if (new URL(plan.url).origin !== this.#origin) {
      throw new GraphFailure({
        kind: 'forbidden',
        request: describeRequest(plan.method, plan.url),
        status: 0,
        code: 'ForeignHost',
        message: `the token for ${this.#origin} is sent nowhere else`,
      });
    }
    const token = await this.#tokens.token();
    plan.headers.authorization = `Bearer ${token}`;
    await this.next(context);
    if (plan.answer?.status !== 401) return;
    const claims = claimsOf(plan.answer.headers.get('www-authenticate'));
    plan.headers.authorization = `Bearer ${await this.#tokens.renew(token, claims)}`;
    await this.next(context);
  }
}

/** The last link: sends, and leaves the answer in the plan. */
export class Sender extends Link {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super();
    this.#transport = transport;
  }

  async execute(context: Context): Promise<void> {
    const plan = planOf(context);
    plan.answer = await this.#transport.send(plan);
  }
}

/** Graph's error code and message: `{ error: { code, message } }`; empty strings where they are missing. */
export function graphErrorOf(json: unknown): { code: string; message: string } {
  const error = field(json, 'error');
  return { code: textOf(field(error, 'code')), message: textOf(field(error, 'message')) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
