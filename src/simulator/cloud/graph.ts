import { premiumRefused } from './premium-refused.ts';
import type { Permission, Tenant } from '../tenant/tenant.ts';
import { graphError, methodNotAllowed, type Answer, type CloudRequest } from './answer.ts';
import type { AnswerItem } from './batch.ts';
import { answerConditionalAccess, answerRequirements, answerSecurityDefaults } from './conditional-access.ts';
import { answerGroups } from './groups.ts';
import { answerMailboxSettings } from './mailbox-settings.ts';
import { answerMessageRules } from './message-rules.ts';
import type { Presence } from './presence.ts';
import { answerRegistrations } from './registrations.ts';
import { answerRoles } from './roles.ts';
import { parseTarget, type Target } from './target.ts';
import { answerOrganization, answerDomains, answerReportSettings, answerSkus } from './tenant-settings.ts';
import { answerTermsOfUse } from './terms-of-use.ts';
import type { Bucket, Throttle } from './throttle.ts';
import { answerBetaUsageReport, answerUsageReport } from './usage-reports.ts';
import { answerUsers } from './users.ts';

/** What every part of Graph answers from. */
export interface GraphContext {
  readonly tenant: Tenant;
  readonly throttle: Throttle | null;
  readonly presence: Presence;
  /** Whether a person signed in, rather than an application. */
  readonly delegated: boolean;
  /** Stands between a batch and its requests. */
  readonly answerItem: AnswerItem;
  /** A short-lived address of a report's download. */
  downloadUrl(report: string, period: number): string;
}

/** A GET of Graph's, taken apart; segments begin after the version. */
export interface GraphRequest extends Target {
  readonly version: 'v1.0' | 'beta';
  readonly headers: CloudRequest['headers'];
}

type Route = (context: GraphContext, request: GraphRequest) => Answer;

const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['organization', answerOrganization],
  ['domains', answerDomains],
  ['subscribedSkus', answerSkus],
  ['admin', answerReportSettings],
  ['users', routeUsers],
  ['groups', answerGroups],
  ['reports', routeReports],
  ['identity', answerConditionalAccess],
  ['policies', answerSecurityDefaults],
  ['roleManagement', answerRoles],
  ['identityGovernance', answerTermsOfUse],
]);

/** What there is of Graph's beta and nowhere else. */
const BETA_ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['reports', answerBetaUsageReport],
  ['users', routeBetaUsers],
  ['identity', answerConditionalAccess],
]);

/** Answers one request to graph.microsoft.com, whose token was looked at already. `target` has its version. */
export function answerGraph(
  context: GraphContext,
  method: string,
  target: string,
  headers: CloudRequest['headers'],
): Answer {
  const parsed = parseTarget(target);
  if (parsed === null) return graphError(400, 'BadRequest', 'The request URI is not valid.');
  const [version, first = ''] = parsed.segments;
  if (version !== 'v1.0' && version !== 'beta') return unknownSegment(version ?? '');
  const route = (version === 'beta' ? BETA_ROUTES : ROUTES).get(first);
  if (route === undefined) return unknownSegment(first);
  if (method !== 'GET') return methodNotAllowed();
  return route(context, { ...parsed, version, segments: parsed.segments.slice(1), headers });
}

function routeUsers(context: GraphContext, request: GraphRequest): Answer {
  if (request.segments.length <= 2) return answerUsers(context, request);
  return request.segments[2] === 'mailboxSettings'
    ? answerMailboxSettings(context, request)
    : answerMessageRules(context, request);
}

function routeBetaUsers(context: GraphContext, request: GraphRequest): Answer {
  return request.segments.length > 1 ? answerRequirements(context, request) : answerUsers(context, request);
}

function routeReports(context: GraphContext, request: GraphRequest): Answer {
  return request.segments[1] === 'authenticationMethods'
    ? answerRegistrations(context, request)
    : answerUsageReport(context, request);
}

export function unknownSegment(segment: string): Answer {
  return graphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
}

/** 403 where the app lacks a permission (or the tenant a licence) for this; null where it may read. */
export function refusal(context: GraphContext, permission: Permission): Answer | null {
  const { entraPremium, missingPermissions } = context.tenant.overrides;
  const premium = permission === 'sign-in-activity' || permission === 'mfa-registrations';
  if (premium && entraPremium === false) return premiumRefused();
  if (missingPermissions?.includes(permission) !== true) return null;
  if (permission === 'inbox-rules') {
    return graphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  if (permission === 'mfa-registrations' || permission === 'sign-in-activity') {
    return graphError(
      403,
      'Authentication_MSGraphPermissionMissing',
      'The principal does not have required Microsoft Graph permission(s): AuditLog.Read.All to call this API.',
    );
  }
  if (permission.endsWith('-activity') || permission === 'mailbox-usage' || permission === 'service-counts') {
    return graphError(403, 'S2SUnauthorized', 'Invalid permission.');
  }
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

/** 429 where a documented limit is used up; null where the request may pass. */
export function throttled(context: GraphContext, bucket: Bucket, units = 1): Answer | null {
  const wait = context.throttle?.take(bucket, units) ?? null;
  return wait === null ? null : tooManyRequests(wait);
}

/** `waitS`: seconds of the client's own clock. */
export function tooManyRequests(waitS: number): Answer {
  return graphError(429, 'TooManyRequests', 'Please retry again later.', { 'retry-after': waitS.toFixed(3) });
}

/** Whether the request carries what advanced queries need. */
export function isEventual(request: GraphRequest): boolean {
  return request.headers.consistencylevel?.toLowerCase() === 'eventual';
}
