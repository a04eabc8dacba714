import { KnownError, messageOf } from '../errors.ts';
import type { CredentialKind } from './credential.ts';
import { withoutSecrets } from './redaction.ts';
import { isTransientStatus } from './retry.ts';
import { SignInUnavailable } from './token.ts';

export const HOW_TO_SIGN_IN = [
  'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE),',
  'or sign in with: az login',
];

/** The last answer of the sign-in service, as it came over the network; `status` 0 and the network's code where none came. */
export interface Exchange {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: string | null;
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ENTRA_ERRORS: readonly { code: RegExp; what: string; next: string }[] = [
  {
    code: /AADSTS7000215/,
    what: 'the client secret is wrong',
    next: 'Put the secret’s value (not its id) in AZURE_CLIENT_SECRET.',
  },
  {
    code: /AADSTS7000222/,
    what: 'the client secret has expired',
    next: 'Make a new secret for the application and set AZURE_CLIENT_SECRET.',
  },
  {
    code: /AADSTS(90002|900023|50059)/,
    what: 'the tenant is unknown',
    next: 'Check AZURE_TENANT_ID: the directory’s id or one of its domains.',
  },
  {
    code: /AADSTS700016/,
    what: 'the application is unknown in this tenant',
    next: 'Check AZURE_CLIENT_ID and AZURE_TENANT_ID, and that an administrator consented to the application.',
  },
  {
    code: /AADSTS(700027|700024|700021)/,
    what: 'the certificate or assertion was refused',
    next: 'Check that the certificate is registered on the application and still valid.',
  },
  {
    code: /network_error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/,
    what: 'the sign-in service could not be reached',
    next: 'Check the network and HTTPS_PROXY; where a proxy opens TLS, also NODE_EXTRA_CA_CERTS.',
  },
  {
    code: /Invalid tenant id provided/,
    what: 'AZURE_TENANT_ID is neither an id nor a domain',
    next: 'Set AZURE_TENANT_ID to the directory’s id or to one of its domains.',
  },
];

/** No later try mends a certificate that this machine does not trust. */
const UNTRUSTED = /CERT|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|EPROTO/;

/** What a credential threw, as one message with its next step; `SignInUnavailable` where a later try can mend it. */
export function signInError(kind: CredentialKind, error: unknown, last: Exchange | null): KnownError {
  const text = withoutSecrets(messageOf(error));
  // Codes that mean "try again" are no refusal.
  const code = /AADSTS(?!90033|90055)\d+/.exec(text)?.[0];
  const found = ENTRA_ERRORS.find((one) => one.code.test(text));
  const isTransient = code === undefined && last !== null && canBeMended(last);
  const known =
    found ?? (isTransient ? ENTRA_ERRORS.find((one) => one.code.test('network_error')) : undefined);
  const what = known?.what ?? text.split('\n', 1)[0] ?? '';
  const told = new KnownError(
    'tenant',
    `could not sign in with ${kind}: ${what}${code === undefined ? '' : ` (${code})`}`,
    { nextSteps: known === undefined ? HOW_TO_SIGN_IN : [known.next], cause: error },
  );
  return isTransient ? new SignInUnavailable(told, last.code, last.retryAfter) : told;
}

/** A 200 after which there is no token was not the service's own. */
function canBeMended({ status, code }: Exchange): boolean {
  return status === 0 ? !UNTRUSTED.test(code) : status === 200 || isTransientStatus(status);
}
