import { asIs, joinedBy, KnownError, worded, type InBoth } from '../errors.ts';
import type { CloudName } from './clouds.ts';
import type { CredentialKind } from './credential-kind.ts';
import type { ShowCode } from './device-code.ts';
import { PIPELINE_VARIABLES, type PipelineKind } from './pipeline-variables.ts';
import { proxyInUse } from './proxy-in-use.ts';
import { HOW_TO_SIGN_IN, signInError, type SignInRoad } from './sign-in-error.ts';
import { watchedOptions, type Watch, type WatchedOptions } from './sign-in-watch.ts';
import type { TokenCredential } from './token.ts';
import { CREDENTIAL_WORDS, TROUBLE_WORDS } from './trouble-words.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChosenCredential {
  readonly kind: CredentialKind;
  /** For the reader: which credential was taken and by which variables; never a secret. */
  readonly words: InBoth;
  /** The same in English, as it is kept in the snapshot. */
  readonly description: string;
  readonly credential: TokenCredential;
  /** The tenant that the environment names, if it names one. */
  readonly tenantId: string | null;
  /** Other kinds that the environment describes too, and that were not taken; none where one was named. */
  readonly besides: readonly CredentialKind[];
}

/** What of the environment describes each kind, in the order that they are taken: a secret wins over a certificate, as in `@azure/identity`. */
const DESCRIBED: readonly (readonly [CredentialKind, readonly string[]])[] = [
  ['secret', ['AZURE_CLIENT_SECRET']],
  ['certificate', ['AZURE_CLIENT_CERTIFICATE_PATH']],
  ['workload-identity', ['AZURE_FEDERATED_TOKEN_FILE']],
  ['github', PIPELINE_VARIABLES.github],
  ['azure-pipelines', PIPELINE_VARIABLES['azure-pipelines']],
  ['managed-identity', ['IDENTITY_ENDPOINT']],
  ['managed-identity', ['MSI_ENDPOINT']],
];

/** The kinds that the environment describes, best first. */
export function describedKinds(environment: Environment): readonly CredentialKind[] {
  const found = DESCRIBED.flatMap(([kind, names]) =>
    names.every((name) => isSet(environment, name)) ? [kind] : [],
  );
  return [...new Set(found)];
}

/**
 * The kind that is taken: the best described one, else the Azure CLI's sign-in. Throws `KnownError` (usage) where an application
 * is named and nothing to sign it in with: another identity is never taken in silence.
 */
export function credentialKindOf(environment: Environment): CredentialKind {
  const [best] = describedKinds(environment);
  if (best !== undefined) return best;
  if (!isSet(environment, 'AZURE_TENANT_ID') || !isSet(environment, 'AZURE_CLIENT_ID')) return 'azure-cli';
  throw new KnownError('usage', TROUBLE_WORDS.nothingToSignIn, {
    nextSteps: [TROUBLE_WORDS.setOne, TROUBLE_WORDS.orNameAnother],
  });
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
  const tenantId = idOf(kind, environment, 'TENANT_ID');
  const clientId = idOf(kind, environment, 'CLIENT_ID');
  const words = describe(kind, clientId);
  const chosen = {
    ...{ kind, words, description: words.en, tenantId: tenantId === '' ? null : tenantId },
    besides: wanted === undefined ? describedKinds(environment).filter((one) => one !== kind) : [],
  };
  if (kind === 'github' || kind === 'azure-pipelines') {
    const options = { kind, tenantId, clientId, road, environment };
    return { ...chosen, credential: await pipelineCredential(options) };
  }
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

/** A task of Azure Pipelines names its service connection's own, where nothing else is set. */
function idOf(kind: CredentialKind, environment: Environment, name: 'TENANT_ID' | 'CLIENT_ID'): string {
  const own = environment[`AZURE_${name}`] ?? '';
  return own === '' && kind === 'azure-pipelines' ? (environment[`AZURESUBSCRIPTION_${name}`] ?? '') : own;
}

interface PipelineOptions {
  readonly kind: PipelineKind;
  readonly tenantId: string;
  readonly clientId: string;
  readonly road: SignInRoad;
  readonly environment: Environment;
}

/** Each token is asked with a fresh assertion: the runner's live for minutes, an audit lasts for hours. */
async function pipelineCredential(options: PipelineOptions): Promise<TokenCredential> {
  const { kind, tenantId, clientId, road, environment } = options;
  const { ClientAssertionCredential } = await import('@azure/identity');
  const { assertionRequest, pipelineAssertion } = await import('./pipeline-assertion.ts');
  const request = assertionRequest(kind, environment);
  const make = (assertion: string, fresh: WatchedOptions): TokenCredential =>
    new ClientAssertionCredential(tenantId, clientId, () => Promise.resolve(assertion), fresh);
  return {
    getToken: async (scope, asked) => {
      const { abortSignal = new AbortController().signal } = asked;
      const assertion = await pipelineAssertion(kind, request, abortSignal);
      return freshEachTime(kind, road, (fresh) => make(assertion, fresh)).getToken(scope, asked);
    },
  };
}

function nobodyToShow(): Promise<void> {
  return Promise.reject(new Error('there is nobody to show the device code to'));
}

const REQUIRED: Readonly<Record<CredentialKind, readonly string[]>> = {
  secret: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'],
  certificate: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'],
  'workload-identity': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'],
  github: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', ...PIPELINE_VARIABLES.github],
  'azure-pipelines': PIPELINE_VARIABLES['azure-pipelines'],
  'managed-identity': [],
  'azure-cli': [],
  'device-code': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'],
};

function requireVariables(kind: CredentialKind, environment: Environment): void {
  const missing = REQUIRED[kind].filter((name) => !isSet(environment, name));
  if (missing.length === 0) return;
  const message = worded(TROUBLE_WORDS.noCredential, { kind, missing: missing.join(', ') });
  throw new KnownError('tenant', message, {
    nextSteps: kind === 'device-code' ? [TROUBLE_WORDS.setForCode] : HOW_TO_SIGN_IN,
  });
}

function certificateOf(environment: Environment): { certificatePath: string; certificatePassword?: string } {
  const password = environment.AZURE_CLIENT_CERTIFICATE_PASSWORD;
  return {
    certificatePath: environment.AZURE_CLIENT_CERTIFICATE_PATH ?? '',
    ...(password === undefined ? {} : { certificatePassword: password }),
  };
}

function describe(kind: CredentialKind, clientId: string): InBoth {
  const application = clientId === '' ? asIs('') : worded(CREDENTIAL_WORDS.application, { clientId });
  return kind === 'azure-cli' ? CREDENTIAL_WORDS[kind] : joinedBy('', [CREDENTIAL_WORDS[kind], application]);
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
