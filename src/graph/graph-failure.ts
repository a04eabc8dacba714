import { withoutSecrets } from './redaction.ts';

export type GraphFailureKind =
  /** 401 or 403: the identity may not. */
  | 'refused'
  /** Another answer that says no, for good. */
  | 'rejected'
  /** Transient answers or network errors until the budget was spent. */
  | 'gave-up'
  /** An answer that is not what Graph documents. */
  | 'malformed'
  /** The address of a later page is no longer good (400 or 410): the walk can start again. */
  | 'expired'
  /** A request this program must never send. */
  | 'forbidden';

/** The `code` of a page for people that came with status 200, from something on the way. */
export const NOT_FROM_GRAPH = 'NotFromGraph';

/** The `code` of whatever the end of `--max-duration` cut off; its kind is `gave-up`. */
export const MAX_DURATION = 'MaxDuration';

export interface GraphFailureFacts {
  readonly kind: GraphFailureKind;
  /** Method and path, without query: no token, no person. */
  readonly request: string;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Graph's own error code, or the network's. */
  readonly code: string;
  readonly message: string;
}

/** Why a request to Graph ended without what was asked. */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';
  readonly kind: GraphFailureKind;
  readonly request: string;
  readonly status: number;
  readonly code: string;

  constructor(facts: GraphFailureFacts) {
    super(facts.message);
    this.kind = facts.kind;
    this.request = facts.request;
    this.status = facts.status;
    this.code = facts.code;
  }

  /** Status, code and request in one line, for a reader of the report. */
  get detail(): string {
    const answer = this.status === 0 ? this.code : `${this.status} ${this.code}`.trim();
    return `${answer} — ${this.request}`;
  }
}

/** `GET /v1.0/users`: what a request was, without its query, which may hold tokens and people. */
export function describeRequest(method: string, url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url.replace(/[?#].*$/s, '');
  return `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{id}')}`;
}

/** The failure of a request that the end of `--max-duration` cut off, or kept from being sent. */
export function maxDurationReached(request: string): GraphFailure {
  return new GraphFailure({
    kind: 'gave-up',
    request,
    status: 0,
    code: MAX_DURATION,
    message: 'the time allowed for the run (--max-duration) is over',
  });
}

/** Graph's error code and message: `{ error: { code, message } }`; empty strings where they are missing. */
export function graphErrorOf(json: unknown): { code: string; message: string } {
  const error = field(json, 'error');
  return { code: textOf(field(error, 'code'), 100), message: textOf(field(error, 'message'), 500) };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The far side's words go to terminals and reports: on one line, of bounded length, without secrets. */
function textOf(value: unknown, most: number): string {
  return typeof value === 'string'
    ? withoutSecrets(value.slice(0, most)).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    : '';
}
