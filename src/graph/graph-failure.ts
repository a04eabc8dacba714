import {
  classifyFailure,
  type Classified,
  type EntraLicence,
  type FailureClass,
} from './classify-failure.ts';

export type GraphFailureKind =
  /** 401, 403 or the like: the identity may not, or the tenant has no licence for it. */
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
  /** The far side's own sentence, without people; none where it is left out. */
  readonly said?: string;
  /** What the whole body told; by status and code alone where it is left out. */
  readonly classified?: Classified;
}

/** Why a request to Graph ended without what was asked. */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';
  readonly kind: GraphFailureKind;
  readonly request: string;
  readonly status: number;
  readonly code: string;
  readonly said: string;
  readonly failureClass: FailureClass;
  /** The licence that the far side says is missing, whether or not it is. */
  readonly licence: EntraLicence | null;

  constructor(facts: GraphFailureFacts) {
    super(facts.message);
    this.kind = facts.kind;
    this.request = facts.request;
    this.status = facts.status;
    this.code = facts.code;
    this.said = facts.said ?? '';
    const { status, code } = facts;
    const { failureClass, licence } = facts.classified ?? classifyFailure({ status, codes: [code] });
    this.failureClass = failureClass;
    this.licence = licence;
  }

  /** Status, code and request in one line, for a reader of the report. */
  get detail(): string {
    const answer = this.status === 0 ? this.code : `${this.status} ${this.code}`.trim();
    return `${answer} — ${this.request}`;
  }

  /** The same, with the far side's own sentence or, where the answer was not what is documented, what was wrong with it. */
  get fullDetail(): string {
    const why = this.said === '' && this.kind === 'malformed' ? this.message : this.said;
    return why === '' ? this.detail : `${this.detail}: ${why}`;
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
