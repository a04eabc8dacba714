import { z } from 'zod';
import { CircuitBreaker } from './circuit-breaker.ts';
import { BatchQueue, isFailing, type BatchItem, type Queued } from './batch-queue.ts';
import type { BatchReply, GraphClient } from './client.ts';
import { classifyFailure, isWorthRetrying, type FailureClass } from './classify-failure.ts';
import { errorBodyOf, firstCodeOf, tellsError } from './error-body.ts';
import { GraphFailure, MAX_DURATION, NOT_FROM_GRAPH } from './graph-failure.ts';
import type { Trouble } from './request-plan.ts';
import { parseRetryAfter, retryDelayMs } from './retry.ts';

export type { BatchItem };

/** The last word on one item. `status` 0 where none came. */
export interface ItemAnswer {
  readonly key: string;
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
  /** Why it is no success; null for a success, and where no answer came. */
  readonly failureClass: FailureClass | null;
  /** Transient answers until the budget was spent, or the run's time was over (code `MAX_DURATION`). */
  readonly gaveUp: boolean;
}

export interface BatchWork {
  readonly items: AsyncIterator<readonly BatchItem[]>;
  /** Batches in flight at most. */
  readonly concurrency: number;
  /** Called for every batch with the items that are settled; the worker waits for it. */
  readonly onAnswers: (answers: readonly ItemAnswer[]) => Promise<void>;
}

const responseSchema = z.object({
  id: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.unknown().optional(),
});
const batchSchema = z.object({ responses: z.array(z.unknown()) });
type InnerResponse = z.infer<typeof responseSchema>;

/** How often an item may be answered 401 and asked again with another token. */
const MOST_RENEWALS = 2;

/** So many throttled items in one batch, and half of it at least, are the mail service's word to everybody. */
const MANY_THROTTLED = 4;

/**
 * Asks every item through `$batch`, 20 at a time and `concurrency` batches at once. An item answered 429 or 5xx
 * inside a 200 waits for its own Retry-After and goes again with others; the rest is held up only when many
 * items of a batch were throttled. The items of a batch that failed as a whole go again too, each within its own
 * budget. Throws `GraphFailure` when a whole batch is refused, or nothing was answered for long. When it throws, no answer is being handed over,
 * nor will be, and `items` has ended.
 */
export async function batchGet(client: GraphClient, work: BatchWork): Promise<void> {
  const queue = new BatchQueue(work.items, client);
  const handing = new Set<Promise<void>>();
  const hand = async (answers: readonly ItemAnswer[]): Promise<void> => {
    const handed = work.onAnswers(answers);
    handing.add(handed);
    try {
      await handed;
    } finally {
      handing.delete(handed);
    }
  };
  const breaker = new CircuitBreaker(client.giveUpAfterMs);
  const asking = client.patience.begin(() => queue.hurry());
  let isAnswered = false;
  queue.onChange = () => {
    if (isAnswered && queue.isOfStragglers) asking.failing();
    else asking.well();
  };
  const worker = async (): Promise<void> => {
    for (let batch = await queue.take(); batch !== null; batch = await queue.take()) {
      breaker.asked(performance.now());
      const { settled, again } = await ask(client, batch, queue);
      isAnswered ||= settled.some(({ gaveUp }) => !gaveUp);
      if (queue.stopped) return;
      if (settled.length > 0) await hand(settled);
      count(breaker, settled, performance.now());
      queue.done(batch, again);
    }
  };
  try {
    await Promise.all(Array.from({ length: work.concurrency }, worker));
  } finally {
    asking.end();
    await Promise.allSettled([queue.stop(), ...handing]);
  }
}

/** Throws `GraphFailure` (gave-up) when nothing has been answered for too long. */
function count(breaker: CircuitBreaker, answers: readonly ItemAnswer[], nowMs: number): void {
  const lost = answers.filter(({ gaveUp, code }) => gaveUp && code !== MAX_DURATION);
  if (lost.length < answers.length) {
    breaker.answered();
    return;
  }
  if (!breaker.failed(lost.length, nowMs)) return;
  const { status = 0, code = '' } = lost.at(-1) ?? {};
  const message = `${breaker.givenUp} items in a row were given up`;
  throw new GraphFailure({ kind: 'gave-up', request: 'POST /v1.0/$batch', status, code, message });
}

interface Asked {
  readonly settled: ItemAnswer[];
  readonly again: Queued[];
}

async function ask(client: GraphClient, batch: readonly Queued[], queue: BatchQueue): Promise<Asked> {
  const now = performance.now();
  const isOver = (item: Queued): boolean => queue.isHurried && !item.isToldToWait;
  const going = batch.filter((item) => !isOver(item) && leftMs(client, item, now) > 0);
  const late = batch.filter((item) => !going.includes(item)).map(gaveUp);
  if (going.length === 0) return { settled: late, again: [] };
  const reply = await post(client, going, now);
  if (reply === null) return { settled: batch.map(cutOff), again: [] };
  const { settled, again } = judgeBatch(client, going, reply);
  if (again.some(({ last }) => last.status === 401)) await reply.renewToken();
  if (queue.isHurried) return { settled: [...late, ...settled, ...again.map(gaveUp)], again: [] };
  return { settled: [...late, ...settled], again };
}

/** Null when the run's time was over meanwhile. */
async function post(client: GraphClient, batch: readonly Queued[], now: number): Promise<BatchReply | null> {
  const requests = batch.map(({ url }, index) => ({ id: String(index + 1), method: 'GET' as const, url }));
  const budgetMs = Math.min(...batch.map((item) => leftMs(client, item, now)));
  const isBegun = batch.some(({ firstAskedAt }) => firstAskedAt !== null);
  try {
    const isStraggling = batch.every(isFailing);
    return await client.postBatch(requests, { budgetMs, isBegun, isStraggling });
  } catch (error) {
    if (error instanceof GraphFailure && error.code === MAX_DURATION) return null;
    throw error;
  }
}

