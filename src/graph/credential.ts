import { messageOf, KnownError } from '../errors.ts';
import type { CloudName } from './client.ts';
import type { TokenCredential } from './token.ts';

export const CREDENTIAL_KINDS = [
  'secret',
  'certificate',
  'workload-identity',
  'managed-identity',
  'azure-cli',
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChosenCredential {
  readonly kind: CredentialKind;
  /** For the reader: which credential was taken and by which variables; never a secret. */
  readonly description: string;
  readonly credential: TokenCredential;
  /** The tenant that the environment names, if it names one. */
  readonly tenantId: string | null;
}

const AUTHORITIES: Readonly<Record<CloudName, string>> = {
  global: 'https://login.microsoftonline.com',
  'us-government': 'https://login.microsoftonline.us',
  'us-government-dod': 'https://login.microsoftonline.us',
  china: 'https://login.chinacloudapi.cn',
};

/**
 * The kind of credential the environment describes, in the order that `@azure/identity` itself takes them
 * (a secret wins over a certificate); the Azure CLI's sign-in when it describes none.
 */
export function credentialKindOf(environment: Environment): CredentialKind {
  if (isSet(environment, 'AZURE_CLIENT_SECRET')) return 'secret';
  if (isSet(environment, 'AZURE_CLIENT_CERTIFICATE_PATH')) return 'certificate';
  if (isSet(environment, 'AZURE_FEDERATED_TOKEN_FILE')) return 'workload-identity';
  if (isSet(environment, 'IDENTITY_ENDPOINT') || isSet(environment, 'MSI_ENDPOINT'))
    return 'managed-identity';
  return 'azure-cli';
}

/** Makes the credential; asks no token yet. Throws `KnownError` (tenant) naming the variables that are missing. */
export async function chooseCredential(
  environment: Environment,
  cloud: CloudName,
  wanted?: CredentialKind,
): Promise<ChosenCredential> {
  const kind = wanted ?? credentialKindOf(environment);
  requireVariables(kind, environment);
  const tenantId = environment.AZURE_TENANT_ID ?? '';
  const clientId = environment.AZURE_CLIENT_ID ?? '';
  const authorityHost = environment.AZURE_AUTHORITY_HOST ?? AUTHORITIES[cloud];
  const identity = await import('@azure/identity');
  const options = { authorityHost };
  const credentials: Readonly<Record<CredentialKind, () => TokenCredential>> = {
    secret: () =>
      new identity.ClientSecretCredential(tenantId, clientId, environment.AZURE_CLIENT_SECRET ?? '', options),
    certificate: () =>
      new identity.ClientCertificateCredential(tenantId, clientId, certificateOf(environment), options),
    'workload-identity': () =>
      new identity.WorkloadIdentityCredential({
        tenantId,
        clientId,
        tokenFilePath: environment.AZURE_FEDERATED_TOKEN_FILE ?? '',
        ...options,
      }),
    'managed-identity': () =>
      clientId === ''
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential(clientId),
    'azure-cli': () => new identity.AzureCliCredential(tenantId === '' ? {} : { tenantId }),
  };
  return {
    kind,
    description: describe(kind, clientId),
    credential: explained(kind, made(kind, credentials[kind])),
    tenantId: tenantId === '' ? null : tenantId,
  };
}

const REQUIRED: Readonly<Record<CredentialKind, readonly string[]>> = {
  secret: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'],
  certificate: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'],
  'workload-identity': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'],
  'managed-identity': [],
  'azure-cli': [],
};

const HOW_TO_SIGN_IN = [
  'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE),',
  'or sign in with: az login',
];

function requireVariables(kind: CredentialKind, environment: Environment): void {
  const missing = REQUIRED[kind].filter((name) => !isSet(environment, name));
  if (missing.length === 0) return;
  throw new KnownError(
    'tenant',
    `no credential: ${kind} needs ${missing.join(', ')}, not set in the environment`,
    {
      nextSteps: HOW_TO_SIGN_IN,
    },
  );
}

function certificateOf(environment: Environment): { certificatePath: string; certificatePassword?: string } {
  const password = environment.AZURE_CLIENT_CERTIFICATE_PASSWORD;
  return {
    certificatePath: environment.AZURE_CLIENT_CERTIFICATE_PATH ?? '',
    ...(password === undefined ? {} : { certificatePassword: password }),
  };
}

function describe(kind: CredentialKind, clientId: string): string {
  const application = clientId === '' ? '' : `, application ${clientId}`;
  switch (kind) {
    case 'secret':
      return `client secret (AZURE_CLIENT_SECRET)${application}`;
    case 'certificate':
      return `client certificate (AZURE_CLIENT_CERTIFICATE_PATH)${application}`;
    case 'workload-identity':
      return `workload identity (AZURE_FEDERATED_TOKEN_FILE)${application}`;
    case 'managed-identity':
      return `managed identity${application}`;
    case 'azure-cli':
      return 'Azure CLI sign-in';
  }
}

/** Some settings are refused as soon as the credential is made. */
function made(kind: CredentialKind, make: () => TokenCredential): TokenCredential {
  try {
    return make();
  } catch (error) {
    throw credentialError(kind, error);
  }
}

/** Turns what a credential throws into one message with the next step. */
function explained(kind: CredentialKind, credential: TokenCredential): TokenCredential {
  return {
    getToken: async (scope, options) => {
      try {
        return await credential.getToken(scope, options);
      } catch (error) {
        throw credentialError(kind, error);
      }
    },
  };
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

function credentialError(kind: CredentialKind, error: unknown): KnownError {
  const text = messageOf(error);
  const known = ENTRA_ERRORS.find(({ code }) => code.test(text));
  const code = /AADSTS\d+/.exec(text)?.[0];
  const what = known?.what ?? firstLine(text);
  return new KnownError(
    'tenant',
    `could not sign in with ${kind}: ${what}${code === undefined ? '' : ` (${code})`}`,
    {
      nextSteps: known === undefined ? HOW_TO_SIGN_IN : [known.next],
      cause: error,
    },
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function isSet(environment: Environment, name: string): boolean {
  return (environment[name] ?? '') !== '';
}
