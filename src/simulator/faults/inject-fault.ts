import type { Answer, Connection } from '../cloud/answer.ts';
import { premiumRefused } from '../cloud/premium-refused.ts';
import { failure, serverBusy } from './failure.ts';
import type { TransientFault } from './fault-kinds.ts';
import type { Place } from './place.ts';
import { cutCsv, cutJson, garbledCsv, garbledJson, HTML, padded, textOf } from './spoilt-body.ts';

const BREAKS: ReadonlyMap<TransientFault['kind'], NonNullable<Connection['breakAt']>> = new Map([
  ['reset-before', 'before'],
  ['reset-within-headers', 'within-headers'],
  ['reset-within-body', 'within'],
  ['reset-after', 'after'],
]);

const SPOILING: ReadonlyMap<TransientFault['kind'], (text: string) => string> = new Map([
  ['truncated-json', cutJson],
  ['malformed-json', garbledJson],
  ['truncated-csv', cutCsv],
  ['malformed-csv', garbledCsv],
  ['html-body', () => HTML],
]);

/**
 * What the answer becomes under a fault; `ask` gives what it would have been. `nowMs`: milliseconds since 1970,
 * for times to wait that are written as dates.
 */
export function injectFault(fault: TransientFault, place: Place, ask: () => Answer, nowMs: number): Answer {
  if (fault.kind === 'throttled') return failure(place, 429, waitOf(fault, nowMs));
  if (fault.kind === 'unavailable') return failure(place, 503, waitOf(fault, nowMs));
  if (fault.kind === 'premium-refused') return premiumRefused();
  if (fault.kind === 'server-busy') return serverBusy();
  if (fault.kind === 'status') return failure(place, fault.status, {});
  const answer = ask();
  const breakAt = BREAKS.get(fault.kind);
  if (breakAt !== undefined) return { ...answer, connection: { breakAt } };
  if (fault.kind === 'slow-headers') {
    return { ...answer, connection: { headersAfterMs: fault.milliseconds } };
  }
  if (fault.kind === 'slow-body') return { ...answer, connection: { bodyOverMs: fault.milliseconds } };
  // Only a good answer can be spoilt.
  return answer.status === 200 ? spoilt(fault, place, answer) : answer;
}

function spoilt(fault: TransientFault, place: Place, answer: Answer): Answer {
  if (fault.kind === 'answer-too-large') {
    return { ...answer, body: padded(textOf(answer), place, fault.megabytes) };
  }
  const spoil = SPOILING.get(fault.kind);
  if (spoil === undefined) return answer;
  const type = fault.kind === 'html-body' ? { 'content-type': 'text/html; charset=utf-8' } : {};
  return { ...answer, headers: { ...answer.headers, ...type }, body: spoil(textOf(answer)) };
}

type Waiting = Extract<TransientFault, { kind: 'throttled' | 'unavailable' }>;

function waitOf({ retryAfter = 'integer', seconds = 1 }: Waiting, nowMs: number): Record<string, string> {
  switch (retryAfter) {
    case 'integer':
      return { 'retry-after': String(Math.ceil(seconds)) };
    case 'fraction':
      return { 'retry-after': seconds.toFixed(3) };
    case 'http-date': {
      const wholeSecond = Math.ceil(nowMs / 1000 + seconds) * 1000;
      return { 'retry-after': new Date(wholeSecond).toUTCString() };
    }
    case 'absent':
      return {};
  }
}
