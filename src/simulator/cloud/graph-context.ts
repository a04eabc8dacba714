import type { Tenant } from '../tenant/tenant.ts';
import type { Answer, CloudRequest } from './answer.ts';
import type { Presence } from './presence.ts';
import type { Target } from './target.ts';
import type { Throttle } from './throttle.ts';

/** Answers one request of a batch by asking the cloud for a target (path after the host), or leaves it out. */
export type AnswerItem = (target: string, ask: (target: string) => Answer) => Answer | null;

/** What every part of Graph answers from. */
export interface GraphContext {
  readonly tenant: Tenant;
  readonly throttle: Throttle | null;
  readonly presence: Presence;
  /** Whether a person signed in, rather than an application. */
  readonly delegated: boolean;
  /** Stands between a batch and its requests. */
  readonly answerItem: AnswerItem;
  /** A short-lived address of a report's download. */
  downloadUrl(report: string, period: number): string;
}

/** A GET of Graph's, taken apart; segments begin after the version. */
export interface GraphRequest extends Target {
  readonly version: 'v1.0' | 'beta';
  readonly headers: CloudRequest['headers'];
}

/** Whether the request carries what advanced queries need. */
export function isEventual(request: GraphRequest): boolean {
  return request.headers.consistencylevel?.toLowerCase() === 'eventual';
}
