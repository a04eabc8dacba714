import { graphError, methodNotAllowed, type Answer, type CloudRequest } from './answer.ts';
import { answerConditionalAccess, answerRequirements, answerSecurityDefaults } from './conditional-access.ts';
import type { GraphContext, GraphRequest } from './graph-context.ts';
import { unknownSegment } from './graph-refusal.ts';
import { answerGroups } from './groups.ts';
import { answerMailboxSettings } from './mailbox-settings.ts';
import { answerMessageRules } from './message-rules.ts';
import { answerRegistrations } from './registrations.ts';
import { answerRoles } from './roles.ts';
import { parseTarget } from './target.ts';
import { answerOrganization, answerDomains, answerReportSettings, answerSkus } from './tenant-settings.ts';
import { answerTermsOfUse } from './terms-of-use.ts';
import { answerBetaUsageReport, answerUsageReport } from './usage-reports.ts';
import { answerUsers } from './users.ts';

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
