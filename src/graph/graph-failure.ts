export type GraphFailureKind =
  /** 401 or 403: the identity may not. */
  | 'refused'
  /** Another answer that says no, for good. */
  | 'rejected'
  /** Transient answers or network errors until the budget was spent. */
  | 'gave-up'
  /** An answer that is not what Graph documents. */
  | 'malformed'
  /** A request this program must never send. */
  | 'forbidden';

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
