import { createTenant, type TenantOptions } from '../tenant/tenant.ts';
import { graphError, type Answer, type CloudRequest } from './answer.ts';
import { answerBatch } from './batch.ts';
import { createDownloads } from './downloads.ts';
import { answerGraph, type GraphContext } from './graph.ts';
import { createLogin } from './login.ts';
import { createThrottle } from './throttle.ts';
import { createTokens } from './tokens.ts';

export const HOSTS = [
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'outlook.office365.com',
  'reports.office.com',
] as const;

export interface CloudOptions extends TenantOptions {
  /** The documented throttles, on a clock this many times as fast; absent: none. */
  readonly throttle?: { readonly clockSpeed: number } | undefined;
}

/** Milliseconds since 1970, from whoever starts the cloud. */
export type Clock = () => number;

/** The whole cloud as one function from request to answer; every request passes through it. */
export type Cloud = (request: CloudRequest) => Answer;

export function createCloud(options: CloudOptions, now: Clock): Cloud {
  const tenant = createTenant(options);
  const tokens = createTokens(now);
  const login = createLogin(tenant.spec, tokens);
  const downloads = createDownloads(tenant, now);
  const { throttle } = options;
  const context: GraphContext = {
    tenant,
    throttle: throttle === undefined ? null : createThrottle(throttle.clockSpeed, tenant.size, now),
    downloadUrl: downloads.url,
  };
  let batches = 0;

  const graph = (request: CloudRequest): Answer => {
    if (tokens.audienceOf(request.headers.authorization) !== 'https://graph.microsoft.com') {
      return graphError(
        401,
        'InvalidAuthenticationToken',
        'Access token is empty, expired, or not for this resource.',
        {
          'www-authenticate':
            'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
        },
      );
    }
    if (/^\/v1\.0\/(\$|%24)batch$/i.test(request.target)) {
      batches += 1;
      return answerBatch(context, request, batches);
    }
    return answerGraph(context, request.method, request.target, request.headers);
  };

  return (request) => {
    switch (request.host) {
      case 'login.microsoftonline.com':
        return login(request);
      case 'reports.office.com':
        return downloads.answer(request);
      case 'outlook.office365.com': {
        const known = tokens.audienceOf(request.headers.authorization) !== null;
        return known
          ? graphError(
              403,
              'Forbidden',
              'The role assigned to the application is not supported in this scenario.',
            )
          : graphError(
              401,
              'InvalidAuthenticationToken',
              'Access token is empty, expired, or not for this resource.',
            );
      }
      default:
        return graph(request);
    }
  };
}
