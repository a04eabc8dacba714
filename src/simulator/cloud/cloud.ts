import type { FaultPlan } from '../faults/fault-plan.ts';
import { createMisbehaviour } from '../faults/misbehave.ts';
import { overridesOf } from '../faults/overrides-of.ts';
import { createTenant, type Tenant, type TenantOptions } from '../tenant/tenant.ts';
import { graphError, type Answer, type CloudRequest } from './answer.ts';
import { answerBatch } from './batch.ts';
import { createDownloads } from './downloads.ts';
import { answerGraph, type GraphContext } from './graph.ts';
import { createLogin } from './login.ts';
import { createPresence } from './presence.ts';
import { createThrottle } from './throttle.ts';
import { createTokens, type Tokens } from './tokens.ts';

export const HOSTS = [
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'outlook.office365.com',
  'reports.office.com',
] as const;

export interface CloudOptions extends TenantOptions {
  /** The documented throttles, on a clock this many times as fast; absent: none. */
  readonly throttle?: { readonly clockSpeed: number } | undefined;
  /** How the cloud misbehaves; absent: it does not. */
  readonly faults?: FaultPlan | undefined;
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
  const answer = createHosts(tenant, tokens, (request) => downloads.answer(request), {
    tenant,
    throttle: throttle === undefined ? null : createThrottle(throttle.clockSpeed, tenant.size, now),
    presence: createPresence(tenant),
    answerItem: misbehaviour.item,
    downloadUrl: downloads.url,
  });
  return faults.faults.length === 0 ? answer : (request) => misbehaviour.outer(request, answer);
}

function createHosts(tenant: Tenant, tokens: Tokens, download: Cloud, context: GraphContext): Cloud {
  const login = createLogin(tenant.spec, tokens);
  let batches = 0;
  const graph = (request: CloudRequest): Answer => {
    if (/^\/v1\.0\/(\$|%24)batch$/i.test(request.target)) {
      batches += 1;
      return answerBatch(context, request, batches);
    }
    return answerGraph(context, request.method, request.target, request.headers);
  };
  return (request) => {
    const { authorization } = request.headers;
    switch (request.host) {
      case 'login.microsoftonline.com':
        return login(request);
      case 'reports.office.com':
        return download(request);
      case 'outlook.office365.com':
        return tokens.audienceOf(authorization) === null ? notSignedIn() : noRole();
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

function noRole(): Answer {
  return graphError(
    403,
    'Forbidden',
    'The role assigned to the application is not supported in this scenario.',
  );
}
