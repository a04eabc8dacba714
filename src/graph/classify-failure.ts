/** A licence of Entra ID that Graph asks for. */
export type EntraLicence = 'P1' | 'P2';

/** What the tenant's subscriptions hold of it (P2 holds P1 too); null where they were not read. */
export type HeldLicences = ReadonlySet<EntraLicence> | null;

/** Why an answer is no success. */
export type FailureClass =
  /** The token is not good. */
  | 'unauthorised'
  /** The identity may not: the whole source, or this mailbox ("denied"). */
  | 'permission'
  /** The far side says that the tenant lacks a licence. */
  | 'licence'
  | 'throttled'
  /** A later try can mend it. */
  | 'transient'
  /** There is no such mailbox in the cloud. */
  | 'no-mailbox'
  | 'not-found'
  /** It was there, and is no longer. */
  | 'gone'
  /** Another no, for good. */
  | 'rejected';

export interface Classified {
  readonly failureClass: FailureClass;
  /** The licence that is said to lack; null unless that is the class. */
  readonly licence: EntraLicence | null;
}

/** What is known of an answer that is no success. */
export interface AnswerFacts {
  readonly status: number;
  readonly codes: readonly string[];
  readonly exceptions?: readonly string[] | undefined;
  readonly message?: string | undefined;
}

interface Row {
  readonly is: FailureClass;
  readonly licence?: EntraLicence;
  /** Only among these statuses; among all of 400 and above unless told. */
  readonly statuses?: readonly number[];
  /** Codes in lower case. */
  readonly codes?: readonly string[];
  /** Exchange's exceptions by class name. */
  readonly exceptions?: RegExp;
  /** What the far side's own sentence says where it has no code or class for it. */
  readonly sentence?: RegExp;
  readonly source: string;
}

const GRAPH_ERRORS = 'https://learn.microsoft.com/graph/errors';
const THROTTLING = 'https://learn.microsoft.com/graph/throttling';
const EWS_CODES = 'https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode';
const EXCHANGE_ROLES = 'https://learn.microsoft.com/exchange/permissions-exo/permissions-exo';

/** The first row that fits decides; codes and classes before what a status alone says. */
export const FAILURE_TABLE: readonly Row[] = [
  {
    is: 'licence',
    licence: 'P1',
    statuses: [400, 403],
    codes: [
      'authentication_requestfromnonpremiumtenantorb2ctenant',
      'requestfromnonpremiumtenantorb2ctenant',
    ],
    source: 'https://github.com/microsoftgraph/microsoft-graph-docs/issues/12772',
  },
  {
    is: 'licence',
    licence: 'P2',
    statuses: [400, 403],
    codes: ['aadpremiumlicenserequired', 'pimlicenserequired'],
    source: 'https://learn.microsoft.com/entra/id-governance/licensing-fundamentals',
  },
  {
    is: 'licence',
    licence: 'P2',
    statuses: [400, 403],
    // Some services say AccessDenied, or nothing, and name the licence in the sentence alone.
    sentence: /premium p?2\b|entra id p2\b/i,
    source: 'https://learn.microsoft.com/entra/id-governance/licensing-fundamentals',
  },
  {
    is: 'licence',
    licence: 'P1',
    statuses: [403],
    sentence: /tenant is not licensed|premium (?:p1|licen[cs]e)/i,
    source: 'https://learn.microsoft.com/entra/identity/conditional-access/overview#license-requirements',
  },
  {
    is: 'no-mailbox',
    codes: ['mailboxnotenabledforrestapi', 'mailboxnotsupportedforrestapi'],
    source: GRAPH_ERRORS,
  },
  { is: 'throttled', statuses: [429], source: THROTTLING },
  {
    is: 'transient',
    statuses: [409],
    codes: ['directory_concurrencyviolation'],
    source: GRAPH_ERRORS,
  },
  {
    is: 'transient',
    statuses: [400, 403, 404],
    codes: [
      'serverbusy',
      'errorserverbusy',
      'cmdletproxynotavailable',
      'errormailboxstoreunavailable',
      'errorinternalservertransienterror',
      'errortimeoutexpired',
    ],
    exceptions: /^(?:ServerBusy|CmdletProxyNotAvailable|OverBudget|\w*Transient)Exception$/i,
    source: EWS_CODES,
  },
  {
    is: 'permission',
    statuses: [400, 403, 404],
    exceptions: /^(?:CmdletAccessDenied|CommandNotFound|UnauthorizedAccess)Exception$/i,
    source: EXCHANGE_ROLES,
  },
  {
    is: 'permission',
    statuses: [400, 404],
    // To an identity whose roles do not hold it a cmdlet or a parameter does not exist, and Exchange has no code for that.
    sentence:
      /CmdletAccessDeniedException|CommandNotFoundException|is not recognized as (?:a|the) name of a cmdlet|is not allowed to call|present in the role definition/i,
    source: EXCHANGE_ROLES,
  },
  { is: 'transient', statuses: [408, 500, 502, 503, 504, 509], source: THROTTLING },
  { is: 'unauthorised', statuses: [401], source: GRAPH_ERRORS },
  { is: 'permission', statuses: [403], source: GRAPH_ERRORS },
  { is: 'not-found', statuses: [404], source: GRAPH_ERRORS },
  { is: 'gone', statuses: [410], source: 'https://learn.microsoft.com/graph/delta-query-overview' },
];

/** Why an answer is no success, by the table; whatever it does not know is `rejected`. Pure. */
export function classifyFailure(facts: AnswerFacts): Classified {
  const row = FAILURE_TABLE.find((one) => fits(one, facts));
  return { failureClass: row?.is ?? 'rejected', licence: row?.licence ?? null };
}

function fits(row: Row, { status, codes, exceptions = [], message = '' }: AnswerFacts): boolean {
  if (status < 400 || row.statuses?.includes(status) === false) return false;
  const isOfStatus = row.codes === undefined && row.exceptions === undefined && row.sentence === undefined;
  return (
    isOfStatus ||
    codes.some((code) => row.codes?.includes(code.toLowerCase()) === true) ||
    exceptions.some((name) => row.exceptions?.test(name) === true) ||
    row.sentence?.test(message) === true
  );
}

/**
 * Whether the same request is to be asked again. Graph refuses premium at random to tenants that have it
 * (https://github.com/microsoftgraph/microsoft-graph-docs/issues/14118): that is tried again where the licence is held, or
 * nobody knows. `held` is undefined for a request that needs no licence.
 */
export function isWorthRetrying(
  { failureClass, licence }: Classified,
  held: HeldLicences | undefined,
): boolean {
  if (failureClass === 'throttled' || failureClass === 'transient') return true;
  return licence !== null && held !== undefined && (held === null || held.has(licence));
}
