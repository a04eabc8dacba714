import { graphError, textAnswer, type Answer } from '../cloud/answer.ts';
import { exchangeFailure } from '../cloud/exchange-answer.ts';
import type { Place } from './place.ts';

/** Code and message by which Graph names a status, as seen in its documents and logs. */
const GRAPH_CODES: ReadonlyMap<number, readonly [string, string]> = new Map([
  [429, ['TooManyRequests', 'Please retry again later.']],
  [503, ['serviceNotAvailable', 'The service is temporarily unavailable.']],
  [500, ['InternalServerError', 'An internal server error occurred.']],
  [408, ['RequestTimeout', 'The request timed out.']],
]);

/** A failure as the host of the place tells it; a gateway of Graph's answers in HTML. */
export function failure(place: Place, status: number, headers: Readonly<Record<string, string>>): Answer {
  if (place === 'login') {
    const body = {
      error: 'temporarily_unavailable',
      error_description: 'AADSTS90033: A transient error has occurred. Please try again.',
      error_codes: [90033],
    };
    return {
      status,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(body),
    };
  }
  if (place === 'download') {
    const answer = textAnswer('The server is busy.', status);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
  const named = GRAPH_CODES.get(status);
  if (named !== undefined) return graphError(status, named[0], named[1], headers);
  const title = status === 502 ? '502 Bad Gateway' : '504 Gateway Time-out';
  return {
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>\r\n`,
  };
}

/** Exchange says by 400 that it is busy, and why in lower case and without details. */
export function serverBusy(): Answer {
  return exchangeFailure(400, 'ServerBusy', {
    message: 'The server cannot service this request right now. Try again later.',
    type: 'Microsoft.Exchange.Data.Directory.ADTransientException',
  });
}
