import { asIs, KnownError, messageOf, worded, type InBoth } from '../errors.ts';
import type { CredentialKind } from './credential-kind.ts';
import type { ProxyInUse } from './proxy-in-use.ts';
import { withoutSecrets } from './redaction.ts';
import { isTransientStatus } from './retry.ts';
import { SignInUnavailable } from './token.ts';
import { REFUSAL_WORDS, TROUBLE_WORDS } from './trouble-words.ts';

export const HOW_TO_SIGN_IN: readonly InBoth[] = [TROUBLE_WORDS.setToSignIn, TROUBLE_WORDS.orSignIn];

/** The last answer of the sign-in service, as it came over the network; `status` 0 and the network's code where none came. */
export interface Exchange {
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** The service's own code for a refusal, which MSAL keeps to itself while it waits for a person. */
  readonly entraCode: string | null;
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ENTRA_ERRORS: readonly { readonly code: RegExp; readonly what: InBoth; readonly next: InBoth }[] = [
  { code: /AADSTS7000215/, ...REFUSAL_WORDS.wrongSecret },
  { code: /AADSTS7000222/, ...REFUSAL_WORDS.expiredSecret },
  { code: /AADSTS(90002|900023|50059)/, ...REFUSAL_WORDS.unknownTenant },
  { code: /AADSTS700016/, ...REFUSAL_WORDS.unknownApplication },
  { code: /AADSTS7000218/, ...REFUSAL_WORDS.noPublicClient },
  { code: /AADSTS(700027|700024|700021)/, ...REFUSAL_WORDS.refusedCertificate },
  { code: /AADSTS65001/, ...REFUSAL_WORDS.noConsent },
  { code: /AADSTS53003/, ...REFUSAL_WORDS.conditionalAccess },
  {
    code: /device_code_expired|expired_token|code_expired|bad_verification_code|AADSTS700(19|20)\b/,
    ...REFUSAL_WORDS.expiredCode,
  },
  { code: /authorization_declined|access_denied/, ...REFUSAL_WORDS.declined },
  {
    code: /network_error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/,
    ...REFUSAL_WORDS.unreachable,
  },
  { code: /Invalid tenant id provided/, ...REFUSAL_WORDS.badTenant },
];

/** Which way a sign-in goes. */
export interface SignInRoad {
  readonly authorityHost: string;
  readonly proxy: ProxyInUse | null;
}

/** No later try mends a certificate that this machine does not trust. */
const UNTRUSTED = /CERT|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/;

/** What a credential threw, as one message with its next step; `SignInUnavailable` where a later try can mend it. */
export function signInError(
  kind: CredentialKind,
  error: unknown,
  last: Exchange | null,
  road: SignInRoad,
): KnownError {
  const text = withoutSecrets(messageOf(error));
  // Codes that mean "try again" are no refusal.
  const hidden = kind === 'device-code' ? (last?.entraCode ?? '') : '';
  const code = /AADSTS(?!90033|90055)\d+/.exec(`${text} ${hidden}`)?.[0];
  const found = ENTRA_ERRORS.find((one) => one.code.test(`${text} ${hidden}`));
  const isTransient = code === undefined && last !== null && canBeMended(last);
  const known = found ?? (isTransient ? REFUSAL_WORDS.unreachable : undefined);
  const what = known?.what ?? asIs(text.split('\n', 1)[0] ?? '');
  const place = placeOf(code, last, road);
  const told = new KnownError('tenant', worded(TROUBLE_WORDS.couldNotSignIn, { kind, what, place }), {
    nextSteps: known === undefined ? HOW_TO_SIGN_IN : [known.next],
    cause: error,
  });
  return isTransient ? new SignInUnavailable(told, last) : told;
}

/** The service's code, or which way no answer came. */
function placeOf(code: string | undefined, last: Exchange | null, road: SignInRoad): InBoth {
  if (code !== undefined) return asIs(` (${code})`);
  if (last?.status !== 0) return asIs('');
  const { authorityHost, proxy } = road;
  const through =
    proxy === null
      ? TROUBLE_WORDS.withoutProxy
      : worded(TROUBLE_WORDS.throughProxy, { proxy: proxy.host, variable: proxy.variable });
  return worded(TROUBLE_WORDS.placeOfNetwork, {
    host: new URL(authorityHost).host,
    through,
    code: last.code,
  });
}

/** A 200 after which there is no token was not the service's own. */
function canBeMended({ status, code }: Exchange): boolean {
  return status === 0 ? !UNTRUSTED.test(code) : status === 200 || isTransientStatus(status);
}
