import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { GraphFailure } from './graph-failure.ts';
import { graphErrorOf } from './middleware.ts';
import { isTransientStatus, retryDelayMs } from './retry.ts';

/** https://learn.microsoft.com/graph/json-batching: at most 20 requests. */
export const BATCH_SIZE = 20;

export interface BatchItem {
  readonly key: string;
  /** Relative to the version: `/users/…`. */
  readonly url: string;
}

/** The last word on one item. `status` 0 where none came. */
export interface ItemAnswer {
  readonly key: string;
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
  /** Transient answers until the budget was spent. */
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

/** Past this many items waiting for their turn again, no fresh one is asked: the mail service is busy. */
const MAX_WAITING = 2_000;

interface Queued extends BatchItem {
  readonly attempt: number;
  readonly firstAskedAt: number | null;
  readonly notBefore: number;
}

/**
 * Asks every item through `$batch`, 20 at a time and `concurrency` batches at once. An item answered 429 or 5xx
 * inside a 200 waits for its own Retry-After and goes again with others; the rest is not held up. Throws
 * `GraphFailure` when a whole batch is refused. When it throws, no answer is being handed over,
 * nor will be, and `items` has ended.
 */
export async function batchGet(client: GraphClient, work: BatchWork): Promise<void> {
  const queue = new Queue(work.items);
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
  const worker = async (): Promise<void> => {
    for (
      let batch = await queue.take(client.signal);
      batch !== null;
      batch = await queue.take(client.signal)
    ) {
      const { settled, again } = await ask(client, batch);
      if (queue.stopped) return;
      if (settled.length > 0) await hand(settled);
      queue.done(again);
    }
  };
  try {
    await Promise.all(Array.from({ length: work.concurrency }, worker));
  } finally {
    await Promise.allSettled([queue.stop(), ...handing]);
  }
}

interface Asked {
  readonly settled: ItemAnswer[];
  readonly again: Queued[];
}

async function ask(client: GraphClient, batch: readonly Queued[]): Promise<Asked> {
  const askedAt = Date.now();
  const requests = batch.map((item, index) => ({
    id: String(index + 1),
    method: 'GET' as const,
    url: item.url,
  }));
  let responses: ReadonlyMap<string, InnerResponse>;
  try {
    responses = responsesById(await client.postBatch(requests));
  } catch (error) {
    if (!(error instanceof GraphFailure) || error.kind !== 'gave-up') throw error;
    const { status, code } = error;
    return {
      settled: batch.map(({ key }) => ({ key, status, code, body: undefined, gaveUp: true })),
      again: [],
    };
  }
  const settled: ItemAnswer[] = [];
  const again: Queued[] = [];
  for (const [index, item] of batch.entries()) {
    const next = judge(client, item, responses.get(String(index + 1)), askedAt);
    if ('attempt' in next) again.push(next);
    else settled.push(next);
  }
  return { settled, again };
}

/** An answer that is not of the documented shape counts as none, so its item is asked again. */
function responsesById(json: unknown): ReadonlyMap<string, InnerResponse> {
  const batch = batchSchema.safeParse(json);
  const answers = (batch.success ? batch.data.responses : []).map((one) => responseSchema.safeParse(one));
  return new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data]])));
}

function judge(
  client: GraphClient,
  item: Queued,
  response: InnerResponse | undefined,
  askedAt: number,
): ItemAnswer | Queued {
  const status = response?.status ?? 0;
  const code = response === undefined ? 'NoAnswerInBatch' : graphErrorOf(response.body).code;
  const answer = {
    key: item.key,
    status,
    code: code || (status < 400 ? '' : String(status)),
    body: response?.body,
  };
  if (response !== undefined && !isTransientStatus(status)) return { ...answer, gaveUp: false };
  const nowMs = Date.now();
  const firstAskedAt = item.firstAskedAt ?? askedAt;
  const delayMs = retryDelayMs({
    attempt: item.attempt + 1,
    retryAfter: retryAfterOf(response),
    nowMs,
    random: client.random(),
  });
  if (nowMs + delayMs - firstAskedAt > client.giveUpAfterMs) return { ...answer, gaveUp: true };
  return {
    key: item.key,
    url: item.url,
    attempt: item.attempt + 1,
    firstAskedAt,
    notBefore: nowMs + delayMs,
  };
}

function retryAfterOf(response: InnerResponse | undefined): string | null {
  for (const [name, value] of Object.entries(response?.headers ?? {})) {
    if (name.toLowerCase() !== 'retry-after') continue;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return null;
}

/** Fresh items as they come, and items that wait for their turn again. */
class Queue {
  readonly #source: AsyncIterator<readonly BatchItem[]>;
  #fresh: BatchItem[] = [];
  #waiting: Queued[] = [];
  #exhausted = false;
  #stopped = false;
  #inFlight = 0;
  #filling: Promise<void> | null = null;
  #changed = signalOnce();

  constructor(source: AsyncIterator<readonly BatchItem[]>) {
    this.#source = source;
  }

  /** Up to 20 items that may go now, or null when there is nothing left, nor anything that could come back. */
  async take(signal: AbortSignal): Promise<Queued[] | null> {
    for (;;) {
      signal.throwIfAborted();
      if (this.#stopped) return null;
      const batch = this.#ready(Date.now());
      if (batch.length === BATCH_SIZE || (batch.length > 0 && this.#cannotGrow())) return this.#go(batch);
      this.#waiting.push(...batch);
      if (!this.#exhausted && this.#waiting.length < MAX_WAITING) await this.#fill();
      else if (this.#exhausted && this.#waiting.length === 0 && this.#inFlight === 0) return null;
      else await this.#pause(signal);
    }
  }

  #cannotGrow(): boolean {
    return this.#exhausted || this.#waiting.length >= MAX_WAITING;
  }

  done(again: readonly Queued[]): void {
    this.#inFlight -= 1;
    this.#waiting.push(...again);
    this.#tell();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#tell();
    await this.#source.return?.();
  }

  #go(batch: Queued[]): Queued[] {
    this.#inFlight += 1;
    return batch;
  }

  #ready(now: number): Queued[] {
    const ready = this.#waiting.filter((item) => item.notBefore <= now).slice(0, BATCH_SIZE);
    if (ready.length > 0) {
      const taken = new Set(ready);
      this.#waiting = this.#waiting.filter((item) => !taken.has(item));
    }
    const room = this.#waiting.length < MAX_WAITING ? BATCH_SIZE - ready.length : 0;
    const fresh = this.#fresh.splice(0, room);
    return [...ready, ...fresh.map((item) => ({ attempt: 0, firstAskedAt: null, notBefore: 0, ...item }))];
  }

  #fill(): Promise<void> {
    this.#filling ??= this.#source.next().then((next) => {
      if (next.done === true) this.#exhausted = true;
      else this.#fresh.push(...next.value);
      this.#filling = null;
      this.#tell();
    });
    return this.#filling;
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const earliest = Math.min(...this.#waiting.map((item) => item.notBefore));
    const waits: Promise<unknown>[] = [this.#changed.promise];
    const timer = new AbortController();
    if (Number.isFinite(earliest)) {
      const options = { signal: AbortSignal.any([signal, timer.signal]) };
      waits.push(sleep(Math.max(1, earliest - Date.now()), undefined, options).catch(() => undefined));
    }
    await Promise.race(waits);
    timer.abort();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = signalOnce();
  }
}

function signalOnce(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
