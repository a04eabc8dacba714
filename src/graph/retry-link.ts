import type { Context } from '@microsoft/microsoft-graph-client';
import { describeRequest, GraphFailure, graphErrorOf, NOT_FROM_GRAPH } from './graph-failure.ts';
import type { LimitName, Pace, Verdict } from './pace.ts';
import { Link, planOf, type RequestPlan, type Trouble } from './request-plan.ts';
import { isTransient, retryDelayMs } from './retry.ts';
import { BudgetSpent, pause, TimeBound } from './time-bound.ts';
import { NetworkFailure } from './transport.ts';

/** Told before each wait, for the person who watches. */
export type OnRetry = (facts: { request: string; why: string; delayMs: number }) => void;

export interface RetryOptions {
  readonly paces: Readonly<Record<LimitName, Pace>>;
  readonly random: () => number;
  readonly onRetry: OnRetry;
}

const NO_ANSWER: Trouble = { status: 0, code: 'NoAnswer', retryAfter: null };

/**
 * Keeps the documented pace and tries again what a later try can mend, until the budget is spent: a wait that
 * would pass it is not begun, and a try that does is cut.
 */
export class Retry extends Link {
  readonly #options: RetryOptions;

  constructor(options: RetryOptions) {
    super();
    this.#options = options;
  }

  async execute(context: Context): Promise<void> {
    const plan = planOf(context);
    const bound = new TimeBound(plan.runEnd);
    plan.signal = bound.signal;
    try {
      await this.#tryUntilSpent(context, plan, bound);
    } finally {
      bound.end();
    }
  }

  async #tryUntilSpent(context: Context, plan: RequestPlan, bound: TimeBound): Promise<void> {
    const pace = this.#options.paces[plan.limit];
    let last = NO_ANSWER;
    let attempt = 1;
    try {
      if (plan.isBegun) bound.start(plan.budgetMs);
      plan.turn = await pace.enter(bound.signal);
      // The budget is for what goes wrong: waiting for the first turn is the documented pace.
      if (!plan.isBegun) bound.start(plan.budgetMs);
      plan.sentAt = Date.now();
      for (;;) {
        const trouble = await this.#attempt(context, plan, pace);
        if (trouble === null && !plan.renewed) return;
        if (trouble !== null) {
          last = trouble;
          if (!(await this.#waitAfter(plan, trouble, attempt, bound))) break;
          attempt += 1;
        }
        plan.turn = await pace.enter(bound.signal);
      }
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
    }
    if (!plan.once) throw gaveUp(plan, last, attempt);
    plan.trouble = last;
  }

  /** False when there is no use, or no time, to try again. */
  async #waitAfter(plan: RequestPlan, trouble: Trouble, attempt: number, bound: TimeBound): Promise<boolean> {
    const { random, onRetry, paces } = this.#options;
    const delayMs = retryDelayMs({
      attempt,
      retryAfter: trouble.retryAfter,
      nowMs: Date.now(),
      random: random(),
    });
    if (delayMs > bound.leftMs) return false;
    onRetry({ request: describeRequest(plan.method, plan.url), why: trouble.code, delayMs });
    if (trouble.status === 429) paces[plan.limit].close(delayMs);
    else if (!plan.once) await pause(delayMs, bound.signal);
    return !plan.once;
  }

  async #attempt(context: Context, plan: RequestPlan, pace: Pace): Promise<Trouble | null> {
    let verdict: Verdict = 'failed';
    try {
      await this.next(context);
      const trouble = troubleOf(plan);
      verdict = trouble === null ? 'answered' : trouble.status === 429 ? 'throttled' : 'failed';
      return trouble;
    } catch (error) {
      if (!(error instanceof NetworkFailure)) throw error;
      return { status: 0, code: error.code, retryAfter: null };
    } finally {
      pace.answered(plan.turn, verdict);
    }
  }
}

function troubleOf({ answer }: RequestPlan): Trouble | null {
  if (answer === null) return null;
  const { status, headers } = answer;
  const code = graphErrorOf(answer.json).code || String(status);
  if (isTransient({ status, code })) {
    return { status, code, retryAfter: headers.get('retry-after') };
  }
  // A page for people with status 200 comes from something on the way, never from Graph.
  const isForPeople = status === 200 && (headers.get('content-type') ?? '').includes('html');
  return isForPeople ? { status, code: NOT_FROM_GRAPH, retryAfter: null } : null;
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
