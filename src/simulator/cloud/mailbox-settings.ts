import type { Account } from '../tenant/layout.ts';
import { jsonAnswer, notFound, type Answer } from './answer.ts';
import { refusal, unknownSegment } from './graph-refusal.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { closedAnswer } from './closed-mailbox.ts';
import { refuseOptions, selectOf, unknownProperty } from './target.ts';
import { slotOfUser } from './users.ts';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#users';

/** GET /users/{id}/mailboxSettings and /users/{id}/mailboxSettings/userPurpose. */
export function answerMailboxSettings(context: GraphContext, request: GraphRequest): Answer {
  const [, key = '', , property, ...rest] = request.segments;
  if (rest.length > 0 || (property !== undefined && property !== 'userPurpose')) {
    return unknownSegment(rest[0] ?? property ?? '');
  }
  const problem = refusal(context, 'inbox-rules') ?? refuseOptions(request.query, ['$select']);
  if (problem !== null) return problem;
  const slot = slotOfUser(context, key);
  if (slot < 0) return notFound(key);
  const account = context.tenant.accountAt(slot);
  const closed = closedAnswer(context.tenant.accessOf(account));
  if (closed !== null) return closed;
  const purpose = purposeOf(account);
  const path = `${CONTEXT}('${key}')/mailboxSettings`;
  if (property !== undefined) {
    return jsonAnswer(JSON.stringify({ '@odata.context': `${path}/userPurpose`, value: purpose }));
  }
  const settings: Record<string, unknown> = {
    userPurpose: context.tenant.overrides.userPurposeShape === 'object' ? { value: purpose } : purpose,
    timeZone: 'Eastern Standard Time',
    dateFormat: 'yyyy-MM-dd',
    timeFormat: 'HH:mm',
    language: { locale: 'fr-CA', displayName: 'Français (Canada)' },
  };
  const names = selectOf(request.query) ?? Object.keys(settings);
  const unknown = names.find((name) => !(name in settings));
  if (unknown !== undefined) return unknownProperty(unknown, 'mailboxSettings');
  const chosen = Object.fromEntries(names.map((name) => [name, settings[name]]));
  return jsonAnswer(JSON.stringify({ '@odata.context': path, ...chosen }));
}

function purposeOf({ segment: { kind } }: Account): string {
  if (kind === 'room' || kind === 'equipment') return kind;
  return kind === 'shared' || kind === 'shared-licensed' ? 'shared' : 'user';
}
