import type { Context } from '@microsoft/microsoft-graph-client';
import { GraphFailure, describeRequest, maxDurationReached } from './graph-failure.ts';
import { assertOwnHost, assertReadOnly } from './read-only-guard.ts';
import { Link, planOf, type RequestPlan } from './request-plan.ts';
import { RunDeadlineReached } from './deadline.ts';
import { claimsOf, type TokenKeeper } from './token.ts';
import type { Transport } from './transport.ts';
import { UnusableAnswer } from './unusable-answer.ts';

/**
 * The first link: keeps what the others throw, because the client would wrap it in an error of its own and
 * lose what it was.
 */
export class Outcome extends Link {
  async execute(context: Context): Promise<void> {
    const plan = planOf(context);
    try {
      plan.runEnd.throwIfAborted();
      await this.next(context);
    } catch (error) {
      plan.failure = failureOf(error, describeRequest(plan.method, plan.url));
    }
    context.response = new Response(null, { status: 204 });
  }
}

/** What a request ended with, as its caller is told: the run's end and an unusable answer are failures of Graph's. */
export function failureOf(error: unknown, request: string): Error {
  if (error instanceof RunDeadlineReached) return maxDurationReached(request);
  if (error instanceof UnusableAnswer) {
    const { code, message } = error;
    return new GraphFailure({ kind: 'malformed', request, status: 200, code, message });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** Refuses whatever would write or go elsewhere, before anything else looks at it. */
export class Guard extends Link {
  readonly #origin: string;

  constructor(origin: string) {
    super();
    this.#origin = origin;
  }

  async execute(context: Context): Promise<void> {
    const plan = planOf(context);
    assertReadOnly(plan);
    assertOwnHost(plan, this.#origin);
    await this.next(context);
  }
}

/** Signs in before a turn is taken: waiting for a token has a budget of its own and holds nobody up. */
export class SignIn extends Link {
  readonly #tokens: TokenKeeper;

  constructor(tokens: TokenKeeper) {
    super();
    this.#tokens = tokens;
  }

  async execute(context: Context): Promise<void> {
    await this.#tokens.token(planOf(context).runEnd);
    await this.next(context);
  }
}

/** A claims challenge may follow an expired token; more is a far side that refuses whatever it is given. */
const MOST_RENEWALS = 2;

/** Adds the token; after a 401 (expired, or a claims challenge) gets another, for the next try. */
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
    assertOwnHost(plan, this.#origin);
    const token = await this.#tokens.token(plan.signal);
    plan.headers.authorization = `Bearer ${token}`;
    plan.answer = null;
    plan.renewed = false;
    await this.next(context);
    plan.renewed = isUnauthorised(plan) && (await this.#renew(plan, token));
  }

  async #renew(plan: RequestPlan, refused: string): Promise<boolean> {
    const claims = claimsOf(plan.answer?.headers.get('www-authenticate') ?? null);
    if (plan.renewals.length >= MOST_RENEWALS || plan.renewals.includes(claims ?? '')) {
      plan.note = 'the renewed token was refused too';
      return false;
    }
    plan.renewals.push(claims ?? '');
    const token = await this.#tokens.renew(refused, claims, plan.signal);
    if (token !== refused) return true;
    plan.note = 'the sign-in gave the same token again';
    return false;
  }
}

/** Conditional access may put its claims challenge into a 403: https://learn.microsoft.com/graph/errors */
function isUnauthorised({ answer }: RequestPlan): boolean {
  if (answer?.status !== 403) return answer?.status === 401;
  return claimsOf(answer.headers.get('www-authenticate')) !== null;
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
