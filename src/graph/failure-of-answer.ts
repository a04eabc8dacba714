import { classifyFailure, type FailureClass } from './classify-failure.ts';
import { errorBodyOf, firstCodeOf } from './error-body.ts';
import { describeRequest, GraphFailure } from './graph-failure.ts';
import type { RequestPlan } from './request-plan.ts';
import type { Answer } from './transport.ts';

const REFUSED: ReadonlySet<FailureClass> = new Set(['unauthorised', 'permission', 'licence']);

/** Why an answer of Graph or of Exchange Online is no success, which no later try mends. */
export function failureOfAnswer(
  { method, url, note }: Pick<RequestPlan, 'method' | 'url' | 'note'>,
  { status, json }: Pick<Answer, 'status' | 'json'>,
): GraphFailure {
  const body = errorBodyOf(json);
  const classified = classifyFailure({ status, ...body });
  const told = body.message || `unexpected status ${status}`;
  return new GraphFailure({
    kind: REFUSED.has(classified.failureClass) ? 'refused' : 'rejected',
    request: describeRequest(method, url),
    ...{ status, code: firstCodeOf(body), said: body.message, classified },
    message: note === '' ? told : `${told} (${note})`,
  });
}
