import { createHmac } from 'node:crypto';
import type { TenantSpec } from '../tenant/tenant-spec.ts';
import type { Answer, CloudRequest } from './answer.ts';
import { json } from './login-answer.ts';
import { parseTarget } from './target.ts';

/** Hosts of the two pipelines, where a runner asks for its assertion. */
export const RUNNER_HOSTS = ['pipelines.actions.githubusercontent.com', 'dev.azure.com'] as const;

/** What a runner's own variables hold; the simulated runners know no other token. */
export const RUNNER_TOKEN = 'runner-token';

const AUDIENCE = 'api://AzureADTokenExchange';

/**
 * The service of a pipeline that gives a job its assertion: a GET of GitHub's with the audience, a POST of Azure DevOps' with the
 * service connection. https://docs.github.com/actions/reference/security/oidc
 */
export function answerRunner(
  request: CloudRequest,
  spec: TenantSpec,
  secondsNow: number,
  lifetimeS: number,
): Answer {
  if (request.headers.authorization?.toLowerCase() !== `bearer ${RUNNER_TOKEN}`)
    return json(401, { message: 'the runner is not known' });
  const query = parseTarget(request.target)?.query;
  const isGitHub = request.host === RUNNER_HOSTS[0];
  const isAsked = isGitHub
    ? request.method === 'GET' && query?.get('audience') === AUDIENCE
    : request.method === 'POST' && (query?.get('serviceConnectionId') ?? '') !== '';
  if (!isAsked) return json(400, { message: 'the audience, or the service connection, is missing' });
  const claims = {
    aud: AUDIENCE,
    iss: isGitHub
      ? 'https://token.actions.githubusercontent.com'
      : `https://login.microsoftonline.com/${spec.id}/v2.0`,
    sub: isGitHub ? 'repo:sante/vigie:ref:refs/heads/main' : 'sc://sante/vigie/connexion',
    ...{ iat: secondsNow, nbf: secondsNow, exp: secondsNow + lifetimeS },
  };
  const text = `${part({ typ: 'JWT', alg: 'RS256', kid: 'runner' })}.${part(claims)}`;
  const signed = `${text}.${createHmac('sha256', RUNNER_TOKEN).update(text).digest('base64url')}`;
  return json(200, isGitHub ? { value: signed, count: signed.length } : { oidcToken: signed });
}

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
