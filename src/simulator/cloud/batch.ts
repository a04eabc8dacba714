import { z } from 'zod';
import { hash32 } from '../tenant/hash.ts';
import {
  graphError,
  jsonAnswer,
  methodNotAllowed,
  type Answer,
  type AnsweredItem,
  type CloudRequest,
} from './answer.ts';
import { answerGraph } from './graph.ts';
import type { GraphContext } from './graph-context.ts';

const MOST = 20;

const batchSchema = z.object({
  requests: z.array(
    z.object({
      id: z.string().min(1),
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
type Item = z.infer<typeof batchSchema>['requests'][number];

/**
 * POST /v1.0/$batch and /beta/$batch: up to 20 requests, each answered with a status of its own, in an order that
 * `turn` decides. Graph forwards at most four to a mailbox at once, so a batch never crowds one out.
 */
export function answerBatch(context: GraphContext, request: CloudRequest, turn: number): Answer {
  if (request.method !== 'POST') return methodNotAllowed();
  const items = readItems(request.body);
  if (items === null) return graphError(400, 'BadRequest', 'Invalid batch payload format.');
  if (items.length > MOST) {
    return graphError(
      400,
      'BadRequest',
      `Number of batch request steps exceeds the maximum value of ${MOST}.`,
    );
  }
  if (new Set(items.map(({ id }) => id.toLowerCase())).size < items.length) {
    return graphError(400, 'BadRequest', 'Request ids must be unique within a batch.');
  }
  const version = request.target.startsWith('/beta/') ? 'beta' : 'v1.0';
  const releases: (() => void)[] = [];
  const told: AnsweredItem[] = [];
  const answers = items.flatMap((item) => {
    const answer = answerItem(context, version, item);
    told.push({ id: item.id, url: item.url, status: answer?.status ?? 0 });
    if (answer?.release !== undefined) releases.push(answer.release);
    return answer === null ? [] : [writeItem(item, answer)];
  });
  const answer = jsonAnswer(
    `{"responses":[${shuffle(answers, hash32(context.tenant.seed, turn)).join(',')}]}`,
  );
  return { ...answer, items: told, release: () => releases.forEach((release) => release()) };
}

/** The requests that a batch holds; null for a body that is no batch. */
export function readItems(body: string): Item[] | null {
  try {
    return batchSchema.safeParse(JSON.parse(body)).data?.requests ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function answerItem(
  context: GraphContext,
  version: string,
  { method, url, headers = {} }: Item,
): Answer | null {
  if (!url.startsWith('/')) return graphError(400, 'BadRequest', 'Batch request URLs are relative.');
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return context.answerItem(`/${version}${url}`, (target) =>
    answerGraph(context, method.toUpperCase(), target, lower),
  );
}

function writeItem({ id }: Item, { status, headers, body }: Answer): string {
  const text = typeof body === 'string' ? body : '';
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const content = text === '' ? '' : `,"body":${isJson ? text : JSON.stringify(text)}`;
  return `{"id":${JSON.stringify(id)},"status":${status},"headers":${writeHeaders(headers)}${content}}`;
}

const written = new WeakMap<object, string>();

function writeHeaders(headers: Answer['headers']): string {
  const known = written.get(headers);
  if (known !== undefined) return known;
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replace(/(^|-)[a-z]/g, (c) => c.toUpperCase()),
      value,
    ]),
  );
  const json = JSON.stringify({ 'Cache-Control': 'no-cache', ...named });
  written.set(headers, json);
  return json;
}

function shuffle<T>(list: readonly T[], seed: number): T[] {
  return list
    .map((item, i) => ({ item, rank: hash32(seed, i) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
