import { KnownError } from '../errors.ts';
import { describeRequest, GraphFailure } from '../graph/graph-failure.ts';
import { withoutSecrets } from '../graph/redaction.ts';
import type { RequestPlan } from '../graph/request-plan.ts';
import { SignInUnavailable } from '../graph/token.ts';
import { networkCodeOf, type Answer } from '../graph/transport.ts';

const MOST_CHARACTERS = 500;

/** What Exchange Online says of a failure; empty texts where it says nothing. People are not named in it. */
export function exchangeErrorOf(json: unknown): { code: string; message: string } {
  const error = field(json, 'error');
  const inner = field(field(error, 'innererror'), 'internalException');
  const told = [
    field(first(field(error, 'details')), 'message'),
    field(inner, 'message'),
    field(error, 'message'),
  ];
  const message = told.find((text) => typeof text === 'string' && text !== '');
  const code = field(error, 'code');
  return {
    code: typeof code === 'string' && /^[\w.-]{1,100}$/.test(code) ? code : '',
    message: typeof message === 'string' ? nameless(message) : '',
  };
}

/** `details` is a list in OData, and an object in what some have seen. */
function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** Without secrets, addresses, and what stands between quotes unless it is a cmdlet or a parameter. */
function nameless(text: string): string {
  return withoutSecrets(text.slice(0, MOST_CHARACTERS))
    .replace(/[^\s@'"|:;,<>]{1,200}@[^\s@'"|:;,<>]{1,200}/g, '«address»')
    .replace(/(['"])(?![A-Z][a-z]+-\w+\1)[^'"]*\1/g, '$1…$1')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** A role that does not hold the cmdlet, or a parameter of it, is told by a 400 too: to that identity it does not exist. */
const NOT_IN_THE_ROLE =
  /CmdletAccessDeniedException|CommandNotFoundException|is not recognized as (?:a|the) name of a cmdlet|is not allowed to call|present in the role definition/i;

/** Why an answer is no success. */
export function failureOfAnswer({ method, url, note }: RequestPlan, { status, json }: Answer): GraphFailure {
  const { code, message } = exchangeErrorOf(json);
  const told = message || `unexpected status ${status}`;
  const isRefused = status === 401 || status === 403 || NOT_IN_THE_ROLE.test(message);
  return new GraphFailure({
    kind: isRefused ? 'refused' : 'rejected',
    request: describeRequest(method, url),
    status,
    code,
    message: note === '' ? told : `${told} (${note})`,
  });
}

/**
 * A sign-in that fails for Exchange alone costs the sources of Exchange, not the run: refused where the tenant has no
 * such service or nobody consented, given up where the sign-in service did not answer.
 */
export function failureOfSignIn(error: KnownError, scope: string): GraphFailure {
  const refusal = /AADSTS\d+/.exec(error.message)?.[0];
  const network = error instanceof SignInUnavailable ? error.code : networkCodeOf(error);
  const isRefused = refusal !== undefined || network === null;
  return new GraphFailure({
    kind: isRefused ? 'refused' : 'gave-up',
    request: `sign-in for ${scope}`,
    status: 0,
    code: isRefused ? (refusal ?? 'SignInRefused') : network,
    message: withoutSecrets(error.message),
  });
}
