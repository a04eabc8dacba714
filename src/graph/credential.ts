import { KnownError } from '../errors.ts';
import type { CloudName } from './clouds.ts';
import type { CredentialKind } from './credential-kind.ts';
import type { ShowCode } from './device-code.ts';
import { proxyInUse } from './proxy-in-use.ts';
import { HOW_TO_SIGN_IN, signInError, type SignInRoad } from './sign-in-error.ts';
import { watchedOptions, type Watch, type WatchedOptions } from './sign-in-watch.ts';
import type { TokenCredential } from './token.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChosenCredential {
  readonly kind: CredentialKind;
  /** For the reader: which credential was taken and by which variables; never a secret. */
  readonly description: string;
  readonly credential: TokenCredential;
  /** The tenant that the environment names, if it names one. */
  readonly tenantId: string | null;
}

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

/**
 * Makes the credential; asks no token yet. `showCode` is called where a person must sign in for it. Throws `KnownError`
 * (tenant) naming the variables that are missing, (usage) for those that would send the secret elsewhere.
 */
export async function chooseCredential(
  environment: Environment,
  cloud: CloudName,
  wanted?: CredentialKind,
  showCode: ShowCode = nobodyToShow,
): Promise<ChosenCredential> {
  const kind = wanted ?? credentialKindOf(environment);
  requireVariables(kind, environment);
  const { authorityOf } = await import('./authority.ts');
  const authorityHost = authorityOf(environment, cloud);
  const road: SignInRoad = { authorityHost, proxy: proxyInUse(environment) };
  const tenantId = environment.AZURE_TENANT_ID ?? '';
  const clientId = environment.AZURE_CLIENT_ID ?? '';
  const chosen = { kind, description: describe(kind, clientId), tenantId: tenantId === '' ? null : tenantId };
  if (kind === 'device-code') {
    const { deviceCodeCredential } = await import('./device-code.ts');
    const options = { tenantId, clientId, road, showCode };
    return { ...chosen, credential: told(kind, road, () => deviceCodeCredential(options)) };
  }
  const identity = await import('@azure/identity');
  const credentials: Readonly<Record<typeof kind, (fresh: WatchedOptions) => TokenCredential>> = {
    secret: (fresh) =>
      new identity.ClientSecretCredential(tenantId, clientId, environment.AZURE_CLIENT_SECRET ?? '', fresh),
    certificate: (fresh) =>
      new identity.ClientCertificateCredential(tenantId, clientId, certificateOf(environment), fresh),
    'workload-identity': (fresh) =>
      new identity.WorkloadIdentityCredential({
        tenantId,
        clientId,
        tokenFilePath: environment.AZURE_FEDERATED_TOKEN_FILE ?? '',
        ...fresh,
      }),
    'managed-identity': () =>
      clientId === ''
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential(clientId),
    'azure-cli': () => new identity.AzureCliCredential(tenantId === '' ? {} : { tenantId }),
  };
  return { ...chosen, credential: freshEachTime(kind, road, credentials[kind]) };
}

function nobodyToShow(): Promise<void> {
  return Promise.reject(new Error('there is nobody to show the device code to'));
}

const REQUIRED: Readonly<Record<CredentialKind, readonly string[]>> = {
  secret: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'],
  certificate: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'],
  'workload-identity': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'],
  'managed-identity': [],
  'azure-cli': [],
  'device-code': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'],
};

function requireVariables(kind: CredentialKind, environment: Environment): void {
  const missing = REQUIRED[kind].filter((name) => !isSet(environment, name));
  if (missing.length === 0) return;
  throw new KnownError(
    'tenant',
    `no credential: ${kind} needs ${missing.join(', ')}, not set in the environment`,
    { nextSteps: kind === 'device-code' ? HOW_TO_SIGN_IN_BY_CODE : HOW_TO_SIGN_IN },
  );
}

const HOW_TO_SIGN_IN_BY_CODE = [
  'Set AZURE_TENANT_ID, and AZURE_CLIENT_ID to an application of your own tenant that allows public client flows.',
];

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
    case 'device-code':
      return `device code, a signed-in person${application}`;
  }
}

/**
 * A credential of `@azure/identity` keeps its tokens, and gives a refused one again until it expires; it also
 * tries by itself, for as long as it likes. So each token is asked of a new one, which tries once.
 */
function freshEachTime(
  kind: CredentialKind,
  road: SignInRoad,
  make: (fresh: WatchedOptions) => TokenCredential,
): TokenCredential {
  // Some settings are refused as soon as the credential is made: better now than at the first request.
  const { authorityHost } = road;
  told(kind, road, () => make(watchedOptions(authorityHost, { last: null, signal: undefined })));
  return {
    getToken: async (scope, options) => {
      const watch: Watch = { last: null, signal: options.abortSignal };
      try {
        return await make(watchedOptions(authorityHost, watch)).getToken(scope, options);
      } catch (error) {
        throw signInError(kind, error, watch.last, road);
      }
    },
  };
}

function told<T>(kind: CredentialKind, road: SignInRoad, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw signInError(kind, error, null, road);
  }
}

function isSet(environment: Environment, name: string): boolean {
  return (environment[name] ?? '') !== '';
}
