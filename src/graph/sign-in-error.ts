import { KnownError, messageOf } from '../errors.ts';
import type { CredentialKind } from './credential-kind.ts';
import type { ProxyInUse } from './proxy-in-use.ts';
import { withoutSecrets } from './redaction.ts';
import { isTransientStatus } from './retry.ts';
import { SignInUnavailable } from './token.ts';

export const HOW_TO_SIGN_IN = [
  'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE),',
  'or sign in with: az login; on an Azure machine, use its own identity: --auth managed-identity.',
];

/** The last answer of the sign-in service, as it came over the network; `status` 0 and the network's code where none came. */
export interface Exchange {
  readonly status: number;
  readonly code: string;
  readonly retryAfterMs: number | null;
  /** The service's own code for a refusal, which MSAL keeps to itself while it waits for a person. */
  readonly entraCode: string | null;
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
    code: /AADSTS7000218/,
    what: 'the application does not allow a sign-in by device code',
    next: 'Allow public client flows on the application of AZURE_CLIENT_ID (Authentication, Advanced settings).',
  },
  {
    code: /AADSTS(700027|700024|700021)/,
    what: 'the certificate or assertion was refused',
    next: 'Check that the certificate is registered on the application and still valid.',
  },
  {
    code: /AADSTS65001/,
    what: 'nobody consented to the application’s permissions',
    next: 'Give the application delegated permissions, and admin consent to them.',
  },
  {
    code: /AADSTS53003/,
    what: 'Conditional Access forbids this sign-in',
    next: 'Ask for an exclusion, or sign in where the policy lets: some policies block the device code flow itself.',
  },
  {
    code: /device_code_expired|expired_token|code_expired|bad_verification_code|AADSTS700(19|20)\b/,
    what: 'the code expired before anybody signed in',
    next: 'Run the same command again, and enter the new code within its quarter of an hour.',
  },
  {
    code: /authorization_declined|access_denied/,
    what: 'the person at the browser declined',
    next: 'Run the same command again, and accept with an administrator’s account.',
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
  const known =
    found ?? (isTransient ? ENTRA_ERRORS.find((one) => one.code.test('network_error')) : undefined);
  const what = known?.what ?? text.split('\n', 1)[0] ?? '';
  const told = new KnownError(
    'tenant',
    `could not sign in with ${kind}: ${what}${placeOf(code, last, road)}`,
    { nextSteps: known === undefined ? HOW_TO_SIGN_IN : [known.next], cause: error },
  );
  return isTransient ? new SignInUnavailable(told, last) : told;
}

/** The service's code, or which way no answer came. */
function placeOf(code: string | undefined, last: Exchange | null, road: SignInRoad): string {
  if (code !== undefined) return ` (${code})`;
  if (last?.status !== 0) return '';
  const { authorityHost, proxy } = road;
  const through = proxy === null ? 'without a proxy' : `through the proxy ${proxy.host} of ${proxy.variable}`;
  return ` (${new URL(authorityHost).host}, ${through}: ${last.code})`;
}

/** A 200 after which there is no token was not the service's own. */
function canBeMended({ status, code }: Exchange): boolean {
  return status === 0 ? !UNTRUSTED.test(code) : status === 200 || isTransientStatus(status);
}
