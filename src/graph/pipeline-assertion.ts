import { z } from 'zod';
import { asIs, KnownError, worded, type InBoth } from '../errors.ts';
import { PIPELINE_VARIABLES, type PipelineKind } from './pipeline-variables.ts';
import { withoutSecrets } from './redaction.ts';
import { isTransientStatus, retryAfterMs } from './retry.ts';
import { SignInUnavailable } from './token.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';
import { HttpTransport, NetworkFailure, type Answer } from './transport.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the runner gives its assertion, and what it wants for it. The token goes to that address and nowhere else. */
interface AssertionRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
const AUDIENCE = 'api://AzureADTokenExchange';

/**
 * How the runner is asked, from its own variables. Throws `KnownError` (usage) where the address is not https.
 * https://docs.github.com/actions/reference/security/oidc and https://learn.microsoft.com/azure/devops/pipelines/library/connect-to-azure
 */
export function assertionRequest(kind: PipelineKind, environment: Environment): AssertionRequest {
  const [addressName, tokenName] = PIPELINE_VARIABLES[kind];
  const address = environment[addressName] ?? '';
  if (!URL.canParse(address) || new URL(address).protocol !== 'https:') {
    throw new KnownError('usage', worded(TROUBLE_WORDS.runnerAddress, { variable: addressName }), {
      nextSteps: [TROUBLE_WORDS.leaveAsSet],
    });
  }
  const url = new URL(address);
  const authorization = `Bearer ${environment[tokenName] ?? ''}`;
  if (kind === 'github') {
    url.searchParams.set('audience', AUDIENCE);
    return { method: 'GET', url: url.href, headers: { accept: 'application/json', authorization } };
  }
  url.searchParams.set('api-version', '7.1');
  url.searchParams.set('serviceConnectionId', environment[PIPELINE_VARIABLES['azure-pipelines'][2]] ?? '');
  const headers = { 'content-type': 'application/json', accept: 'application/json', authorization };
  // Without it, a token that is no longer good is answered by a page to sign in.
  return { method: 'POST', url: url.href, headers: { ...headers, 'x-tfs-fedauthredirect': 'Suppress' } };
}

const answerSchema = z.union([
  z.object({ value: z.string().min(1) }).transform(({ value }) => value),
  z.object({ oidcToken: z.string().min(1) }).transform(({ oidcToken }) => oidcToken),
]);

const HOW: Readonly<Record<PipelineKind, InBoth>> = {
  github: TROUBLE_WORDS.giveIdToken,
  'azure-pipelines': TROUBLE_WORDS.mapAccessToken,
};

/** A fresh assertion of the runner. Throws `KnownError` (tenant), `SignInUnavailable` for what a later try can mend. */
export async function pipelineAssertion(
  kind: PipelineKind,
  request: AssertionRequest,
  signal: AbortSignal,
): Promise<string> {
  const transport = new HttpTransport();
  try {
    const answer = await transport.send({ ...request, signal });
    const told = answerSchema.safeParse(answer.json);
    if (answer.status === 200 && told.success) return told.data;
    throw refusedBy(kind, request, answer);
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    throw unavailable(failure(kind, request, asIs(withoutSecrets(error.code))), {
      status: 0,
      code: error.code,
      retryAfterMs: null,
    });
  } finally {
    await transport.close();
  }
}

function refusedBy(kind: PipelineKind, request: AssertionRequest, { status, headers }: Answer): KnownError {
  const known = failure(
    kind,
    request,
    status === 200 ? TROUBLE_WORDS.withoutAssertion : asIs(String(status)),
  );
  if (!isTransientStatus(status)) return known;
  return unavailable(known, { status, code: String(status), retryAfterMs: retryAfterMs(headers) });
}

function failure(kind: PipelineKind, { url }: AssertionRequest, why: InBoth): KnownError {
  const message = worded(TROUBLE_WORDS.noAssertion, { kind, host: new URL(url).host, why });
  return new KnownError('tenant', message, { nextSteps: [HOW[kind]] });
}

function unavailable(
  known: KnownError,
  facts: { status: number; code: string; retryAfterMs: number | null },
): SignInUnavailable {
  return new SignInUnavailable(known, facts);
}
