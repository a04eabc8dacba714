import type { FaultPlan } from '../faults/fault-plan.ts';
import { createMisbehaviour } from '../faults/misbehave.ts';
import { overridesOf } from '../faults/overrides-of.ts';
import { createTenant, type Tenant, type TenantOptions } from '../tenant/tenant.ts';
import { graphError, type Answer, type CloudRequest } from './answer.ts';
import { appRoles } from './app-roles.ts';
import { answerBatch } from './batch.ts';
import { createDownloads } from './downloads.ts';
import { createExchange } from './exchange.ts';
import { refusedExchangeSignIn } from './exchange-sign-in.ts';
import { answerGraph } from './graph.ts';
import type { GraphContext } from './graph-context.ts';
import { createLogin } from './login.ts';
import { createPresence } from './presence.ts';
import { answerRunner, RUNNER_HOSTS } from './pipeline-runner.ts';
import { createThrottle } from './throttle.ts';
import { createTokens, type Tokens } from './tokens.ts';

export const HOSTS = [
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'outlook.office365.com',
  'reports.office.com',
  ...RUNNER_HOSTS,
] as const;

export interface CloudOptions extends TenantOptions {
  /** The documented throttles, on a clock this many times as fast; absent: none. */
  readonly throttle?: { readonly clockSpeed: number } | undefined;
  /** How the cloud misbehaves; absent: it does not. */
  readonly faults?: FaultPlan | undefined;
  /** Seconds that a pipeline's assertion is good for; 300 unless told. */
  readonly assertionLifetimeS?: number | undefined;
  /** Hears of every Exchange command that would have changed something. All are refused. */
  readonly onWrite?: ((command: string) => void) | undefined;
}

/** Milliseconds since 1970, from whoever starts the cloud. */
export type Clock = () => number;

/** The whole cloud as one function from request to answer; every request passes through it. */
export type Cloud = (request: CloudRequest) => Answer;

const NO_FAULTS: FaultPlan = { seed: 0, faults: [] };

export function createCloud(options: CloudOptions, now: Clock): Cloud {
  const { throttle, faults = NO_FAULTS } = options;
  const tenant = createTenant({ ...options, overrides: overridesOf(faults, options.overrides) });
  const lifetime = faults.faults.find((fault) => fault.kind === 'short-tokens');
  const tokens = createTokens(now, lifetime?.seconds);
  const misbehaviour = createMisbehaviour(faults, tokens, now);
  const downloads = createDownloads(tenant, now);
  const hosts = {
    download: (request: CloudRequest) => downloads.answer(request),
    exchange: createExchange(tenant, options.onWrite ?? ((): void => undefined)),
    runner: (request: CloudRequest) =>
      answerRunner(request, tenant.spec, tokens.secondsNow(), options.assertionLifetimeS ?? 300),
  };
  const answer = createHosts(tenant, tokens, hosts, {
    tenant,
    throttle: throttle === undefined ? null : createThrottle(throttle.clockSpeed, tenant.size, now),
    presence: createPresence(tenant),
    delegated: false,
    answerItem: misbehaviour.item,
    downloadUrl: downloads.url,
  });
  return faults.faults.length === 0 ? answer : (request) => misbehaviour.outer(request, answer);
}

function createHosts(
  tenant: Tenant,
  tokens: Tokens,
  { download, exchange, runner }: Readonly<Record<'download' | 'exchange' | 'runner', Cloud>>,
  context: GraphContext,
): Cloud {
  const login = createLogin(tenant.spec, tokens, (audience) =>
    appRoles(audience, tenant.overrides.missingPermissions),
  );
  let batches = 0;
  const delegatedContext: GraphContext = { ...context, delegated: true };
  const graph = (request: CloudRequest): Answer => {
    const signedIn = tokens.isDelegated(request.headers.authorization) ? delegatedContext : context;
    if (/^\/(v1\.0|beta)\/(\$|%24)batch$/i.test(request.target)) {
      batches += 1;
      return answerBatch(signedIn, request, batches);
    }
    return answerGraph(signedIn, request.method, request.target, request.headers);
  };
  return (request) => {
    const { authorization } = request.headers;
    switch (request.host) {
      case 'login.microsoftonline.com':
        return refusedExchangeSignIn(tenant, request) ?? login(request);
      case 'reports.office.com':
        return download(request);
      case 'pipelines.actions.githubusercontent.com':
      case 'dev.azure.com':
        return runner(request);
      case 'outlook.office365.com':
        return tokens.audienceOf(authorization) === 'https://outlook.office365.com'
          ? exchange(request)
          : notSignedIn();
      default: {
        if (tokens.audienceOf(authorization) !== 'https://graph.microsoft.com') return notSignedIn(CHALLENGE);
        const lacking = tokens.claimsLackedBy(authorization);
        return lacking === null ? graph(request) : claimsChallenge(lacking);
      }
    }
  };
}

const CHALLENGE =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"';

function notSignedIn(challenge?: string): Answer {
  return graphError(
    401,
    'InvalidAuthenticationToken',
    'Access token is empty, expired, or not for this resource.',
    challenge === undefined ? {} : { 'www-authenticate': challenge },
  );
}

/** https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function claimsChallenge(claims: string): Answer {
  const encoded = Buffer.from(claims).toString('base64');
  return graphError(
    401,
    'InvalidAuthenticationToken',
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
    {
      'www-authenticate': `${CHALLENGE}, client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="${encoded}"`,
    },
  );
}