function leftMs(client: GraphClient, { firstAskedAt }: Queued, now: number): number {
  return firstAskedAt === null ? client.giveUpAfterMs : firstAskedAt + client.giveUpAfterMs - now;
}

function judgeBatch(client: GraphClient, batch: readonly Queued[], reply: BatchReply): Asked {
  const { sentAt } = reply;
  if (sentAt === null) return judgeUnsent(client, batch);
  const responses = responsesById(reply.json);
  const settled: ItemAnswer[] = [];
  const again: Queued[] = [];
  const throttledForMs: number[] = [];
  for (const [index, item] of batch.entries()) {
    const inner = responses.get(String(index + 1));
    const answer = reply.trouble === null ? innerAnswer(inner, reply.answeredAt) : outerAnswer(reply.trouble);
    const next = judge(client, item, answer, sentAt);
    if (!('attempt' in next)) settled.push(next);
    else {
      again.push(next);
      if (answer.status === 429) throttledForMs.push(next.notBefore - performance.now());
    }
  }
  const many = Math.max(MANY_THROTTLED, batch.length / 2);
  if (reply.trouble === null && throttledForMs.length >= many) reply.slowDown(median(throttledForMs));
  return { settled, again };
}

/** The budget of some items ended while the batch waited for its turn: the others wait on. */
function judgeUnsent(client: GraphClient, batch: readonly Queued[]): Asked {
  const now = performance.now();
  const again = batch.filter((item) => leftMs(client, item, now) > 0);
  return { settled: batch.filter((item) => !again.includes(item)).map(gaveUp), again };
}

/** The typical Retry-After: one mailbox's own long wait is not everybody's. */
function median(delays: readonly number[]): number {
  const sorted = [...delays].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** An answer that is not of the documented shape, or that came twice, counts as none: its item is asked again. */
function responsesById(json: unknown): ReadonlyMap<string, InnerResponse> {
  const batch = batchSchema.safeParse(json);
  const answers = (batch.success ? batch.data.responses : []).map((one) => responseSchema.safeParse(one));
  const byId = new Map<string, InnerResponse>();
  const twice = new Set<string>();
  for (const { data } of answers) {
    if (data === undefined) continue;
    if (byId.has(data.id)) twice.add(data.id);
    byId.set(data.id, data);
  }
  for (const id of twice) byId.delete(id);
  return byId;
}

interface InnerAnswer {
  /** 0 where none came. */
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | null;
  readonly body: unknown;
  readonly failureClass: FailureClass | null;
  readonly isTransient: boolean;
}

/** A batch that failed as a whole is the same trouble for each of its items. */
function outerAnswer({ status, code, retryAfterMs, classified }: Trouble): InnerAnswer {
  const failureClass = classified?.failureClass ?? null;
  return { status, code, retryAfterMs, body: undefined, failureClass, isTransient: true };
}

/** `answeredAt`: when the batch was answered, by the far side's own clock. */
function innerAnswer(response: InnerResponse | undefined, answeredAt: number | null): InnerAnswer {
  if (response === undefined) return outerAnswer({ status: 0, code: 'NoAnswerInBatch', retryAfterMs: null });
  const { status, body } = response;
  const told = errorBodyOf(body);
  const code = firstCodeOf(told) || (status < 400 ? '' : String(status));
  const retryAfterMs = parseRetryAfter(retryAfterOf(response), answeredAt ?? Date.now());
  // A page for people, or an error, with status 200 comes from something on the way, never from Graph.
  if (status === 200 && (typeof body === 'string' || tellsError(body)))
    return outerAnswer({ status, code: NOT_FROM_GRAPH, retryAfterMs });
  if (status < 400) return { status, code, retryAfterMs, body, failureClass: null, isTransient: false };
  const classified = classifyFailure({ status, ...told });
  const { failureClass } = classified;
  return {
    status,
    code,
    retryAfterMs,
    body,
    failureClass,
    isTransient: isWorthRetrying(classified, undefined),
  };
}

function judge(client: GraphClient, item: Queued, answer: InnerAnswer, sentAt: number): ItemAnswer | Queued {
  const { status, code, retryAfterMs, body, failureClass } = answer;
  const { key, url } = item;
  // The token expired while the batch was worked on; one that is refused again was not the reason.
  const isStale = status === 401 && item.attempt < MOST_RENEWALS;
  if (!answer.isTransient && !isStale) return { key, status, code, body, failureClass, gaveUp: false };
  const nowMs = performance.now();
  const attempt = item.attempt + 1;
  const asked = {
    key,
    url,
    attempt,
    firstAskedAt: item.firstAskedAt ?? sentAt,
    last: { status, code, body, failureClass },
  };
  const delayMs = retryDelayMs({ attempt, retryAfterMs, random: client.random() });
  const next = { ...asked, notBefore: nowMs + delayMs, isToldToWait: retryAfterMs !== null };
  return delayMs > leftMs(client, next, nowMs) ? gaveUp(next) : next;
}

function gaveUp({ key, last }: Queued): ItemAnswer {
  return { key, ...last, gaveUp: true };
}

function cutOff({ key }: Queued): ItemAnswer {
  return { key, status: 0, code: MAX_DURATION, body: undefined, failureClass: null, gaveUp: true };
}

function retryAfterOf(response: InnerResponse): string | null {
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    if (name.toLowerCase() !== 'retry-after') continue;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return null;
}
