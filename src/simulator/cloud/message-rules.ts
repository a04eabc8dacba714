import { messageRules, RULE_PROPERTIES } from '../wire/message-rules-json.ts';
import { graphError, jsonAnswer, notFound, type Answer } from './answer.ts';
import { closedAnswer } from './closed-mailbox.ts';
import { refusal, tooManyRequests, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { readPage } from './page.ts';
import { refuseOptions, selectOf, unknownProperty } from './target.ts';
import { slotOfUser } from './users.ts';

const OPTIONS = ['$select', '$top', '$skiptoken'] as const;

/** GET /users/{id}/mailFolders/inbox/messageRules. */
export function answerMessageRules(context: GraphContext, request: GraphRequest): Answer {
  const [, key = '', folders, folder = '', rules, ...rest] = request.segments;
  if (folders !== 'mailFolders' || rules !== 'messageRules' || rest.length > 0) {
    return unknownSegment(folders ?? '');
  }
  const properties = selectOf(request.query) ?? RULE_PROPERTIES;
  const problem = refusal(context, 'inbox-rules') ?? problemWith(request, properties, folder);
  if (problem !== null) return problem;
  const slot = slotOfUser(context, key);
  if (slot < 0) return notFound(key);
  const wait = context.throttle?.enterMailbox(slot) ?? null;
  if (wait !== null) return tooManyRequests(wait);
  const answer = rulesOfMailbox(context, request, slot, key, properties);
  return { ...answer, release: () => context.throttle?.leaveMailbox(slot) };
}

function problemWith({ query }: GraphRequest, properties: readonly string[], folder: string): Answer | null {
  const unknown = properties.find((name) => !RULE_PROPERTIES.includes(name));
  if (unknown !== undefined) return unknownProperty(unknown, 'messageRule');
  if (folder.toLowerCase() === 'inbox') return refuseOptions(query, OPTIONS);
  return graphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
}

function rulesOfMailbox(
  { tenant }: GraphContext,
  request: GraphRequest,
  slot: number,
  key: string,
  properties: readonly string[],
): Answer {
  const account = tenant.accountAt(slot);
  const closed = closedAnswer(tenant.accessOf(account));
  if (closed !== null) return closed;
  const path = `users/${key}/mailFolders/inbox/messageRules`;
  const page = readPage(request, { path, otherwise: 10, most: 1000, scope: `rules ${slot}`, tenant });
  if ('status' in page) return page;
  const rules = messageRules(tenant, account, properties);
  const { start } = page;
  const end = start + page.top;
  const next = page.next(end < rules.length ? end : -1);
  return jsonAnswer(
    `{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users('${key}')/mailFolders('inbox')/messageRules",${next}"value":[${rules.slice(start, end).join(',')}]}`,
  );
}
