import type { Context } from '@microsoft/microsoft-graph-client';
import { classifyFailure, isWorthRetrying } from './classify-failure.ts';
import { errorBodyOf, firstCodeOf } from './error-body.ts';
import { describeRequest, GraphFailure, NOT_FROM_GRAPH } from './graph-failure.ts';
import type { LimitName, RateLimiter, Verdict } from './rate-limiter.ts';
import { Link, planOf, type RequestPlan, type Trouble } from './request-plan.ts';
import { retryAfterMs, retryDelayMs } from './retry.ts';
import { BudgetSpent, pause, Deadline } from './deadline.ts';
import type { Asking, LastPatience } from './last-patience.ts';
import type { NetworkWatch } from './network-watch.ts';
import { NetworkFailure } from './transport.ts';

/** Told before each wait, for the person who watches. */
export type OnRetry = (facts: { request: string; why: string; delayMs: number }) => void;

export interface RetryOptions {
  readonly limiters: Readonly<Record<LimitName, RateLimiter>>;
  readonly random: () => number;
  readonly onRetry: OnRetry;
  readonly watch: NetworkWatch;
  readonly patience: LastPatience;
  /** Where nobody at all has answered for so long, nothing is tried twice. */
  readonly giveUpAfterMs: number;
}

/** How long a try may take then. */
const KNOCK_MS = 30_000;

/** What is refused at random is answered soon; each try waits for its turn besides. */
const LONGEST_AFTER_A_REFUSAL_MS = 10_000;

const NO_ANSWER: Trouble = { status: 0, code: 'NoAnswer', retryAfterMs: null };

/**
 * Keeps the documented rate limit and tries again what a later try can mend, until the budget is spent: a wait that
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
    const deadline = new Deadline(plan.runEnd);
    plan.signal = deadline.signal;
    const last = this.#lastOf(plan, deadline);
    try {
      await this.#tryUntilSpent(context, plan, deadline, last);
    } finally {
      last?.asking.end();
      deadline.end();
    }
  }

  /** Of mailboxes alone: what is left of them is known. Whoever waits as long as it was told to is asked once more. */
  #lastOf(plan: RequestPlan, deadline: Deadline): LastTry | null {
    if (plan.limit !== 'mail' || (plan.once && !plan.isStraggling)) return null;
    const last: LastTry = {
      isOver: false,
      isToldToWait: false,
      asking: this.#options.patience.begin(() => {
        last.isOver = true;
        if (!last.isToldToWait) deadline.spend();
      }),
    };
    if (plan.isStraggling) last.asking.failing();
    return last;
  }

  async #tryUntilSpent(
    context: Context,
    plan: RequestPlan,
    deadline: Deadline,
    lastTry: LastTry | null,
  ): Promise<void> {
    const limiter = this.#options.limiters[plan.limit];
    let last = NO_ANSWER;
    let attempt = 1;
    try {
      const budgetMs = this.#isSilent() ? Math.min(plan.budgetMs, KNOCK_MS) : plan.budgetMs;
      if (plan.isBegun) deadline.start(budgetMs);
      plan.turn = await limiter.enter(deadline.signal);
      // The budget is for what goes wrong: waiting for the first turn is the documented rate limit.
      if (!plan.isBegun) deadline.start(budgetMs);
      plan.sentAt = performance.now();
      for (;;) {
        const trouble = await this.#attempt(context, plan, limiter);
        if (trouble === null && !plan.renewed) return;
        if (trouble !== null) {
          last = trouble;
          if (lastTry !== null) lookAt(lastTry, trouble);
          if (lastTry?.isOver === true) break;
          if (!(await this.#waitAfter(plan, trouble, attempt, deadline))) break;
          attempt += 1;
        }
        plan.turn = await limiter.enter(deadline.signal);
      }
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
    }
    if (!plan.once) throw gaveUp(plan, last, attempt);
    plan.trouble = last;
  }

  /** False when there is no use, or no time, to try again. */
  async #waitAfter(
    plan: RequestPlan,
    trouble: Trouble,
    attempt: number,
    deadline: Deadline,
  ): Promise<boolean> {
    const { random, onRetry, limiters } = this.#options;
    const delayMs = retryDelayMs({
      attempt,
      retryAfterMs: trouble.retryAfterMs,
      random: random(),
      ...(isRefusal(trouble) ? { longestMs: LONGEST_AFTER_A_REFUSAL_MS } : {}),
    });
    if (delayMs > deadline.leftMs || (trouble.status === 0 && this.#isSilent())) return false;
    onRetry({ request: describeRequest(plan.method, plan.url), why: trouble.code, delayMs });
    if (trouble.status === 429) limiters[plan.limit].close(delayMs);
    else if (!plan.once) await pause(delayMs, deadline.signal);
    return !plan.once;
  }

  #isSilent(): boolean {
    const { watch, giveUpAfterMs } = this.#options;
    return watch.silentMs >= giveUpAfterMs;
  }

  async #attempt(context: Context, plan: RequestPlan, limiter: RateLimiter): Promise<Trouble | null> {
    let verdict: Verdict = 'failed';
    try {
      await this.next(context);
      const trouble = troubleOf(plan);
      verdict = verdictOf(trouble);
      return trouble;
    } catch (error) {
      if (!(error instanceof NetworkFailure)) throw error;
      return { status: 0, code: error.code, retryAfterMs: null };
    } finally {
      limiter.answered(plan.turn, verdict);
    }
  }
}

interface LastTry {
  readonly asking: Asking;
  /** It is to be given up. */
  isOver: boolean;
  isToldToWait: boolean;
}

/** Throttling is no failure: it says when to come back. */
function lookAt(last: LastTry, { status, retryAfterMs }: Trouble): void {
  last.isToldToWait = retryAfterMs !== null;
  if (status === 0 || status >= 500) last.asking.failing();
  else last.asking.well();
}

function isRefusal({ classified }: Trouble): boolean {
  return classified?.failureClass === 'licence';
}

/** A refusal says nothing of the load. */
function verdictOf(trouble: Trouble | null): Verdict {
  if (trouble === null || isRefusal(trouble)) return 'answered';
  return trouble.status === 429 ? 'throttled' : 'failed';
}

function troubleOf({ answer, licences }: RequestPlan): Trouble | null {
  if (answer === null) return null;
  const { status, headers } = answer;
  if (status >= 400) {
    const body = errorBodyOf(answer.json);
    const classified = classifyFailure({ status, ...body });
    if (!isWorthRetrying(classified, licences)) return null;
    const code = firstCodeOf(body) || String(status);
    return { status, code, retryAfterMs: retryAfterMs(headers), said: body.message, classified };
  }
  // A page for people with status 200 comes from something on the way, never from Graph.
  const isForPeople = status === 200 && (headers.get('content-type') ?? '').includes('html');
  return isForPeople ? { status, code: NOT_FROM_GRAPH, retryAfterMs: null } : null;
}

function gaveUp(plan: RequestPlan, trouble: Trouble, attempts: number): GraphFailure {
  const { status, code, said = '', classified } = trouble;
  return new GraphFailure({
    ...{ kind: 'gave-up', request: describeRequest(plan.method, plan.url), status, code, said },
    ...(classified === undefined ? {} : { classified }),
    message: `gave up after ${attempts} attempts`,
  });
}
